import assert from "node:assert/strict";
import type { CollectorFacts } from "../../server/src/analysis/facts.js";
import { placeComplaints } from "../../server/src/analysis/features/complaint.js";
import { configText } from "../../server/src/analysis/features/configText.js";
import { readFile } from "../../server/src/analysis/sources/index.js";
import { lineStartsOf, positionAt } from "../../server/src/analysis/text.js";

const file = "/w/config.yaml";

const configsIn = (text: string): readonly CollectorFacts[] =>
  (readFile(file, text)?.facts ?? []).flatMap((fact) => (fact.kind === "collector" ? [fact] : []));

/** Line, from 1, and the words at each complaint's place, with its message. */
const placed = (text: string, output: string): readonly (readonly [number, string, string])[] =>
  placeComplaints(output, configsIn(text), () => text).map(({ message, place: { span } }) => [
    positionAt(lineStartsOf(text), span.start).line + 1,
    text.slice(span.start, span.end),
    message,
  ]);

const config = `receivers:
  otlp:
    protocols:
      grpc:
        endpointt: 0.0.0.0:4317
processors:
  memory_limiter:
exporters:
  debug:
    verbosity: loud
  otlp_grpc:
connectors:
  forward:
service:
  extensions: [health_check]
  pipelines:
    traces:
      receivers: [otlp, jaeger]
      exporters: [debug, forward]
`;

// As collector v0.159.0 prints them.
describe("what a collector complains about", () => {
  it("stands at the keys that it does not know, and values that it does not take", () => {
    const output = [
      "Error: failed to get config: cannot unmarshal the configuration: decoding failed due to the following error(s):",
      "",
      "'receivers' error reading configuration for \"otlp\": decoding failed due to the following error(s):",
      "",
      "'protocols.grpc' decoding failed due to the following error(s):",
      "",
      "'configgrpc.ServerConfig' has invalid keys: endpointt",
      "'exporters' error reading configuration for \"debug\": decoding failed due to the following error(s):",
      "",
      "'verbosity' unknown metrics level \"loud\"",
      "2026/11/21 16:41:00 collector server run finished with error: failed to get config: cannot unmarshal",
    ].join("\n");
    const found = placed(config, output);
    assert.deepEqual(
      found.map(([line, words]) => [line, words]),
      [
        [5, "endpointt"],
        [10, "verbosity"],
      ],
    );
    assert.match(
      found[0]?.[2] ?? "",
      /^'receivers' error reading configuration for "otlp"[^]*has invalid keys: endpointt$/,
    );
  });

  it("stands at references, and at components that lack something", () => {
    const output = [
      'Error: service::pipelines::traces: references receiver "jaeger" which is not configured',
      'exporters::otlp_grpc: requires a non-empty "endpoint"',
      "processors::memory_limiter: 'check_interval' must be greater than zero",
      'service::extensions: references extension "health_check" which is not configured',
    ].join("\n");
    assert.deepEqual(placed(config, output), [
      [18, "jaeger", 'service::pipelines::traces: references receiver "jaeger" which is not configured'],
      [11, "otlp_grpc", 'exporters::otlp_grpc: requires a non-empty "endpoint"'],
      [7, "memory_limiter", "processors::memory_limiter: 'check_interval' must be greater than zero"],
      [15, "health_check", 'service::extensions: references extension "health_check" which is not configured'],
    ]);
  });

  it("stands at a connector, a type, a pipeline", () => {
    const wiring =
      'failed to build pipelines: connector "forward" used as exporter in [traces] pipeline but not used in any supported receiver pipeline';
    assert.deepEqual(placed(config, `Error: ${wiring}\n`), [[13, "forward", wiring]]);
    const type = `'receivers' unknown type: "otlp" for id: "otlp" (valid values: [nop])`;
    assert.deepEqual(placed(config, type), [[2, "otlp", type]]);
    const pipeline = "service::pipelines::traces: must have at least one receiver";
    assert.deepEqual(placed(config, pipeline), [[17, "traces", pipeline]]);
  });

  it("stands at the line of YAML that does not parse, inside a manifest too", () => {
    const broken = "receivers:\n  otlp:\n  bad: [\nexporters:\n  debug:\nservice:\n  pipelines: {}\n";
    const said = "yaml: line 4: did not find expected node content";
    assert.deepEqual(
      placed(broken, `Error: failed to get config: ${said}`).map(([line]) => line),
      [4],
    );
    const map = `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata:\n  config.yaml: |\n${config.replace(/^/gm, "    ")}`;
    assert.deepEqual(
      placed(map, said).map(([line, words]) => [line, words.trim()]),
      [[9, "grpc:"]],
    );
  });

  it("stands at the configuration where nothing tells, and is nothing where nothing was said", () => {
    assert.deepEqual(placed(config, "cannot read"), [[1, "receivers", "cannot read"]]);
    assert.deepEqual(placed(config, "\n\n"), []);
    assert.deepEqual(
      placeComplaints("x", [], () => undefined),
      [],
    );
  });
});

describe("the text of a configuration", () => {
  it("is what the collector reads", () => {
    const [own] = configsIn(config);
    assert.ok(own);
    assert.equal(configText(own, config), config);
    const map = `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata:\n  config.yaml: |\n${config.trimEnd().replace(/^/gm, "    ")}\n`;
    const [embedded] = configsIn(map);
    assert.ok(embedded);
    assert.equal(configText(embedded, map), config);
  });

  it("is not told where it stands in one line with other things", () => {
    const map = `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata:\n  config.yaml: "receivers: {otlp: }\\nexporters: {debug: }\\nservice: {pipelines: {traces: {receivers: [otlp], exporters: [debug]}}}"\n`;
    const [embedded] = configsIn(map);
    assert.ok(embedded);
    assert.equal(configText(embedded, map), undefined);
  });
});
