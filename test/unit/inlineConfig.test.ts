import assert from "node:assert/strict";
import type { CollectorFacts } from "../../server/src/analysis/facts.js";
import { readInlineConfig } from "../../server/src/analysis/sources/collector/inline.js";
import { readFile } from "../../server/src/analysis/sources/index.js";
import type { ContainersFacts, ProcessFacts } from "../../server/src/analysis/facts.js";
import { ConfigIndex } from "../../server/src/analysis/topology/processes/configIndex.js";
import { configPathsOf, configsReadBy } from "../../server/src/analysis/topology/processes/configFiles.js";
import { mergeConfigs } from "../../server/src/analysis/topology/collectors/merge.js";

const at = 100;

function inline(text: string): CollectorFacts | undefined {
  return readInlineConfig(text, at, "/compose.yaml", "collector");
}

function processOf(command: string): ProcessFacts {
  const text = `services:\n  collector:\n    image: otel/opentelemetry-collector\n    command: ${command}\n    volumes: ["./a.yaml:/etc/a.yaml"]\n`;
  const [facts] = readFile("/w/compose.yaml", text)?.facts ?? [];
  const [container] = (facts as ContainersFacts).containers;
  assert.ok(container);
  return container.process;
}

const config = readFile(
  "/w/a.yaml",
  "receivers:\n  otlp:\n    protocols:\n      http:\nexporters:\n  debug:\nservice:\n  pipelines:\n    traces:\n      receivers: [otlp]\n      exporters: [debug]\n",
)?.facts[0] as CollectorFacts;
const available = new ConfigIndex([config], []);

describe("a configuration on the command line", () => {
  it("has its keys joined by two colons, each at its own place", () => {
    const text = "receivers::otlp/2::protocols::grpc::endpoint: 0.0.0.0:4444";
    const facts = inline(text);
    const [component] = facts?.components ?? [];
    assert.equal(component?.id, "otlp/2");
    const start = at + text.indexOf("otlp/2");
    assert.deepEqual(component.key, { file: "/compose.yaml", span: { start, end: start + "otlp/2".length } });
    const [listener] = component.listeners;
    assert.equal(listener?.binds[0]?.endpoint.port, 4444);
    const digits = at + text.indexOf("4444");
    assert.deepEqual(listener.change, {
      kind: "digits",
      place: { file: "/compose.yaml", span: { start: digits, end: digits + 4 } },
    });
  });

  it("is left out where it is none, or does not parse", () => {
    for (const text of ["", "hello", "a::b: 1", "exporters::debug: {", "[1]", `exporters::${"a::".repeat(5000)}: 1`]) {
      assert.equal(inline(text)?.components.some(({ type }) => type !== "a") ?? false, false, text.slice(0, 40));
    }
  });

  it("is merged with the files beside it, in the order of the arguments", () => {
    const process = processOf(
      '[--config, /etc/a.yaml, "--config=yaml:receivers::otlp::protocols::http::endpoint: 0.0.0.0:4444", --config, "yaml:service::pipelines::traces::exporters: [otlp/backend]"]',
    );
    const read = configsReadBy(process, available, undefined);
    assert.equal(read?.whole, true);
    assert.deepEqual(
      read.facts.map(({ holder }) => holder?.kind),
      [undefined, "command line", "command line"],
    );
    const merged = mergeConfigs(read.facts);
    const [otlp] = merged.components;
    assert.deepEqual(
      otlp?.listeners.map(({ key, binds }) => `${key} ${String(binds[0]?.endpoint.port)}`),
      ["protocols.http.endpoint 4444"],
    );
    const [traces] = merged.pipelines ?? [];
    assert.deepEqual(
      traces?.receivers.references.map(({ id }) => id),
      ["otlp"],
    );
    assert.deepEqual(
      traces.exporters.references.map(({ id }) => id),
      ["otlp/backend"],
    );
  });

  it("does not count as a file, and what is not understood leaves the rest unknown", () => {
    const process = processOf('[--config=/etc/a.yaml, "--config=yaml:nothing", --config=env:MORE]');
    assert.deepEqual(configPathsOf(process), ["/etc/a.yaml"]);
    assert.equal(configsReadBy(process, available, undefined)?.whole, false);
  });

  it("leaves paths to shells as they were", () => {
    assert.deepEqual(
      configPathsOf(processOf('["sh", "-c", "exec otelcol --config /etc/a.yaml --config=\'file:/b.yaml\'"]')),
      ["/etc/a.yaml", "/b.yaml"],
    );
  });
});
