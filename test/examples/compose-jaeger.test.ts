import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { analyse } from "../../server/src/analysis/analyse.js";
import { readFile } from "../../server/src/analysis/sources/index.js";

const root = join(import.meta.dirname, "../../examples/compose-jaeger");

describe("examples/compose-jaeger", () => {
  const paths = ["docker-compose.yaml", "collector/config.yaml"];
  const facts = paths.flatMap((path) => readFile(`/example/${path}`, readFileSync(join(root, path), "utf8")) ?? []);
  const { findings, ports } = analyse(facts, { roots: ["/example"] });
  const found = (path: string): readonly string[] =>
    (findings.get(`/example/${path}`) ?? []).map(({ rule, message }) => `${rule}: ${message.split(".")[0] ?? ""}`);

  it("has both services publish 4317 and 4318, and what leads to nothing", () => {
    assert.deepEqual(found("docker-compose.yaml"), [
      "port-conflict: Host port 4317/tcp, published for jaeger, is also taken by the published port of otel-collector (docker-compose",
      "port-conflict: Host port 4318/tcp, published for jaeger, is also taken by the published port of otel-collector (docker-compose",
      "port-conflict: Host port 4317/tcp, published for otel-collector, is also taken by the published port of jaeger (docker-compose",
      "port-conflict: Host port 4318/tcp, published for otel-collector, is also taken by the published port of jaeger (docker-compose",
      "nothing-listens: The published port of otel-collector leads to port 4318/tcp of otel-collector, where nothing listens",
      "nothing-listens: The published port of otel-collector leads to port 13133/tcp of otel-collector, where nothing listens",
    ]);
  });

  it("knows from the image's tag that the collector listens on localhost alone", () => {
    const rules = (findings.get("/example/collector/config.yaml") ?? []).map(({ rule, severity }) => `${severity} ${rule}`);
    assert.deepEqual(rules, ["warning loopback-only"]);
  });

  it("shows the container, its socket, and what the host hands to it", () => {
    const container = ports.namespaces.find(({ label }) => label === "otel-collector");
    assert.deepEqual(
      container?.listeners.map(({ port, address }) => [port, address]),
      [
        [4317, "127.0.0.1"],
        [8888, "0.0.0.0"],
      ],
    );
    const host = ports.namespaces.find(({ kind }) => kind === "host");
    assert.deepEqual(host?.mappings.filter(({ conflict }) => conflict).map(({ port }) => port), [4317, 4317, 4318, 4318]);
  });
});
