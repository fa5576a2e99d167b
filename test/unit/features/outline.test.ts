import assert from "node:assert/strict";
import { documentSymbolsOf, type OutlineItem } from "../../../server/src/analysis/features/documentSymbols.js";
import { foldsByIndentation, foldsOf } from "../../../server/src/analysis/features/folding.js";
import { cluster } from "./cluster.js";
import { SiteUnderTest } from "./site.js";

const lines = ({ name, detail, children }: OutlineItem): readonly string[] => [
  detail === "" ? name : `${name}: ${detail}`,
  ...children.flatMap(lines).map((line) => `  ${line}`),
];

function* within(item: OutlineItem): Iterable<readonly [OutlineItem, OutlineItem]> {
  for (const child of item.children) {
    yield [item, child];
    yield* within(child);
  }
}

describe("the outline of embedded configurations", () => {
  const site = new SiteUnderTest(cluster);
  const [config, ...others] = documentSymbolsOf(site.context, "/w/k8s/gateway.yaml");

  it("names sections, components with their addresses, and the way through pipelines", () => {
    assert.ok(config);
    assert.deepEqual(others, []);
    assert.deepEqual(lines(config), [
      "config.yaml: ConfigMap gateway-config",
      "  receivers",
      "    otlp: 0.0.0.0:4317, localhost:4318",
      "  exporters",
      "    otlp/backend",
      "  extensions",
      "    health_check: 0.0.0.0:13133",
      "  pipelines",
      "    traces: otlp → otlp/backend",
    ]);
  });

  it("keeps each child in its parent, and what is marked in what it stands for", () => {
    assert.ok(config);
    for (const [parent, child] of within(config)) {
      assert.ok(parent.span.start <= child.span.start && child.span.end <= parent.span.end, child.name);
      assert.ok(child.span.start <= child.selection.start && child.selection.end <= child.span.end, child.name);
    }
  });

  it("leaves plain configurations, and what is a part of its manifest, to the editor", () => {
    const plain = new SiteUnderTest({
      "config.yaml": "receivers: {otlp: }\nexporters: {debug: }\nservice: {pipelines: {logs: {receivers: [otlp]}}}\n",
    });
    assert.deepEqual(documentSymbolsOf(plain.context, "/w/config.yaml"), []);
    assert.equal(foldsOf(plain.context, "/w/config.yaml"), undefined);
    assert.deepEqual(documentSymbolsOf(site.context, "/w/k8s/nowhere.yaml"), []);
  });
});

describe("folding", () => {
  it("folds by indentation, over empty lines, whatever ends a line", () => {
    const text = "a:\r\n  b:\n\n    c: 1\r    d: 2\n  e: 3\n\nf: 4\n";
    assert.deepEqual(foldsByIndentation(text), [
      { first: 0, last: 5 },
      { first: 1, last: 4 },
    ]);
    assert.deepEqual(foldsByIndentation(""), []);
  });

  it("folds the manifest and what it embeds", () => {
    const site = new SiteUnderTest(cluster);
    const folds = foldsOf(site.context, "/w/k8s/gateway.yaml");
    const of = (first: number): number | undefined => folds?.find((each) => each.first === first)?.last;
    // `data:`, `config.yaml: |`, `receivers:`, `otlp:`, `protocols:`
    assert.deepEqual([4, 5, 6, 7, 8].map(of), [23, 23, 11, 11, 11]);
  });

  it("takes time in proportion to the lines", () => {
    const deep = Array.from({ length: 20_000 }, (_, line) => `${" ".repeat(line % 50)}k:`).join("\n");
    assert.equal(foldsByIndentation(deep).length, 19_600);
  });
});
