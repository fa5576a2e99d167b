import assert from "node:assert/strict";
import fc from "fast-check";
import { analyse } from "../../server/src/analysis/analyse.js";
import type { FileFacts, FileId } from "../../server/src/analysis/facts.js";
import type { Finding } from "../../server/src/analysis/finding.js";
import { ignoreHereFix } from "../../server/src/analysis/fixes/suppress.js";
import { ignoreFixes } from "../../server/src/analysis/ignoreFixes.js";
import { AnalysisSession } from "../../server/src/analysis/session.js";
import { readFile } from "../../server/src/analysis/sources/index.js";
import { readSuppressions } from "../../server/src/analysis/sources/suppressions.js";
import { parseIgnoreComment } from "../../server/src/analysis/sources/suppressions/ignoreComment.js";
import { applyEdits, lineStartsOf, positionAt } from "../../server/src/analysis/text.js";

/** `rule first-last`, lines from 1. */
const spoken = (file: FileId, text: string): readonly string[] =>
  readSuppressions(text, file, readFile(file, text)?.facts ?? []).map(
    ({ rule, lines: { first, last } }) => `${rule} ${first + 1}${last > first ? `-${last + 1}` : ""}`,
  );

describe("an ignore comment", () => {
  const parse = (comment: string): readonly unknown[] | undefined => {
    const parsed = parseIgnoreComment(comment);
    return parsed && [parsed.names.map(({ text }) => text).join(" "), parsed.reason];
  };

  it("names rules and says why", () => {
    assert.deepEqual(parse("# portolan-ignore port-conflict: never together"), ["port-conflict", "never together"]);
    assert.deepEqual(parse("#portolan-ignore a,b , c: see: #12"), ["a b c", "see: #12"]);
    assert.deepEqual(parse("## portolan-ignore a - why"), ["a", "why"]);
    assert.deepEqual(parse("# portolan-ignore a because"), ["a", "because"]);
    assert.deepEqual(parse("<!-- portolan-ignore a: why -->"), ["a", "why"]);
    assert.deepEqual(parse("# portolan-ignore a: why # another"), ["a", "why"]);
  });

  it("may lack the one or the other", () => {
    assert.deepEqual(parse("# portolan-ignore a"), ["a", undefined]);
    assert.deepEqual(parse("<!-- portolan-ignore a -->"), ["a", undefined]);
    assert.deepEqual(parse("# portolan-ignore a:  # another"), ["a", undefined]);
    assert.deepEqual(parse("# portolan-ignore a: TODO say why"), ["a", undefined]);
    assert.deepEqual(parse("# portolan-ignore: why"), ["", "why"]);
    assert.deepEqual(parse("# portolan-ignore"), ["", undefined]);
  });

  it("is no other comment", () => {
    for (const comment of ["# portolan-ignored a", "# portolan-ignore-file a", "# see portolan-ignore a", "#"]) {
      assert.equal(parse(comment), undefined, comment);
    }
  });
});

describe("where ignore comments stand", () => {
  it("on their own line, or above the next that says something", () => {
    const text = `# portolan-ignore a: x
# about b
# portolan-ignore b: x

hosts: # portolan-ignore c: x
  # portolan-ignore d: x`;
    assert.deepEqual(spoken("/w/.portolan.yaml", text), ["a 5", "b 5", "c 5", "d 7"]);
    assert.deepEqual(spoken("/w/.portolan.yaml", text.replaceAll("\n", "\r\n")), ["a 5", "b 5", "c 5", "d 7"]);
    assert.deepEqual(spoken("/w/.portolan.yaml", text.replaceAll("\n", "\r")), ["a 5", "b 5", "c 5", "d 7"]);
  });

  it("are comments to YAML, not what stands in quotes, words or a text of others", () => {
    const text = `hosts:
  a: "x # portolan-ignore a: x"
  b: 'x
    # portolan-ignore b: x
    y'
  c: |
    # portolan-ignore c: x
  d: x#portolan-ignore d: x
  e: [1, # portolan-ignore e: x
    2]
  f: > # portolan-ignore f: x
    # portolan-ignore g: x
`;
    assert.deepEqual(spoken("/w/.portolan.yaml", text), ["e 9", "f 11"]);
  });

  const held = `apiVersion: v1
kind: ConfigMap
metadata: {name: a}
data:
  notes: |
    # portolan-ignore a: in somebody's text
  config.yaml: |
    # portolan-ignore b: x
    receivers:
      otlp: # portolan-ignore c: x
        protocols: {grpc: {endpoint: "#  portolan-ignore d"}}
    service:
      pipelines:
        traces: {receivers: [otlp]}
`;
  it("count in a configuration that another document holds", () => {
    assert.deepEqual(spoken("/w/a.yaml", held), ["b 9", "c 10"]);
  });

  it("reach over the lines of one command", () => {
    const text = `#!/bin/sh
echo "# portolan-ignore a: x"
# portolan-ignore b: x
docker run \\
  -p 4317:4317 \\
  jaegertracing/all-in-one:1.60 # portolan-ignore c: x
`;
    assert.deepEqual(spoken("/w/run.sh", text), ["b 4-6", "c 4-6"]);
  });

  it("are whole lines in units and env files", () => {
    const unit = "[Service]\n# portolan-ignore a: x\nExecStart=/bin/a \\\n  # b\n  --x # portolan-ignore b: x\n";
    assert.deepEqual(spoken("/w/a.service", unit), ["a 3-4"]);
    assert.deepEqual(spoken("/w/.env", "A=b # portolan-ignore a: x\n# portolan-ignore b: x\nB=c\n"), ["b 3"]);
    assert.deepEqual(spoken("/w/a.json", '{"a": "# portolan-ignore a: x"\n# portolan-ignore b\n}'), []);
  });

  it("reach over a page's block from above, and count inside of it", () => {
    const text = `<!-- portolan-ignore a: x -->

~~~yaml
receivers: # portolan-ignore b: x
~~~
text <!-- portolan-ignore c: x --> text
> <!-- portolan-ignore d: x -->
> \`\`\`sh
> # portolan-ignore e: x
> docker run a
> <!-- portolan-ignore f: x -->
> \`\`\`
# portolan-ignore g: x
<!-- portolan-ignore h: x
`;
    assert.deepEqual(spoken("/w/README.md", text), ["a 3-4", "b 4", "c 6", "d 8-11", "e 10"]);
  });

  it("cost no more than reading", () => {
    const count = 30_000;
    const texts: readonly (readonly [FileId, string])[] = [
      ["/w/a.yaml", "# portolan-ignore a, b: x\n".repeat(count)],
      ["/w/a.sh", "# portolan-ignore a: x\n".repeat(count) + "a \\\n".repeat(count)],
      ["/w/a.md", `${"<!-- portolan-ignore a -->\n".repeat(count)}~~~sh\n${"a # portolan-ignore a\n".repeat(count)}`],
      ["/w/b.md", "<!-- portolan-ignore a ".repeat(count)],
      ["/w/b.sh", "# portolan-ignore a".repeat(count)],
      ["/w/c.sh", `# portolan-ignore a${" ".repeat(count)}${",  -".repeat(count)}`],
    ];
    for (const [file, text] of texts) {
      const before = performance.now();
      readSuppressions(text, file, []);
      assert.ok(performance.now() - before < 4000, file);
    }
  });
});

const collector = (endpoint: string, more = ""): string => `receivers:
  otlp:
    protocols:
      grpc:
${endpoint}
exporters:
  debug:
service:
  telemetry: {metrics: {level: none}}
  pipelines:
    traces:
      receivers: [otlp]
      exporters: [debug]
${more}`;
const comment = "        # portolan-ignore port-conflict: x\n";
const endpoint = "        endpoint: 0.0.0.0:4317";

const [a, b, project]: readonly [FileId, FileId, FileId] = [
  "/w/etc/otelcol/config.yaml",
  "/w/etc/otelcol-contrib/config.yaml",
  "/w/.portolan.yaml",
];

const check = (texts: Readonly<Record<FileId, string>>): readonly string[] => {
  const facts = Object.entries(texts).flatMap(([file, text]) => readFile(file, text) ?? []);
  const { findings } = analyse(facts, { roots: ["/w"] });
  return [...findings].flatMap(([file, list]) => list.map(({ rule }) => `${file} ${rule}`)).sort();
};

describe("what is ignored", () => {
  it("is gone on one side of a collision alone", () => {
    assert.deepEqual(check({ [a]: collector(endpoint), [b]: collector(endpoint) }), [
      `${b} port-conflict`,
      `${a} port-conflict`,
    ]);
    assert.deepEqual(check({ [a]: collector(comment + endpoint), [b]: collector(endpoint) }), [`${b} port-conflict`]);
    assert.deepEqual(check({ [a]: collector(comment + endpoint) }), [`${a} unused-suppression`]);
  });

  it("is gone in the files that a project file names, or everywhere below it", () => {
    const both = { [a]: collector(endpoint), [b]: collector(endpoint) };
    const entry = (files: string): string => `ignore: [{rule: port-conflict, ${files}reason: x}]\n`;
    assert.deepEqual(check({ ...both, [project]: entry("files: etc/otelcol, ") }), [`${b} port-conflict`]);
    assert.deepEqual(check({ ...both, [project]: entry("") }), []);
    assert.deepEqual(check({ ...both, "/w/etc/otelcol/.portolan.yaml": entry("") }), [`${b} port-conflict`]);
    assert.deepEqual(check({ ...both, "/w/else/.portolan.yaml": entry("") }), [
      `${b} port-conflict`,
      `${a} port-conflict`,
    ]);
  });

  it("may be that a comment is of no use", () => {
    const ignore = "ignore: [{rule: unused-suppression, reason: written for all of our hosts}]\n";
    assert.deepEqual(check({ [a]: collector(comment + endpoint), [project]: ignore }), []);
  });

  const compose = (more: string): string => `services:
  collector:
    image: otel/opentelemetry-collector-contrib:0.96.0
    command: [--config=/etc/otel/config.yaml]
    volumes: ["../config.yaml:/etc/otel/config.yaml"]
    ports: ["4317:4317"]
${more}`;
  it("is asked of all sites that a file belongs to: one that needs the comment is enough", () => {
    const local = "        # portolan-ignore loopback-only: x\n        endpoint: localhost:4317";
    const files = {
      "/w/config.yaml": collector(local),
      "/w/a/compose.yaml": compose(""),
      "/w/b/compose.yaml": compose("    profiles: [never]\n").replace('"4317:4317"', ""),
    };
    assert.deepEqual(
      check(files).filter((each) => each.startsWith("/w/config.yaml")),
      [],
    );
  });

  const texts: Readonly<Record<FileId, readonly string[]>> = {
    [a]: [
      "",
      collector(endpoint),
      collector(comment + endpoint),
      collector(`${endpoint} # portolan-ignore port-conflict, unused-component`),
      collector(endpoint, "# portolan-ignore unused-component: x\nextensions: {pprof: }\n"),
    ],
    [b]: ["", collector(endpoint), collector(comment + endpoint), "receivers: [\n# portolan-ignore syntax: x\n"],
    [project]: [
      "",
      "ignore: [{rule: port-conflict, reason: x}]\n",
      "ignore: [{rule: port-conflict, files: etc/otelcol, reason: x}, {rule: unused-suppression, reason: x}]\n",
      "hosts: {one: {runs: etc/otelcol}, two: {runs: etc/otelcol-contrib}}\n",
      "host: 1 # portolan-ignore project-file: x\n",
    ],
  };
  const step = fc
    .constantFrom(...Object.entries(texts))
    .chain(([file, each]) =>
      fc.record({ file: fc.constant(file), text: fc.constantFrom(...each), update: fc.boolean() }),
    );

  it("is the same after edits as from scratch, and is told when it changes", () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 15 }), (steps) => {
        const session = new AnalysisSession({ roots: ["/w"] });
        const current = new Map<FileId, FileFacts>();
        const shown = new Map<FileId, string>();
        const say = (findings: readonly Finding[]): string => JSON.stringify(findings);
        const update = (): void => {
          for (const file of session.update().files) shown.set(file, say(session.findingsOf(file)));
        };
        for (const { file, text, update: now } of steps) {
          const facts = readFile(file, text);
          session.set(file, facts);
          if (facts) current.set(file, facts);
          else current.delete(file);
          if (now) update();
        }
        update();
        const { findings } = analyse([...current.values()], { roots: ["/w"] });
        for (const file of Object.keys(texts)) assert.equal(shown.get(file) ?? "[]", say(findings.get(file) ?? []));
      }),
      { numRuns: 80 },
    );
  });
});

describe("the fix that ignores a finding where it stands", () => {
  const findingAt = (file: FileId, text: string, needle: string): Finding => {
    const start = text.indexOf(needle);
    assert.ok(start >= 0);
    return {
      rule: "port-conflict",
      severity: "error",
      message: "",
      place: { file, span: { start, end: start + needle.length } },
      related: [],
    };
  };
  /** The line that is added, with its number; undefined where nothing is offered. */
  const added = (file: FileId, text: string, needle: string): string | undefined => {
    const [fix, ...others] = ignoreHereFix(findingAt(file, text, needle), () => text);
    if (fix === undefined) return undefined;
    assert.deepEqual([others, fix.preferred, fix.edits.length], [[], undefined, 1]);
    const edits = fix.edits[0]!.edits;
    const at = positionAt(lineStartsOf(text), edits[0]!.span.start).line;
    const after = applyEdits(text, edits);
    return `${at + 1}: ${after.slice(edits[0]!.span.start).split(/(?<=\n)/)[0]!}`;
  };
  const words = "portolan-ignore port-conflict: TODO say why";

  it("adds a comment above the line, indented alike", () => {
    const text = collector(endpoint);
    assert.equal(added(a, text, "0.0.0.0:4317"), `5:         # ${words}\n`);
    assert.equal(added(a, text.replaceAll("\n", "\r\n"), "0.0.0.0:4317"), `5:         # ${words}\r\n`);
    assert.equal(added(a, text, "receivers:"), `1: # ${words}\n`);
    assert.equal(added(a, text.replace("[otlp]", "[\n      otlp]"), "otlp]"), `13:       # ${words}\n`);
  });

  const manifest = (config: string): string => `apiVersion: v1
kind: ConfigMap
metadata: {name: a}
data:
  config.yaml: ${config}
`;
  it("adds it to the configuration that a document holds, not to a text in quotes", () => {
    const block = manifest(
      `|\n${collector(endpoint)
        .replace(/^(?=.)/gm, "    ")
        .trimEnd()}`,
    );
    assert.equal(added("/w/a.yaml", block, "0.0.0.0:4317"), `10:             # ${words}\n`);
    assert.equal(added("/w/a.yaml", block, "receivers:"), `6:     # ${words}\n`);
    const folded = collector(endpoint).trimEnd().replaceAll('"', '\\"').replaceAll("\n", "\\n\\\n    \\  ");
    assert.equal(added("/w/a.yaml", manifest(`"${folded}"`), "0.0.0.0:4317"), undefined);
  });

  it("adds it above a command, a unit's setting and a page's block", () => {
    const script = "set -e\n  docker run -d \\\n    -p 4317:4317 \\\n    jaegertracing/all-in-one:1.60\n";
    assert.equal(added("/w/run.sh", script, "4317:4317"), `2:   # ${words}\n`);
    const page = `# A page\n\n> ~~~sh\n> docker run -p 4317:4317 jaegertracing/all-in-one:1.60\n> ~~~\n`;
    assert.equal(added("/w/README.md", page, "4317:4317"), `3: > <!-- ${words} -->\n`);
    const unit = "[Service]\nExecStart=/usr/bin/otelcol \\\n  --config=/etc/otelcol/config.yaml\n";
    assert.equal(added("/w/otelcol.service", unit, "--config"), `2: # ${words}\n`);
    assert.equal(added("/w/a.json", '{"endpoint": "localhost:4317"}', "localhost"), undefined);
  });

  it("adds none where the comment would be read as something else", () => {
    const text = collector('        endpoint: "0.0.0.0:\n          4317"');
    assert.equal(added(a, text, '4317"'), undefined);
    const plain = "services:\n  a:\n    image: jaegertracing/all-in-one:1.60\n    command: --a\n      --b\n";
    assert.equal(added("/w/compose.yaml", plain, "--b"), undefined);
    assert.equal(added("/w/compose.yaml", plain, "--a"), `4:     # ${words}\n`);
  });

  it("really takes the finding back", () => {
    const session = new AnalysisSession({ roots: ["/w"] });
    const text = collector(endpoint);
    session.set(a, readFile(a, text));
    session.set(b, readFile(b, text));
    session.update();
    const [finding] = session.findingsOf(a);
    const fixes = ignoreFixes(finding!, () => text, { roots: ["/w"], projects: [] });
    assert.deepEqual(
      fixes.map(({ title }) => title),
      [
        "Ignore this finding here (portolan-ignore port-conflict)",
        "Ignore port-conflict in this file (.portolan.yaml)",
      ],
    );
    session.set(a, readFile(a, applyEdits(text, fixes[0]!.edits[0]!.edits)));
    session.update();
    assert.deepEqual(
      session.findingsOf(a).map(({ rule }) => rule),
      ["unexplained-suppression"],
    );
    assert.deepEqual(
      ignoreFixes(session.findingsOf(a)[0]!, () => text, { roots: ["/w"], projects: [] }),
      [],
    );
  });
});
