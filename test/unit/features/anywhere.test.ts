import assert from "node:assert/strict";
import { componentRenameAt } from "../../../server/src/analysis/features/componentRename.js";
import { componentsAt, mentionsOf } from "../../../server/src/analysis/features/componentAt.js";
import { definitionAt } from "../../../server/src/analysis/features/definition.js";
import { documentLinksOf } from "../../../server/src/analysis/features/documentLinks.js";
import { documentSymbolsOf } from "../../../server/src/analysis/features/documentSymbols.js";
import { foldsOf } from "../../../server/src/analysis/features/folding.js";
import { hoverAt } from "../../../server/src/analysis/features/hover/hover.js";
import { referencesAt } from "../../../server/src/analysis/features/references.js";
import { cluster } from "./cluster.js";
import { SiteUnderTest } from "./site.js";

const values = `mode: daemonset
image: {repository: otel/opentelemetry-collector-contrib, tag: 0.120.0}
config:
  receivers:
    otlp: {protocols: {grpc: {endpoint: "0.0.0.0:4317"}}}
    __proto__: {}
  service:
    pipelines:
      traces: &t {receivers: [otlp, &c constructor], exporters: [debug]}
      logs: *t
      metrics: {receivers: [*c, toString], exporters: [debug]}
`;

function askEverything(site: SiteUnderTest, path: string, length: number): void {
  const file = `/w/${path}`;
  documentLinksOf(site.context, file);
  documentSymbolsOf(site.context, file);
  foldsOf(site.context, file);
  for (let offset = 0; offset <= length; offset += 3) {
    definitionAt(site.context, file, offset);
    referencesAt(site.context, file, offset, true);
    hoverAt(site.context, file, offset);
    componentRenameAt(site.context, file, offset)?.rename("otlp/2");
  }
}

describe("asking at any place", () => {
  it("finds ids only where they are spelled", () => {
    const files = { ...cluster, "chart/values.yaml": values };
    const site = new SiteUnderTest(files);
    for (const [path, text] of Object.entries(files)) {
      for (let offset = 0; offset <= text.length; offset++) {
        for (const { id, place } of mentionsOf(componentsAt(site.context, `/w/${path}`, offset))) {
          const shown = site.shown(place);
          assert.ok(shown.endsWith(` ${id}`) || / [*&]/.test(shown), `${shown} for ${id}`);
        }
      }
    }
  });

  it("survives every prefix of a document", () => {
    for (let end = 0; end <= values.length; end += 29) {
      const text = values.slice(0, end);
      askEverything(new SiteUnderTest({ "chart/values.yaml": text }), "chart/values.yaml", text.length);
    }
    const gateway = cluster["k8s/gateway.yaml"] ?? "";
    for (let end = 0; end <= gateway.length; end += 211) {
      const text = gateway.slice(0, end);
      askEverything(new SiteUnderTest({ ...cluster, "k8s/gateway.yaml": text }), "k8s/gateway.yaml", text.length);
    }
  }).timeout(60_000);
});
