import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { collectorConfig } from "./collectorConfig.js";
import { portSeries, syntaxSeries, type BenchDocument } from "./document.js";

/** Seconds. A server that waits 200 ms after each edit makes 200 of them in 45, about 50 in 12. */
const limitOfMain = 45;
const limitOfLarge = 12;

const checkout = resolve(import.meta.dirname, "../..");

export function benchDocuments(): readonly BenchDocument[] {
  return [ddotConflict(), manifest(), longConfig(2000), configMap(1000)];
}

/** Two collectors on one host: what is typed into one file has a say in the other. */
function ddotConflict(): BenchDocument {
  const folder = join(checkout, "examples/ddot-conflict");
  const files = new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [relative(folder, path).split(sep).join("/"), readFileSync(path, "utf8")]),
  );
  const path = "etc/datadog-agent/otel-config.yaml";
  const text = files.get(path) ?? "";
  return {
    name: "ddot-conflict",
    files,
    path,
    limit: limitOfMain,
    series: [
      syntaxSeries(text, /(?<=\b(?:cardinality|timeout|site): )/g),
      portSeries(text, /(?<=endpoint: 0\.0\.0\.0:431)[78]/g, "9"),
    ],
  };
}

/** @param path where it lies in its workspace */
export function manifest(path = "manifest.yaml"): BenchDocument {
  const text = readFileSync(join(import.meta.dirname, "manifest.yaml"), "utf8");
  return {
    name: "manifest",
    files: new Map([[path, text]]),
    path,
    limit: limitOfMain,
    series: [
      syntaxSeries(
        text,
        /(?<=\n {4}(?:example\.com\/\S+|app\.kubernetes\.io\/component): )(?=gateway|telemetry|edge)/g,
      ),
      portSeries(text, /(?<=endpoint: 0\.0\.0\.0:431)8/g, "7"),
    ],
  };
}

const secondPort = /(?<=http:\n +endpoint: 0\.0\.0\.0:\d{4})1/g;

function longConfig(lines: number): BenchDocument {
  const path = "collector.yaml";
  const text = collectorConfig(lines);
  return {
    name: `config-${lines}`,
    files: new Map([[path, text]]),
    path,
    limit: limitOfLarge,
    series: [syntaxSeries(text, /(?<= {4}timeout: )/g), portSeries(text, secondPort, "0")],
  };
}

/** A configuration inside a block of text: an editor's YAML server sees one long string. */
function configMap(lines: number): BenchDocument {
  const path = "configmap.yaml";
  const config = collectorConfig(lines).replace(/^(?=.)/gm, "    ");
  const text = [
    "apiVersion: v1",
    "kind: ConfigMap",
    "metadata:",
    "  name: gateway-config",
    "  labels:",
    "    example.com/owner: telemetry",
    "    example.com/tier: edge",
    "data:",
    "  config.yaml: |",
    `${config}  owner: telemetry`,
    "  reload: daily",
    "",
  ].join("\n");
  return {
    name: `configmap-${lines}`,
    files: new Map([[path, text]]),
    path,
    limit: limitOfLarge,
    series: [
      syntaxSeries(text, /(?<=\n {2,4}(?:example\.com\/\w+|owner|reload): )/g),
      portSeries(text, secondPort, "0"),
    ],
  };
}
