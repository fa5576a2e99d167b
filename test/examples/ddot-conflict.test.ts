import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { analyse } from "../../server/src/analysis/analyse.js";
import { mayBeOurs, readFile } from "../../server/src/analysis/sources/index.js";

const root = join(import.meta.dirname, "../../examples/ddot-conflict");

function load(without: readonly string[] = []): readonly [string, string][] {
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => mayBeOurs(path) && !without.includes(path))
    .map((path) => [path, readFileSync(join(root, path), "utf8")]);
}

function owners(files: readonly [string, string][], port: number): readonly string[] {
  const facts = files.flatMap(([path, text]) => readFile(`/example/${path}`, text) ?? []);
  return analyse(facts, { roots: ["/example"] })
    .ports.namespaces.flatMap(({ listeners }) => listeners)
    .filter((listener) => listener.port === port)
    .map(({ owner, note }) => `${owner}${note === undefined ? "" : `, ${note}`}`);
}

describe("examples/ddot-conflict", () => {
  it("gives 8888 to DDOT alone, because the other collector is pinned to 0.96.0", () => {
    assert.deepEqual(owners(load(), 8888), ["internal metrics of DDOT, goes down with DDOT"]);
    assert.deepEqual(owners(load(), 9999), ["internal metrics of otelcol-contrib"]);
  });

  it("says that both may own 8888 where nobody tells the version", () => {
    assert.deepEqual(owners(load([".portolan.yaml"]), 8888), [
      "internal metrics of DDOT, goes down with DDOT",
      "internal metrics of otelcol-contrib, since collector v0.123.0",
    ]);
  });

  it("lets DDOT run where datadog.yaml is not at hand", () => {
    assert.deepEqual(owners(load(["etc/datadog-agent/datadog.yaml"]), 4317), [
      "otlp receiver (grpc) of DDOT",
      "otlp receiver (grpc) of otelcol-contrib",
    ]);
  });
});
