import assert from "node:assert/strict";
import { documentLinksOf } from "../../../server/src/analysis/features/documentLinks.js";
import { cluster } from "./cluster.js";
import { SiteUnderTest } from "./site.js";

const config = "receivers: {otlp: }\nexporters: {debug: }\nservice: {pipelines: {logs: {receivers: [otlp]}}}\n";

const links = (files: Readonly<Record<string, string>>, path: string): readonly string[] => {
  const site = new SiteUnderTest(files);
  return documentLinksOf(site.context, `/w/${path}`).map(
    ({ place, target }) => `${site.shown(place)} → ${site.shown(target)}`,
  );
};

describe("document links", () => {
  it("lead from --config and from the mount to the configuration in its ConfigMap", () => {
    assert.deepEqual(links(cluster, "k8s/gateway.yaml"), [
      "k8s/gateway.yaml:39 /conf/config.yaml → k8s/gateway.yaml:7 receivers",
      "k8s/gateway.yaml:49 /conf → k8s/gateway.yaml:7 receivers",
    ]);
  });

  it("lead from Compose's volumes, short and long, and from `configs: file:`", () => {
    const compose = `services:
  collector:
    image: otel/opentelemetry-collector:0.120.0
    command: ["--config=file:/etc/a.yaml", --config, /etc/b.yaml, --config=/etc/missing.yaml]
    volumes:
      - ./a.yaml:/etc/a.yaml:ro
      - type: bind
        source: ./b.yaml
        target: /etc/b.yaml
      - ./missing.yaml:/etc/missing.yaml
      - data:/var/lib
configs:
  main:
    file: ./c.yaml
`;
    assert.deepEqual(
      links({ "compose.yaml": compose, "a.yaml": config, "b.yaml": config, "c.yaml": config }, "compose.yaml"),
      [
        "compose.yaml:4 /etc/a.yaml → a.yaml:1 receivers",
        "compose.yaml:4 /etc/b.yaml → b.yaml:1 receivers",
        "compose.yaml:6 ./a.yaml:/etc/a.yaml:ro → a.yaml:1 ",
        "compose.yaml:8 ./b.yaml → b.yaml:1 ",
        "compose.yaml:14 ./c.yaml → c.yaml:1 ",
      ],
    );
  });

  it("lead from a unit to the configuration in the same tree", () => {
    const unit = "[Service]\nExecStart=/usr/bin/otelcol --config /etc/otelcol/config.yaml\n";
    assert.deepEqual(
      links(
        { "web/etc/systemd/system/otelcol.service": unit, "web/etc/otelcol/config.yaml": config },
        "web/etc/systemd/system/otelcol.service",
      ),
      ["web/etc/systemd/system/otelcol.service:2 /etc/otelcol/config.yaml → web/etc/otelcol/config.yaml:1 receivers"],
    );
  });

  it("are silent where a chart writes the argument", () => {
    const values =
      "mode: deployment\nimage: {repository: otel/opentelemetry-collector}\nconfig: {exporters: {debug: }}\n";
    assert.deepEqual(links({ "values.yaml": values }, "values.yaml"), []);
  });
});
