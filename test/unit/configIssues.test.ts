import assert from "node:assert/strict";
import type { CollectorFacts, ComponentFact } from "../../server/src/analysis/facts.js";
import { nearest } from "../../server/src/analysis/nearest.js";
import { readFile } from "../../server/src/analysis/sources/index.js";
import { exactly, isWithin } from "../../server/src/analysis/versions.js";

function exporter(id: string, text: string): ComponentFact {
  const facts = readFile("/config.yaml", text)?.facts ?? [];
  const found = facts
    .filter((fact): fact is CollectorFacts => fact.kind === "collector")
    .flatMap(({ components }) => components)
    .find((each) => each.kind === "exporter" && each.id === id);
  assert.ok(found, `no ${id}`);
  return found;
}

function config(settings: string): string {
  return `receivers:\n  otlp:\n    protocols:\n      grpc:\nexporters:\n  otlp:\n${settings}\nservice:\n  pipelines:\n    traces: {receivers: [otlp], exporters: [otlp]}\n`;
}

/** What is wrong with an exporter of these settings: `kind key`. */
function issues(settings: string): readonly string[] {
  return exporter("otlp", config(settings)).issues.map((issue) =>
    `${issue.kind} ${"key" in issue ? issue.key : ""}`.trim(),
  );
}

describe("a component's own settings", () => {
  it("are complete with an endpoint, wherever it comes from", () => {
    assert.deepEqual(issues("    endpoint: backend:4317"), []);
    assert.deepEqual(issues("    endpoint: ${env:BACKEND}"), []);
    assert.deepEqual(issues("    <<: {endpoint: backend:4317}"), []);
    assert.deepEqual(issues(`    "{{ .Values.x }}": 1`), []);
    assert.deepEqual(issues('    endpoint: ""'), ["missing-key"]);
    assert.deepEqual(issues("    endpoint:"), ["missing-key"]);
  });

  it("are not judged where nobody knows their keys, or a variable decides", () => {
    assert.deepEqual(
      issues("    endpoint: b:1\n    headers: [{name: a, value: b}]\n    sending_queue: {sizer: items}"),
      [],
    );
    assert.deepEqual(issues("    endpoint: b:1\n    timeout: ${env:TIMEOUT}\n    tls: !secret tls"), []);
    assert.deepEqual(issues("    endpoint: b:1\n    __proto__: {}\n    constructor: 1\n    toString: 2"), []);
  });

  it("are compared key by key", () => {
    assert.deepEqual(issues("    endpoint: b:1\n    tls: {insecur: true}"), ["unknown-key insecur"]);
    assert.deepEqual(issues("    endpoint: b:1\n    tls: {insecure: [true]}"), ["wrong-type tls.insecure"]);
    assert.deepEqual(issues("    endpoint: b:1\n    timeout: 10s\n    retry_on_failure: {max_elapsed_time: 0}"), []);
    assert.deepEqual(issues("    endpoint: b:1\n    timeout: 10 seconds"), ["wrong-type timeout"]);
  });

  it("do not take long where aliases repeat them", () => {
    const bomb = Array.from({ length: 30 }, (_, level) =>
      level === 0
        ? "x0: &x0 {id: a}"
        : `x${String(level)}: &x${String(level)} [${`*x${String(level - 1)}, `.repeat(10)}]`,
    ).join("\n");
    const started = performance.now();
    exporter("otlp", `${bomb}\n${config("    endpoint: b:1\n    middlewares: *x29")}`);
    assert.ok(performance.now() - started < 1000);
  });

  it("name extensions, but not by a variable or a switch", () => {
    const named = (settings: string): readonly string[] =>
      exporter("otlp", config(settings)).references.map(({ path, id }) => `${path} ${id}`);
    assert.deepEqual(named("    auth: {authenticator: oidc / a}"), ["auth.authenticator oidc/a"]);
    assert.deepEqual(named("    middlewares: [{id: limit}, {id: '${env:X}'}]"), ["middlewares.*.id limit"]);
    assert.deepEqual(named("    sending_queue: {storage: false}"), []);
  });
});

describe("what is near", () => {
  it("takes two swapped letters for one slip", () => {
    assert.equal(nearest("otpl", ["otlp", "kafka"], 1), "otlp");
    assert.equal(nearest("source", ["resource"], 1), undefined);
  });
});

describe("a range of versions", () => {
  it("lies in another one only with all of them", () => {
    assert.equal(isWithin(exactly("0.123.0"), { since: "0.123.0" }), true);
    assert.equal(isWithin({ since: "0.104.0" }, { since: "0.123.0" }), false);
    assert.equal(isWithin({}, { since: "0.1.0" }), false);
    assert.equal(isWithin({ since: "0.1.0", before: "0.2.0" }, { before: "0.2.0" }), true);
  });
});
