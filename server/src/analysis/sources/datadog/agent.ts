import { asMap, entriesOf, entryOf, get, textOf } from "../../yaml/access.js";
import type { YamlNode } from "../../yaml/node.js";
import { repeatedKeysIn } from "../repeatedKeys.js";
import { notOurs, type Source } from "../source.js";
import { agentOf } from "./agentFacts.js";
import { settingsOfFile } from "./settings.js";

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
    const place = { file, span: entriesOf(root)[0]?.key.span ?? root.span };
    const facts = agentOf([settingsOfFile(root, file)], file, place);
    const repeatedKeys = document.problems.length > 0 ? [] : repeatedKeysIn(root, file);
    return { facts: [{ ...facts, repeatedKeys }], problems: [] };
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
