import assert from "node:assert/strict";
import type { InstrumentationFacts } from "../../server/src/analysis/facts.js";
import { readFile } from "../../server/src/analysis/sources/index.js";

function instrumentationIn(text: string): InstrumentationFacts | undefined {
  const facts = readFile("/k8s/instrumentation.yaml", text)?.facts ?? [];
  return facts.find((fact) => fact.kind === "instrumentation");
}

const resource = (spec: string, version = "opentelemetry.io/v1alpha1"): string =>
  `apiVersion: ${version}\nkind: Instrumentation\nmetadata:\n  name: sdk\nspec:\n${spec.replace(/^(?=.)/gm, "  ")}\n`;

/** Each variable with its value and what stands at the value's place. */
function variablesIn(text: string): readonly (readonly string[])[] {
  return (instrumentationIn(text)?.env ?? []).map(({ name, value }) => {
    if (value.kind !== "text") return [name, value.kind];
    const { start, end } = value.word.place.span;
    return [name, value.word.text, text.slice(start, end)];
  });
}

describe("reading an Instrumentation", () => {
  it("takes the exporter's endpoint for the variable it becomes", () => {
    const text = resource('exporter:\n  endpoint: "http://gateway-collector.otel:4317"');
    assert.deepEqual(variablesIn(text), [
      ["OTEL_EXPORTER_OTLP_ENDPOINT", "http://gateway-collector.otel:4317", '"http://gateway-collector.otel:4317"'],
    ]);
    assert.equal(instrumentationIn(text)?.object.name, "sdk");
  });

  it("reads what all languages are told, then each of them", () => {
    const text = resource(`java:
  image: autoinstrumentation-java
  env: [{name: OTEL_EXPORTER_OTLP_ENDPOINT, value: "http://$(HOST_IP):4318"}]
env:
  - {name: HOST_IP, valueFrom: {fieldRef: {fieldPath: status.hostIP}}}
exporter: {endpoint: http://gateway:4317}
python:
  env: [{name: OTEL_EXPORTER_OTLP_PROTOCOL, value: http/protobuf}]`);
    assert.deepEqual(variablesIn(text), [
      ["OTEL_EXPORTER_OTLP_ENDPOINT", "http://gateway:4317", "http://gateway:4317"],
      ["HOST_IP", "field"],
      ["OTEL_EXPORTER_OTLP_ENDPOINT", "http://$(HOST_IP):4318", '"http://$(HOST_IP):4318"'],
      ["OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf", "http/protobuf"],
    ]);
  });

  it("reads what v1beta1 keeps in `envConfig`", () => {
    const text = resource(
      `envConfig:
  exporter: {endpoint: http://gateway:4318, protocol: http/protobuf}
  env: [{name: A, value: b}]`,
      "opentelemetry.io/v1beta1",
    );
    assert.deepEqual(variablesIn(text), [
      ["OTEL_EXPORTER_OTLP_ENDPOINT", "http://gateway:4318", "http://gateway:4318"],
      ["OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf", "http/protobuf"],
      ["A", "b", "b"],
    ]);
  });

  it("leaves out what says nothing", () => {
    assert.deepEqual(instrumentationIn(resource('exporter: {endpoint: ""}\njava: text\nnodejs: {env: text}'))?.env, []);
    assert.deepEqual(instrumentationIn(resource("exporter: {endpoint: {{ .Values.endpoint }}}"))?.env, []);
    assert.equal(instrumentationIn(resource("exporter: {endpoint: x:1}", "example.com/v1")), undefined);
    assert.equal(instrumentationIn("kind: Instrumentation\nmetadata: {name: sdk}"), undefined);
  });
});
