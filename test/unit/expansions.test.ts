import assert from "node:assert/strict";
import type { CollectorFacts, Expansion } from "../../server/src/analysis/facts.js";
import { interpolatedByCompose } from "../../server/src/analysis/sources/collector/composeLetters.js";
import { findExpansions } from "../../server/src/analysis/sources/collector/expansions.js";
import { readFile } from "../../server/src/analysis/sources/index.js";
import { expansionProblem } from "../../server/src/analysis/topology/collectors/expansions.js";
import { anyVersion, exactly } from "../../server/src/analysis/versions.js";

/** What is found, with `…` for what is not known and `<` before one that is open. */
function found(text: string): readonly string[] {
  return findExpansions(text).map(({ uri, state }) => (state === "open" ? "<" : "") + uri.replaceAll(/\0+/g, "…"));
}

describe("the expansions of a value", () => {
  it("are what the collector's resolver takes for one", () => {
    assert.deepEqual(found("${env:HOST}:${PORT}"), ["env:HOST", "PORT"]);
    assert.deepEqual(found("${env:A:-${B}}"), ["B", "env:A:-…"]);
    assert.deepEqual(found("} ${A} {b} }"), ["A"]);
    assert.deepEqual(found("$A {A} $(A) ${"), ["<"]);
    assert.deepEqual(found("a ${env:A and ${B}"), ["B", "<env:A and ${B}"]);
  });

  it("end at the first one that is escaped, as the collector's search does", () => {
    assert.deepEqual(found("$${1}"), []);
    assert.deepEqual(found("$$${1}"), ["1"]);
    assert.deepEqual(found("${A} $${1} ${B}"), ["A"]);
    assert.deepEqual(found("$${open"), []);
  });

  it("stand in a Compose file as Compose leaves them", () => {
    const left = (text: string): readonly string[] => found(interpolatedByCompose(text).letters);
    const refused = (text: string): readonly string[] => interpolatedByCompose(text).refused.map(({ uri }) => uri);
    assert.deepEqual(left("$${env:A} ${A} $A ${A:-b} ${A:-${B}}"), ["env:A"]);
    assert.deepEqual(left("$${env:A:-${B}}"), ["env:A:-…"]);
    assert.deepEqual(left("$$$${1}"), []);
    assert.deepEqual(refused("${env:A} $${env:B} ${A:-b} ${A?} ${1}"), ["env:A", "1"]);
    const text = "a $${env:A} ${B}";
    assert.equal(interpolatedByCompose(text).letters.length, text.length);
  });

  it("are found in linear time", () => {
    const started = performance.now();
    for (const text of ["${".repeat(200_000), "}".repeat(400_000), "$".repeat(400_000), "${a}".repeat(100_000)]) {
      findExpansions(text);
      interpolatedByCompose(text);
    }
    assert.ok(performance.now() - started < 2000);
  });

  it("have their places in the outer file, in values alone", () => {
    const text = [
      "apiVersion: v1",
      "kind: ConfigMap",
      "metadata: {name: otel}",
      "data:",
      "  relay.yaml: |",
      "    receivers:",
      "      otlp: &otlp",
      '        a: "\\t${env:A}"',
      "        ${env:KEY}: b # ${env:COMMENT}",
      "      otlp/2: *otlp",
      "    service:",
      "      pipelines:",
      "        traces: {receivers: [otlp], exporters: [x]}",
    ].join("\n");
    const facts = readFile("/m.yaml", text)?.facts.find((fact): fact is CollectorFacts => fact.kind === "collector");
    assert.deepEqual(
      facts?.expansions.map(({ place: { span } }) => text.slice(span.start, span.end)),
      ["${env:A}"],
    );
  });
});

describe("the problem of an expansion", () => {
  const problem = (uri: string, version?: string, state: Expansion["state"] = "closed"): string | undefined => {
    const versions = version === undefined ? anyVersion : exactly(version);
    const place = { file: "/c.yaml", span: { start: 0, end: 0 } };
    return expansionProblem({ uri, state, place }, { versions, distribution: undefined })?.error;
  };

  it("is none for what a provider takes, and for templates of others", () => {
    const uris = ["A", "_a1", "env:A", "env:A:-", "env:A:-b:c", "env:\0", "file:C:\\a b", "yaml:a: b", "https://a/b"];
    for (const uri of [...uris, "var.a", "jsonencode(a)", "x ? a : b", "vault:a", "project.version"])
      assert.equal(problem(uri), undefined, uri);
  });

  it("is what the collector says", () => {
    assert.match(problem("1") ?? "", /^environment variable "1" has invalid name: must match regex/);
    assert.match(problem("env:A:b") ?? "", /^environment variable "A:b" has invalid name/);
    assert.match(problem("env: A") ?? "", /^environment variable " A" has invalid name/);
    assert.equal(problem("A_B:-c"), 'invalid uri: "A_B:-c"');
    assert.equal(problem("AB:-c"), 'scheme "AB" is not supported for uri "AB:-c"');
    assert.equal(problem("files:a"), 'scheme "files" is not supported for uri "files:a"');
    assert.equal(problem("$A"), `the uri "env:$A" contains unsupported characters ('$')`);
  });

  it("depends on the version where the collector does", () => {
    assert.equal(problem("env:A:-b", "0.110.0"), undefined);
    assert.match(problem("env:A:-b", "0.109.0") ?? "", /^environment variable "A:-b" has invalid name/);
    assert.equal(problem("env:A:-b", "0.101.0"), undefined);
  });
});
