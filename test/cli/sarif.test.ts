import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import Ajv from "ajv-draft-04";
import addFormats from "ajv-formats";
import type { Log, Replacement, Result, Run } from "sarif";
import packageJson from "../../package.json";
import type { Place } from "../../server/src/analysis/facts.js";
import type { FileEdit } from "../../server/src/analysis/finding.js";
import { rules } from "../../server/src/analysis/rules/index.js";
import { applyEdits, lineStartsOf, offsetAt } from "../../server/src/analysis/text.js";
import { changesOf } from "../../server/src/cli/fixChanges.js";
import type { Spot } from "../../server/src/cli/places.js";
import type { CheckView } from "../../server/src/cli/view.js";
import { portolanIn, put } from "./portolan.js";

const examples = resolve(import.meta.dirname, "../../examples");
const schema = resolve(import.meta.dirname, "../fixtures/sarif/sarif-2.1.0-rtm.5.json");

const collector = (receivers: string, used: string): string => `receivers:
${receivers}exporters:
  debug:
service:
  telemetry:
    metrics:
      level: none
  pipelines:
    traces:
      receivers: [${used}]
      exporters: [debug]
`;
const receiver = (id: string, port: number): string => `  ${id}:\n    endpoint: 0.0.0.0:${port}\n`;
/** Two receivers of one collector on one port. */
const colliding = collector(receiver("zipkin/a", 9411) + receiver("zipkin/b", 9411), "zipkin/a, zipkin/b");
/** With a receiver that is in no pipeline. */
const unused = collector(receiver("zipkin", 9411) + receiver("zipkin/spare", 9412), "zipkin");

describe("portolan check --format sarif", () => {
  let root: string;
  beforeEach(() => (root = realpathSync(mkdtempSync(join(tmpdir(), "portolan sarif-")))));
  afterEach(() => rmSync(root, { recursive: true }));

  const logOf = async (folder: string, ...paths: readonly string[]): Promise<Log> => {
    const { out, err } = await portolanIn(folder, ["check", "--format", "sarif", ...paths]);
    assert.doesNotMatch(err, /error/);
    return JSON.parse(out) as Log;
  };
  const runOf = async (folder: string, ...paths: readonly string[]): Promise<Run> => {
    const [run, ...more] = (await logOf(folder, ...paths)).runs;
    assert.deepEqual(more, []);
    return run!;
  };
  const resultsOf = async (folder: string, ...paths: readonly string[]): Promise<readonly Result[]> =>
    (await runOf(folder, ...paths)).results!;

  it("writes a result of the agreed shape", async () => {
    put(root, { "config.yaml": colliding });
    const { code, err } = await portolanIn(root, ["check", "--format", "sarif"]);
    assert.deepEqual({ code, err }, { code: 1, err: "" });
    const log = await logOf(root);
    assert.deepEqual(Object.keys(log), ["$schema", "version", "runs"]);
    assert.equal(log.version, "2.1.0");
    const { results, tool, ...run } = await runOf(root);
    assert.deepEqual(run, {
      columnKind: "utf16CodeUnits",
      newlineSequences: ["\r\n", "\n", "\r"],
      originalUriBaseIds: { "%SRCROOT%": { uri: `${pathToFileURL(root).href}/` } },
    });
    assert.equal(tool.driver.name, "Portolan");
    assert.equal(tool.driver.version, packageJson.version);
    assert.equal(results?.length, 2);
    const artifactLocation = { uri: "config.yaml", uriBaseId: "%SRCROOT%" };
    const { message, fixes, ...result } = results[0]!;
    assert.deepEqual(result, {
      ruleId: "port-conflict",
      ruleIndex: rules.findIndex(({ id }) => id === "port-conflict"),
      level: "error",
      locations: [
        {
          physicalLocation: {
            artifactLocation,
            region: { startLine: 3, startColumn: 15, endLine: 3, endColumn: 27 },
          },
        },
      ],
      relatedLocations: [
        {
          id: 1,
          physicalLocation: {
            artifactLocation,
            region: { startLine: 5, startColumn: 15, endLine: 5, endColumn: 27 },
          },
          message: { text: result.relatedLocations?.[0]?.message?.text },
        },
      ],
      partialFingerprints: { "portolan/v1": result.partialFingerprints?.["portolan/v1"] },
    });
    assert.match(message.text!, /9411.*bind: address already in use/);
    assert.match(message.text!, /\n\[[^\n[\]]+ 9411 too\.\]\(1\)$/);
    assert.match(fixes?.[0]?.description?.text ?? "", /19411/);
  });

  it("describes every rule from what it says of itself", async () => {
    const described = (await runOf(root)).tool.driver.rules!;
    assert.deepEqual(
      described.map(({ id }) => id),
      rules.map(({ id }) => id),
    );
    assert.equal(described[0]?.name, "PortConflict");
    for (const [index, { summary, why, noFix, group, since }] of rules.entries()) {
      const { shortDescription, fullDescription, help, properties } = described[index]!;
      assert.equal(shortDescription?.text, summary);
      assert.equal(fullDescription?.text, why);
      for (const text of [help?.text ?? "", help?.markdown ?? ""]) {
        assert.ok(text.includes(why) && text.includes(noFix ?? ""), text);
        assert.ok(text.includes(`# portolan-ignore ${described[index]!.id}: `), text);
      }
      const tags = [group, ...(noFix === undefined ? ["quick-fix"] : [])];
      assert.deepEqual(properties, { tags, since });
    }
  });

  it("has one word for information and hints", async () => {
    put(root, { "config.yaml": unused.replace("  zipkin/spare", "  # portolan-ignore syntax: no\n  zipkin/spare") });
    const levels = new Map((await resultsOf(root)).map(({ ruleId, level }) => [ruleId, level]));
    assert.deepEqual(Object.fromEntries(levels), { "receiver-not-enabled": "warning", "unused-suppression": "note" });
  });

  it("leaves out what is ignored", async () => {
    put(root, {
      "config.yaml": unused.replace("  zipkin/spare", "  # portolan-ignore receiver-not-enabled: kept\n$&"),
    });
    assert.deepEqual(await resultsOf(root), []);
  });

  it("is a whole log where nothing is recognised, so that old alerts are closed", async () => {
    const { code, out, err } = await portolanIn(root, ["check", "--format", "sarif"]);
    assert.equal(code, 0);
    assert.match(err, /nothing recognised/);
    assert.deepEqual((JSON.parse(out) as Log).runs[0]?.results, []);
  });

  it("is the same for the same files, and for whichever PATHs name them", async () => {
    put(root, { "a/config.yaml": colliding, "b/config.yaml": unused });
    const all = await logOf(root);
    assert.ok(all.runs[0]!.results!.length >= 3);
    assert.deepEqual(await logOf(root), all);
    assert.deepEqual(await logOf(root, "b", "a"), all);
  });

  describe("names files", () => {
    it("below the working directory by a relative reference that leads back to them", async () => {
      const names = ["a b/100%/config #1?.yaml", "ü/设定.yaml", "c:d/[x]^|`{}<>.yaml", "'!()*;,&=+$@~.yaml"];
      put(root, Object.fromEntries(names.map((name) => [name, unused])));
      const { results, originalUriBaseIds } = await runOf(root);
      const found = results!.map(({ locations }) => locations?.[0]?.physicalLocation?.artifactLocation?.uri ?? "");
      assert.equal(found[0], "'!()*%3B%2C%26%3D%2B%24%40~.yaml");
      assert.ok(found.includes("a%20b/100%25/config%20%231%3F.yaml"), found.join("\n"));
      const base = originalUriBaseIds?.["%SRCROOT%"]?.uri ?? "";
      const paths = found.map((uri) => fileURLToPath(new URL(uri, base)));
      assert.deepEqual(new Set(paths), new Set(names.map((name) => join(root, name))));
      for (const uri of [...found, base]) assert.match(uri, /^[\w/:%.~!$&'()*+,;=@-]+$/);
    });

    it("elsewhere by their whole URI", async () => {
      put(root, { "out [1]/config.yaml": unused, "in/readme.yaml": "a: 1\n" });
      const [result] = await resultsOf(join(root, "in"), "../out [1]");
      const uri = `${pathToFileURL(root).href}/out%20%5B1%5D/config.yaml`;
      assert.deepEqual(result?.locations?.[0]?.physicalLocation?.artifactLocation, { uri });
    });
  });

  describe("fingerprints", () => {
    const fingerprints = async (): Promise<readonly string[]> =>
      (await resultsOf(root)).map(({ partialFingerprints }) => partialFingerprints!["portolan/v1"]!);

    it("stay where lines move, and where what surrounds them is said anew", async () => {
      put(root, { "config.yaml": colliding });
      const before = await fingerprints();
      put(root, { "config.yaml": `# Moved\n# twice\n${colliding.replaceAll("zipkin/a", "zipkin/first")}` });
      assert.deepEqual(await fingerprints(), before);
    });

    it("differ between lines, files and rules, and between lines that are alike", async () => {
      put(root, { "a/config.yaml": colliding, "b/config.yaml": colliding, "c/config.yaml": unused });
      const all = await fingerprints();
      assert.equal(all.length, 5);
      assert.equal(new Set(all).size, 5);
      for (const each of all) assert.match(each, /^[0-9a-f]{32}$/);
    });
  });

  describe("fixes", () => {
    it("mend what they are offered for", async () => {
      cpSync(join(examples, "ddot-conflict"), root, { recursive: true });
      const cause = (await resultsOf(root)).find(({ ruleId }) => ruleId === "agent-cascade");
      const changes = cause?.fixes?.[0]?.artifactChanges ?? [];
      assert.equal(changes.length, 1);
      for (const { artifactLocation, replacements } of changes) {
        const path = join(root, artifactLocation.uri!);
        writeFileSync(path, replaced(readFileSync(path, "utf8"), replacements));
      }
      assert.deepEqual(await resultsOf(root), []);
    });

    it("are left out where they begin a file", async () => {
      const folder = join(examples, "duetector");
      const { out } = await portolanIn(folder, ["check", "--format", "json"]);
      const found = (JSON.parse(out) as CheckView).findings.filter(({ rule }) => rule === "possible-port-conflict");
      assert.ok(found.some(({ fixes }) => fixes.some(({ title }) => title === "They share a host (.portolan.yaml)")));
      const results = (await resultsOf(folder)).filter(({ ruleId }) => ruleId === "possible-port-conflict");
      assert.equal(results.length, found.length);
      assert.ok(results.every(({ fixes }) => fixes === undefined));
    });

    it("change every file they name, but not what is only believed", () => {
      const edit = (file: string, needsConfirmation?: boolean): FileEdit => ({
        file,
        edits: [{ span: { start: 1, end: 2 }, newText: file }],
        ...(needsConfirmation !== undefined && { annotation: { label: "", needsConfirmation } }),
      });
      const range = { start: { line: 1, column: 2 }, end: { line: 1, column: 3 } };
      const spotOf = ({ file }: Place): Spot => ({ file, range });
      const edits = [edit("/a"), edit("/b", true), edit("/c", false)];
      assert.deepEqual(changesOf({ kind: "edit", title: "t", edits }, { spotOf }), {
        title: "t",
        changes: ["/a", "/c"].map((file) => ({ file, range, newText: file })),
      });
      const begins = [...edits, { ...edit("/d"), create: true as const }];
      assert.deepEqual(changesOf({ kind: "edit", title: "t", edits: begins }, { spotOf }), { title: "t", changes: [] });
    });
  });

  it("lets no name in a file become a link, nor drive a terminal", async () => {
    const id = "zipkin/[x](https://example.org)\u202e";
    put(root, { "config.yaml": collector(`  "${id}":\n    endpoint: 0.0.0.0:9411\n`, "nop") });
    const { out } = await portolanIn(root, ["check", "--format", "sarif"]);
    assert.doesNotMatch(out, /\u202e/);
    const texts = (JSON.parse(out) as Log).runs[0]!.results!.map(({ message }) => message.text!);
    assert.ok(
      texts.some((text) => text.includes(String.raw`zipkin/\[x\](https://example.org)`)),
      texts.join("\n"),
    );
    assert.ok(texts.every((text) => !/(?<!\\)\]\(https/.test(text)));
  });

  describe("for code scanning", () => {
    const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false });
    addFormats(ajv);
    const validate = ajv.compile(JSON.parse(readFileSync(schema, "utf8")) as object);
    const valid = (log: Log): void => assert.ok(validate(log), JSON.stringify(validate.errors, null, 2));

    it("is judged by a schema that refuses what is none", async () => {
      const log = await logOf(join(examples, "ddot-conflict"));
      assert.ok(!validate({ ...log, version: "2.0.0" }));
      assert.ok(!validate({ ...log, runs: [{ ...log.runs[0], columnKind: "bytes" }] }));
    });

    for (const name of readdirSync(examples)) {
      it(`accepts ${name}`, async () => {
        const log = await logOf(join(examples, name));
        valid(log);
        for (const result of log.runs[0]!.results!) accepted(result, log.runs[0]!);
      });
    }

    it("accepts names that are no URIs, and no findings at all", async () => {
      valid(await logOf(root));
      put(root, { "a b/[%]^|{c}/ü:#?.yaml": colliding });
      const log = await logOf(root);
      assert.equal(log.runs[0]!.results!.length, 2);
      valid(log);
    });
  });
});

/** What GitHub asks of a result beyond the schema. */
function accepted({ ruleId, ruleIndex, message, level, locations, relatedLocations }: Result, { tool }: Run): void {
  assert.equal(tool.driver.rules?.[ruleIndex!]?.id, ruleId);
  assert.ok(message.text);
  assert.ok(level === "error" || level === "warning" || level === "note");
  assert.equal(locations?.length, 1);
  for (const { physicalLocation } of [...locations, ...relatedLocations!]) {
    const { startLine = 0, startColumn = 0, endLine = 0, endColumn = 0 } = physicalLocation?.region ?? {};
    assert.ok(startLine >= 1 && startColumn >= 1);
    assert.ok(endLine > startLine || (endLine === startLine && endColumn >= startColumn));
    assert.equal(physicalLocation?.artifactLocation?.uriBaseId, "%SRCROOT%");
  }
  const linked = [...message.text.matchAll(/\]\((\d+)\)$/gm)].map(([, id]) => Number(id));
  assert.deepEqual(
    linked,
    relatedLocations!.map(({ id }) => id),
  );
}

/** A text with its regions replaced, as a viewer would. */
function replaced(text: string, replacements: readonly Replacement[]): string {
  const lines = lineStartsOf(text);
  const at = (line = 1, column = 1): number => offsetAt(lines, { line: line - 1, character: column - 1 }, text.length);
  const edits = replacements.map(({ deletedRegion: region, insertedContent }) => ({
    span: { start: at(region.startLine, region.startColumn), end: at(region.endLine, region.endColumn) },
    newText: insertedContent?.text ?? "",
  }));
  return applyEdits(text, edits);
}
