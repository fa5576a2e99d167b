import type { ServiceKey } from "../../facts.js";
import { entriesOf, get, isNull } from "../../yaml/access.js";
import type { YamlNode } from "../../yaml/node.js";

const singles: ReadonlySet<string> = new Set<ServiceKey>([
  "build",
  "command",
  "entrypoint",
  "image",
  "network_mode",
  "provider",
]);

const lists: ReadonlySet<string> = new Set<ServiceKey>([
  "configs",
  "env_file",
  "environment",
  "expose",
  "healthcheck",
  "networks",
  "ports",
  "profiles",
  "volumes",
]);

/** The keys of a service of which nothing is left of what lies below it. */
export function decidedKeys(service: YamlNode): readonly ServiceKey[] {
  return entriesOf(service).flatMap(({ key: { text }, value }): ServiceKey[] => {
    const tagged = value.tag === "!reset" || value.tag === "!override";
    const decides = singles.has(text)
      ? tagged || !isNull(value)
      : lists.has(text) && (tagged || (text === "healthcheck" && asksAnew(value)));
    return decides ? [text as ServiceKey] : [];
  });
}

/** A `healthcheck` that only changes how often it is asked keeps its `test`. */
function asksAnew(healthcheck: YamlNode): boolean {
  return ["test", "disable"].some((key) => get(healthcheck, key) !== undefined);
}

/** What stands under `!reset` does not count. */
export function unlessReset(node: YamlNode | undefined): YamlNode | undefined {
  return node?.tag === "!reset" ? undefined : node;
}
