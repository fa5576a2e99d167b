import assert from "node:assert/strict";
import fc from "fast-check";
import { fixAll } from "../../../server/src/analysis/features/fixAll.js";
import { lineEdits } from "../../../server/src/analysis/features/lineEdits.js";
import { AnalysisSession } from "../../../server/src/analysis/session.js";
import { readFile } from "../../../server/src/analysis/sources/index.js";
import { applyEdits, type TextEdit } from "../../../server/src/analysis/text.js";

function editsIn(files: Readonly<Record<string, string>>, version?: string): readonly TextEdit[] {
  const texts = new Map(Object.entries(files));
  const analysis = new AnalysisSession({ roots: ["/w"], ...(version !== undefined && { collectorVersion: version }) });
  for (const [file, text] of texts) analysis.set(file, readFile(file, text));
  analysis.update();
  const [file = ""] = texts.keys();
  const edits = fixAll({ analysis, texts: (each) => texts.get(each) }, file);
  assert.equal(
    analysis.factsOf(file)?.lines.length,
    texts.get(file)?.split("\n").length,
    "the session is left as it was",
  );
  return edits;
}

const fixed = (text: string, version?: string): string =>
  applyEdits(text, editsIn({ "/w/config.yaml": text }, version));

const config = `# kept as it is
receivers:
  otlp:
    protocols: {grpc: }   # odd, but right
processors:
  batch:
    sendBatchSize: 100
  memory_limiter: {check_interval: 1s, limit_mib: 10}
  filter:
exporters:
  "logging":
    loglevel: debug
  zipkin:
service:
  pipelines:
    traces:
      receivers: [otlp]
      processors: [batch, memory_limiter, filter, batch]
      exporters: [ logging ]
`;

describe("fix all", () => {
  it("applies every safe fix, and those that are only possible then", () => {
    const wanted = config
      .replace("sendBatchSize", "send_batch_size")
      .replace('"logging"', '"debug"')
      .replace("loglevel: debug", "verbosity: detailed")
      .replace("[batch, memory_limiter, filter, batch]", "[memory_limiter, filter, batch]")
      .replace("[ logging ]", "[ debug ]");
    assert.equal(fixed(config, "0.130.0"), wanted);
    assert.equal(fixed(wanted, "0.130.0"), wanted);
  });

  it("edits only the lines that change", () => {
    const lines = editsIn({ "/w/config.yaml": config }, "0.130.0").map(({ span }) =>
      config.slice(span.start, span.end).trim(),
    );
    assert.deepEqual(lines, [
      "sendBatchSize: 100",
      '"logging":\n    loglevel: debug',
      "processors: [batch, memory_limiter, filter, batch]\n      exporters: [ logging ]",
    ]);
  });

  it("leaves what may be right: a removed type for an unknown version, a slip of more than its letters' case", () => {
    const text = config
      .replace("[batch, memory_limiter, filter, batch]", "[memory_limiter, filter, batch]")
      .replace("sendBatchSize", "send_batch_sise");
    assert.equal(fixed(text), text);
  });

  it("leaves what opens ports, and what is not used", () => {
    const text = config
      .replace("[batch, memory_limiter, filter, batch]", "[memory_limiter, batch]")
      .replace("    sendBatchSize: 100\n", "")
      .replaceAll("logging", "debug")
      .replace("    loglevel: debug\n", "")
      .replace("  otlp:\n", "  jaeger:\n    protocols: {grpc: }\n  otlp:\n");
    assert.equal(fixed(text, "0.84.0"), text);
  });

  it("leaves a fix alone that changes other files, too", () => {
    const files = {
      "/w/exporters.yaml": "exporters:\n  logging:\n",
      "/w/rest.yaml":
        "receivers:\n  otlp:\n    protocols:\n      grpc:\nservice:\n  pipelines:\n    traces:\n      receivers: [otlp]\n      exporters: [logging]\n",
      "/w/.portolan.yaml": "collectors:\n  - config: [exporters.yaml, rest.yaml]\n    version: 0.130.0\n",
    };
    assert.deepEqual(editsIn(files), []);
  });

  it("does nothing to a file that is not ours", () => {
    const analysis = new AnalysisSession({ roots: ["/w"] });
    assert.deepEqual(fixAll({ analysis, texts: () => "a: b\n" }, "/w/a.yaml"), []);
    assert.deepEqual(fixAll({ analysis, texts: () => undefined }, "/w/a.yaml"), []);
  });
});

describe("the lines that differ between two texts", () => {
  it("are all that is edited", () => {
    assert.deepEqual(lineEdits("a\nb\nc\nd\n", "a\nB\nc\nd\ne\n"), [
      { span: { start: 2, end: 4 }, newText: "B\n" },
      { span: { start: 8, end: 8 }, newText: "e\n" },
    ]);
    assert.deepEqual(lineEdits("same", "same"), []);
  });

  it("make the one text of the other, whatever they are", () => {
    const text = fc
      .array(fc.constantFrom("a\n", "b\n", "c\r\n", "\r", "d", ""), { maxLength: 12 })
      .map((all) => all.join(""));
    fc.assert(fc.property(text, text, (before, after) => applyEdits(before, lineEdits(before, after)) === after));
  });
});
