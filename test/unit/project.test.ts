import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { FileId, ProjectFacts } from "../../server/src/analysis/facts.js";
import type { EditFix, Finding } from "../../server/src/analysis/finding.js";
import { differentHostsFix, ignoreInFileFix, shareHostFix } from "../../server/src/analysis/fixes/projectFile.js";
import { nearest } from "../../server/src/analysis/nearest.js";
import { readFile } from "../../server/src/analysis/sources/index.js";
import {
  collectorKeys,
  distributions,
  hostKeys,
  ignoreKeys,
  projectKeys,
  sshAlias,
} from "../../server/src/analysis/sources/project/vocabulary.js";
import { applyEdits } from "../../server/src/analysis/text.js";
import { parseYaml } from "../../server/src/analysis/yaml/parse.js";
import { asMap, asSeq } from "../../server/src/analysis/yaml/access.js";
import type { YamlNode } from "../../server/src/analysis/yaml/node.js";

const file = "/w/.portolan.yaml";

const read = (text: string, at: FileId = file): ProjectFacts => {
  const facts = readFile(at, text)?.facts.find((fact) => fact.kind === "project");
  assert.ok(facts, "no project file");
  return facts;
};

const problemsIn = (text: string): readonly string[] =>
  read(text).problems.map(({ place: { span }, message }) => `${text.slice(span.start, span.end)}: ${message}`);

describe("a project file", () => {
  it("says who runs what, which collector is which, and what is ignored", () => {
    const facts = read(`hosts:
  web-1: {runs: [etc, ../other/a.yaml], ssh: web-1.example}
collectors:
  - {config: [etc/a.yaml, etc/b.yaml], version: v0.96, distribution: contrib}
ignore:
  - {rule: port-conflict, files: old, reason: Never started.}
  - {rule: loopback-only, reason: todo}
`);
    assert.deepEqual(
      facts.hosts.map(({ name, runs, ssh }) => ({ name, runs, ssh })),
      [{ name: "web-1", runs: ["/w/etc", "/other/a.yaml"], ssh: "web-1.example" }],
    );
    assert.deepEqual(
      facts.collectors.map(({ configs, version, distribution }) => ({ configs, version, distribution })),
      [{ configs: ["/w/etc/a.yaml", "/w/etc/b.yaml"], version: "0.96.0", distribution: "contrib" }],
    );
    assert.deepEqual(
      facts.ignore.map(({ rule, files, reason }) => ({ rule, files, reason })),
      [
        { rule: "port-conflict", files: ["/w/old"], reason: "Never started." },
        { rule: "loopback-only", files: ["/w"], reason: undefined },
      ],
    );
  });

  it("goes by its name alone", () => {
    assert.equal(readFile("/w/portolan.yaml", "hosts: {a: {runs: b}}\n"), undefined);
    assert.equal(readFile("/w/x.portolan.yaml", "hosts: {a: {runs: b}}\n"), undefined);
    assert.equal(read("anything: else\n", "/w/.portolan.yml").problems.length, 1);
  });

  it("points at what it does not understand", () => {
    assert.deepEqual(problemsIn("hots:\n  a: {}\n"), [
      'hots: "hots" has no meaning here, and no effect. Did you mean "hosts"?',
    ]);
    assert.deepEqual(problemsIn("hosts:\n  a: {run: [b]}\nhosts:\n  c:\n"), [
      'hosts: "hosts" is written again below; only the last counts.',
    ]);
    assert.match(problemsIn("a list\n")[0] ?? "", /^a list: A \.portolan\.yaml is a map/);
    assert.match(problemsIn("hosts: {a: {ssh: -lroot}}\n")[0] ?? "", /^-lroot: "-lroot" is no alias/);
    assert.match(problemsIn("hosts: {a: {runs: [x, 1]}}\n")[0] ?? "", /^1: "runs" must be/);
  });

  it("never hands on an alias that ssh could take for something else", () => {
    for (const alias of ["-oProxyCommand=x", "a b", "root@host", "a;b", ".a", "$(x)", '""', "a\\nb"]) {
      assert.equal(read(`hosts: {a: {ssh: "${alias.replaceAll('"', '\\"')}"}}\n`).hosts[0]?.ssh, undefined, alias);
    }
    assert.equal(read("hosts: {a: {ssh: web-1.example_2}}\n").hosts[0]?.ssh, "web-1.example_2");
  });

  it("says where a later host names something in vain", () => {
    const found = (text: string): readonly string[] =>
      read(text).problems.map(({ severity, place: { span } }) => `${severity} ${text.slice(span.start, span.end)}`);
    assert.deepEqual(found("hosts:\n  a: {runs: [x/etc]}\n  b: {runs: [x/etc/, x/etc/a.yaml, x/et, x]}\n"), [
      "information x/etc/",
      "information x/etc/a.yaml",
    ]);
  });

  it("ignores nothing where it cannot tell in which files", () => {
    assert.deepEqual(read("ignore: [{rule: syntax, files: [1], reason: x}]\n").ignore[0]?.files, []);
    assert.deepEqual(read("ignore: [{rule: syntax, files: [], reason: x}]\n").ignore[0]?.files, []);
    assert.deepEqual(read("ignore: [{files: a, reason: x}]\n").ignore, []);
  });

  it("stands what nobody would write", () => {
    const bomb = `hosts:\n  a: &a {runs: &r [${"x,".repeat(5000)}]}\n${Array.from({ length: 5000 }, (_, i) => `  h${i}: {runs: *r}`).join("\n")}\n`;
    assert.ok(read(bomb).hosts.length === 5001);
    assert.ok(read(`hosts: {a: {runs: "${"a/".repeat(200_000)}"}}\n`).hosts.length === 1);
    assert.ok(read("x: 1\n".repeat(50_000)).problems.length <= 200);
    const proto = read("__proto__: {hosts: {}}\nconstructor: x\nhosts: {__proto__: {runs: a}}\n");
    assert.deepEqual(
      proto.hosts.map(({ name }) => name),
      ["__proto__"],
    );
    assert.equal(proto.problems.length, 2);
  });

  it("knows what somebody meant", () => {
    assert.equal(nearest("host", projectKeys), "hosts");
    assert.equal(nearest("Hosts", projectKeys), "hosts");
    assert.equal(nearest("ressources", projectKeys), undefined);
    assert.equal(nearest("x".repeat(1e6), projectKeys), undefined);
  });
});

interface Schema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: false | Schema;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly minLength?: number;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly $ref?: string;
  readonly description?: string;
  readonly examples?: readonly unknown[];
  readonly definitions?: Readonly<Record<string, Schema>>;
}

const schema = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../schemas/portolan.schema.json"), "utf8"),
) as Schema;

const referred = (part: Schema): Schema =>
  part.$ref === undefined ? part : schema.definitions![part.$ref.replace("#/definitions/", "")]!;

/** As much of a validator as the schema needs. */
function accepts(given: Schema, value: unknown): boolean {
  const part = referred(given);
  const type = value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
  if (part.type !== undefined && ![part.type].flat().includes(type)) return false;
  if (part.enum && !part.enum.includes(value)) return false;
  if (part.allOf && !part.allOf.every((each) => accepts(each, value))) return false;
  if (part.oneOf && part.oneOf.filter((each) => accepts(each, value)).length !== 1) return false;
  if (typeof value === "string") {
    return value.length >= (part.minLength ?? 0) && (!part.pattern || new RegExp(part.pattern).test(value));
  }
  if (Array.isArray(value)) {
    return value.length >= (part.minItems ?? 0) && value.every((item) => !part.items || accepts(part.items, item));
  }
  if (typeof value !== "object" || value === null) return true;
  const fields = value as Readonly<Record<string, unknown>>;
  return (
    (part.required ?? []).every((key) => Object.hasOwn(fields, key)) &&
    Object.entries(fields).every(([key, each]) => {
      const own =
        Object.entries(part.properties ?? {}).find(([name]) => name === key)?.[1] ?? part.additionalProperties;
      return own === undefined || (own !== false && accepts(own, each));
    })
  );
}

function plain(node: YamlNode | undefined): unknown {
  const [map, seq] = [asMap(node), asSeq(node)];
  if (map) return Object.fromEntries(map.entries.map(({ key, value }) => [key.text, plain(value)]));
  return seq ? seq.items.map(plain) : node?.kind === "scalar" ? node.value : null;
}

describe("the schema of project files", () => {
  const keysOf = (part: Schema): readonly string[] => Object.keys(part.properties ?? {});
  const { host, collector, ignore } = schema.definitions!;

  it("knows the keys and words that are read", () => {
    assert.deepEqual(keysOf(schema), projectKeys);
    assert.deepEqual(keysOf(host!), hostKeys);
    assert.deepEqual(keysOf(collector!), collectorKeys);
    assert.deepEqual(keysOf(ignore!), ignoreKeys);
    assert.deepEqual(collector!.properties!.distribution!.enum, distributions);
    assert.equal(host!.properties!.ssh!.pattern, sshAlias.source);
  });

  it("describes every key, and shuts out all others", () => {
    for (const part of [schema, host!, collector!, ignore!]) {
      assert.equal(part.additionalProperties, false);
      for (const [key, each] of Object.entries(part.properties!)) {
        assert.ok(each.description, key);
        for (const example of each.examples ?? []) assert.ok(accepts(each, example), `the example of ${key}`);
      }
    }
  });

  const fits: readonly string[] = [
    "hosts:\n",
    "hosts: {a: }\n",
    "hosts: {a: {runs: b}}\n",
    "hosts: {a: {runs: []}}\n",
    "hosts: {a: {ssh: b.c}}\n",
    "collectors: [{config: a, version: 0.104.0}]\n",
    "collectors: [{config: [a, b], version: 0.96, distribution: ddot}]\n",
    "ignore: [{rule: syntax, reason: x}]\n",
    "ignore: [{rule: syntax, files: [a, b], reason: x}]\n",
    "{}\n",
  ];
  const refused: readonly string[] = [
    "[]\n",
    "text\n",
    "other: 1\n",
    "hosts: [a]\n",
    "hosts: {a: [b]}\n",
    "hosts: {a: {runs: 1}}\n",
    "hosts: {a: {runs: }}\n",
    'hosts: {a: {runs: ""}}\n',
    "hosts: {a: {runs: [b, [c]]}}\n",
    "hosts: {a: {ssh: -b}}\n",
    "hosts: {a: {ssh: 1}}\n",
    "hosts: {a: {port: 1}}\n",
    "collectors: {config: a}\n",
    "collectors: [a]\n",
    "collectors: [{version: 0.104.0}]\n",
    "collectors: [{config: []}]\n",
    "collectors: [{config: a, version: latest}]\n",
    "collectors: [{config: a, version: }]\n",
    "collectors: [{config: a, version: [0.104.0]}]\n",
    "collectors: [{config: a, distribution: alpine}]\n",
    "collectors: [{config: a, distribution: true}]\n",
    "collectors: [{config: a, image: b}]\n",
    "ignore: [syntax]\n",
    "ignore: [{rule: syntax}]\n",
    "ignore: [{rule: syntax, reason: }]\n",
    'ignore: [{rule: syntax, reason: ""}]\n',
    "ignore: [{rule: [syntax], reason: x}]\n",
    "ignore: [{reason: x}]\n",
    "ignore: [{rule: syntax, reason: x, files: []}]\n",
    "ignore: [{rule: syntax, reason: x, files: {a: b}}]\n",
    "ignore: [{rule: syntax, reason: x, file: a}]\n",
  ];
  for (const text of [...fits, ...refused]) {
    it(`and the reader ${fits.includes(text) ? "take" : "refuse"} ${text.trim()}`, () => {
      assert.equal(accepts(schema, plain(parseYaml(text)[0]?.root)), fits.includes(text), "the schema");
      assert.equal(problemsIn(text).length === 0, fits.includes(text), "the reader");
    });
  }
});

describe("fixes that write a project file", () => {
  const a = "/w/etc/otelcol/config.yaml";
  const b = "/w/compose.yaml";

  interface World {
    readonly text?: string;
    readonly at?: FileId;
    readonly roots?: readonly FileId[];
  }

  /** The project file after the fix; undefined where none is offered. */
  const after = (
    fix: typeof shareHostFix,
    files: readonly FileId[],
    { text, at = file, roots = ["/w"] }: World = {},
  ): string | undefined => {
    const projects = text === undefined ? [] : [read(text, at)];
    const fixes = fix(files, (each) => (each === at ? text : undefined), { roots, projects });
    return applied(fixes, text, at);
  };

  const applied = (fixes: readonly EditFix[], text: string | undefined, at: FileId): string | undefined => {
    const [first, ...others] = fixes;
    if (first === undefined) return undefined;
    assert.deepEqual([others, first.preferred, first.edits.length], [[], undefined, 1]);
    const [edit] = first.edits;
    assert.equal(edit!.file, at);
    assert.equal(edit!.create, text === undefined ? true : undefined);
    return applyEdits(text ?? "", edit!.edits);
  };

  it("begin one at the workspace's root", () => {
    assert.equal(after(shareHostFix, [a, b]), "hosts:\n  host-1:\n    runs: [etc/otelcol/config.yaml, compose.yaml]\n");
    assert.equal(
      after(differentHostsFix, [a, b]),
      "hosts:\n  host-1:\n    runs: [etc/otelcol/config.yaml]\n  host-2:\n    runs: [compose.yaml]\n",
    );
  });

  it("write into the nearest one that is there, and keep what stands in it", () => {
    const world = { at: "/w/etc/.portolan.yaml", text: "# ours\r\nignore: []\r\n" };
    assert.equal(
      after(shareHostFix, [a, "/w/etc/b.yaml"], world),
      "# ours\r\nignore: []\r\nhosts:\r\n  host-1:\r\n    runs: [otelcol/config.yaml, b.yaml]\r\n",
    );
    assert.equal(
      after(shareHostFix, [a, b], { text: "hosts: # all of them\n    web-1: # old\n        runs: [x]\n" }),
      "hosts: # all of them\n    host-1:\n      runs: [etc/otelcol/config.yaml, compose.yaml]\n    web-1: # old\n        runs: [x]\n",
    );
    assert.equal(
      after(differentHostsFix, [a, b], { text: "hosts: {host-1: {runs: x}}" }),
      "hosts: {host-2: {runs: [etc/otelcol/config.yaml]}, host-3: {runs: [compose.yaml]}, host-1: {runs: x}}",
    );
  });

  it("add to the host that one of the files has", () => {
    assert.equal(
      after(shareHostFix, [a, b], { text: "hosts:\n  web-1:\n    runs:\n      - etc # the tree\n" }),
      "hosts:\n  web-1:\n    runs:\n      - etc # the tree\n      - compose.yaml\n",
    );
    assert.equal(
      after(shareHostFix, [a, b], { text: 'hosts:\n  web-1:\n    runs: "etc" # the tree\n' }),
      'hosts:\n  web-1:\n    runs: ["etc", compose.yaml] # the tree\n',
    );
    assert.equal(
      after(shareHostFix, [b, "/w/c.yaml", a], { text: "hosts: {web-1: {runs: [etc]}}\n" }),
      "hosts: {web-1: {runs: [etc, compose.yaml, c.yaml]}}\n",
    );
    assert.equal(
      after(differentHostsFix, [a, b], { text: "hosts:\n  web-1:\n    runs: etc\n" }),
      "hosts:\n  host-1:\n    runs: [compose.yaml]\n  web-1:\n    runs: etc\n",
    );
  });

  it("are not offered where they would say nothing new, or what is denied already", () => {
    assert.equal(after(shareHostFix, [a]), undefined);
    assert.equal(after(shareHostFix, [a, a]), undefined);
    const apart = { text: "hosts: {x: {runs: etc}, y: {runs: compose.yaml}}\n" };
    assert.equal(after(shareHostFix, [a, b], apart), undefined);
    assert.equal(after(differentHostsFix, [a, b], apart), undefined);
    assert.equal(after(differentHostsFix, [a, b], { text: "hosts: {x: {runs: [etc, compose.yaml]}}\n" }), undefined);
  });

  it("are not offered where no project file could name the files", () => {
    assert.equal(after(shareHostFix, [a, "/v/b.yaml"], { roots: ["/w", "/v"] }), undefined);
    assert.equal(after(shareHostFix, [a, "untitled:Untitled-1"]), undefined);
    assert.equal(after(shareHostFix, [a, b], { roots: [] }), undefined);
  });

  it("are not offered where the file has no place for it", () => {
    for (const text of [
      "{ignore: []}\n",
      "- x\n",
      "ignore: []\n---\nignore: []\n",
      "ignore: []\n...\n",
      "hosts: x\n",
      "hosts: [\n",
    ]) {
      assert.equal(after(shareHostFix, [a, b], { text }), undefined, text);
    }
  });

  it("put quotes around what would be something else without", () => {
    for (const name of ["true", "1.5", "a b", "a: b", "a#b", "-", "'", "ü.yaml", "[x]", "a,b", "null", "~"]) {
      const text = after(shareHostFix, [`/w/${name}`, b]);
      assert.deepEqual(read(text!).hosts[0]?.runs, [`/w/${name}`, b], text);
    }
  });

  const finding: Finding = {
    rule: "port-conflict",
    severity: "error",
    message: "",
    place: { file: a, span: { start: 0, end: 1 } },
    related: [],
  };
  const ignored = (text?: string): string | undefined =>
    applied(
      ignoreInFileFix(finding, (each) => (each === file ? text : undefined), {
        roots: ["/w"],
        projects: text === undefined ? [] : [read(text)],
      }),
      text,
      file,
    );
  const entry = "rule: port-conflict\n    files: [etc/otelcol/config.yaml]\n    reason: TODO say why\n";

  it("ignore a rule in a file, and leave the reason to the person", () => {
    assert.equal(ignored(), `ignore:\n  - ${entry}`);
    assert.equal(ignored("hosts:"), `hosts:\nignore:\n  - ${entry}`);
    assert.equal(ignored("ignore: # none yet\nhosts:\n"), `ignore: # none yet\n  - ${entry}hosts:\n`);
    const before = "ignore:\n  # old\n  - {rule: syntax, reason: x} # why\nhosts:\n";
    assert.equal(ignored(before), before.replace("# why\n", `# why\n  - ${entry}`));
    assert.equal(
      ignored("ignore:\n- rule: syntax\n  reason: x\n"),
      `ignore:\n- rule: syntax\n  reason: x\n- ${entry.replaceAll("    ", "  ")}`,
    );
    assert.equal(
      ignored("ignore: [{rule: syntax, reason: x}]\n"),
      "ignore: [{rule: syntax, reason: x}, {rule: port-conflict, files: [etc/otelcol/config.yaml], reason: TODO say why}]\n",
    );
    assert.match(ignored("ignore: []\n") ?? "", /^ignore: \[\{rule: port-conflict, /);
    assert.equal(ignored("ignore: x\n"), undefined);
    assert.equal(ignored("ignore: [\n"), undefined);
  });
});
