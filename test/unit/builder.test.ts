import assert from "node:assert/strict";
import type { BuildFacts } from "../../server/src/analysis/facts.js";
import { readComponents } from "../../server/src/analysis/sources/builder/components.js";
import { readFile } from "../../server/src/analysis/sources/index.js";

const read = (text: string): BuildFacts | undefined =>
  readFile("/w/manifest.yaml", text)?.facts.find((fact) => fact.kind === "build");

describe("the collector builder's manifest", () => {
  it("names the program, its version and its components", () => {
    const facts = read(
      [
        "dist:",
        "  name: otelcol-custom",
        "receivers:",
        "  - gomod: go.opentelemetry.io/collector/receiver/otlpreceiver v0.104.0",
        "  - gomod: github.com/open-telemetry/opentelemetry-collector-contrib/receiver/podmanreceiver v0.104.0",
        "exporters:",
        "  - gomod: go.opentelemetry.io/collector/exporter/otlpexporter v0.104.0",
        '  - gomod: "example.com/ledgerexporter/v2 v2.1.0"',
        "    path: ./ledger",
        "providers:",
        "  - gomod: go.opentelemetry.io/collector/confmap/provider/envprovider v1.30.0",
      ].join("\n"),
    );
    assert.equal(facts?.name, "otelcol-custom");
    assert.equal(facts.version, "0.104.0");
    assert.deepEqual(facts.modules, [
      { kind: "receiver", type: "otlp", guessed: false },
      { kind: "receiver", type: "podman_stats", guessed: false },
      { kind: "exporter", type: "otlp_grpc", guessed: false },
      { kind: "exporter", type: "ledger", guessed: true },
    ]);
  });

  it("has no version where its modules disagree, and the written one where they have none", () => {
    const modules = (a: string, b: string): string =>
      `dist:\n  otelcol_version: 0.99.0\nreceivers:\n  - gomod: ${a}\n  - gomod: ${b}\n`;
    const otlp = "go.opentelemetry.io/collector/receiver/otlpreceiver";
    const nop = "go.opentelemetry.io/collector/receiver/nopreceiver";
    assert.equal(read(modules(`${otlp} v0.104.0`, `${nop} v0.105.0`))?.version, undefined);
    assert.equal(read(modules(otlp, nop))?.version, "0.99.0");
  });

  it("is not seen in other documents with a dist, nor in half-typed ones", () => {
    assert.equal(read("dist:\n  name: website\nbuild: npm run dist\n"), undefined);
    assert.equal(read("dist:\nreceivers:\n"), undefined);
    assert.equal(read("dist:\nreceivers:\n  - gomod:\n  - \n"), undefined);
  });
});

describe("what a collector says of its components", () => {
  it("is read as newer programs print it", () => {
    const build = readComponents(
      [
        "buildinfo:",
        "    command: otelcol-custom",
        "    description: Custom collector",
        "    version: 1.4.0",
        "receivers:",
        "    - name: otlp",
        "      module: go.opentelemetry.io/collector/receiver/otlpreceiver v0.104.0",
        "      stability:",
        "        logs: Beta",
        "extensions: []",
        "providers:",
        "    - scheme: env",
      ].join("\n"),
    );
    assert.deepEqual(build, {
      name: "otelcol-custom",
      version: "0.104.0",
      modules: [{ kind: "receiver", type: "otlp", guessed: false }],
    });
  });

  it("is read as older programs print it", () => {
    const build = readComponents("buildinfo:\n  command: otelcol\n  version: 0.70.0\nexporters:\n  - logging\n");
    assert.deepEqual(build, {
      name: "otelcol",
      version: "0.70.0",
      modules: [{ kind: "exporter", type: "logging", guessed: false }],
    });
  });

  it("is nothing where the program prints something else", () => {
    for (const output of ["", "Error: unknown command", "buildinfo: {}", "\u0000\u0001", "receivers:\n  - otlp\n"]) {
      assert.equal(readComponents(output), undefined, output);
    }
  });
});
