import type { AgentFacts, OtelCollectorSettings } from "../../facts.js";
import { asMap, asSeq, booleanOf, entriesOf, entryOf, get, textOf } from "../../yaml/access.js";
import type { YamlNode } from "../../yaml/node.js";
import { notOurs, type Source } from "../source.js";
import { readProcesses } from "./processes.js";

/** Keys that stand at the top of no other tool's configuration. */
const ownKeys = [
  "otelcollector",
  "otlp_config",
  "apm_config",
  "dogstatsd_port",
  "dd_url",
  "process_config",
  "agent_ipc",
];

/** A Datadog Agent's main configuration, `datadog.yaml`. */
export const agentSource: Source = {
  marker:
    /^['"]?(?:otelcollector|otlp_config|apm_config|dogstatsd_port|dd_url|process_config|agent_ipc|api_key)['"]?[ \t]*:/m,
  read(document, file) {
    const root = asMap(document.root);
    if (root === undefined || !isAgentConfig(root)) return notOurs;
    const facts: AgentFacts = {
      kind: "agent",
      file,
      place: { file, span: entriesOf(root)[0]?.key.span ?? root.span },
      otelCollector: readOtelCollector(root),
      processes: readProcesses(root, file),
    };
    return { facts: [facts], problems: [] };
  },
};

function isAgentConfig(root: YamlNode): boolean {
  if (entryOf(root, "apiVersion") || entryOf(root, "service")) return false;
  if (ownKeys.some((key) => entryOf(root, key))) return true;
  return (
    entryOf(root, "api_key") !== undefined &&
    /\bdatadoghq\.(?:com|eu)$|\bddog-gov\.com$/.test(textOf(get(root, "site")) ?? "")
  );
}

function readOtelCollector(root: YamlNode): OtelCollectorSettings {
  const section = entryOf(root, "otelcollector")?.value;
  const features = asSeq(get(section, "converter", "features"));
  return {
    written: section !== undefined,
    enabled: booleanOf(get(section, "enabled")),
    converterFeatures: features?.items.flatMap((item) => textOf(item) ?? []),
    converterEnabled: booleanOf(get(section, "converter", "enabled")) !== false,
  };
}
