import { asMap, asScalar, asSeq, entriesOf, entryOf, isNull } from "../../yaml/access.js";
import type { Entry, YamlNode } from "../../yaml/node.js";

/** The keys of a Compose file. */
const ownKeys = new Set([
  "version",
  "name",
  "include",
  "services",
  "networks",
  "volumes",
  "secrets",
  "configs",
  "models",
]);

/** Keys that say that a document is something else, whatever else it has. */
const foreignKeys = ["apiVersion", "kind", "jobs", "receivers", "exporters", "stages"];

/** The keys of a service, of version 1 of the format too. Beside them stand only keys that begin with `x-`. */
const serviceKeys = new Set(
  `annotations attach blkio_config build cap_add cap_drop cgroup cgroup_parent command configs container_name cpu_count
  cpu_percent cpu_period cpu_quota cpu_rt_period cpu_rt_runtime cpu_shares cpus cpuset credential_spec depends_on deploy
  develop device_cgroup_rules devices dns dns_opt dns_search dockerfile domainname entrypoint env_file environment expose
  extends external_links extra_hosts gpus group_add healthcheck hostname image init ipc isolation label_file labels links
  log_driver log_opt logging mac_address mem_limit mem_reservation mem_swappiness memswap_limit models net network_mode
  networks oom_kill_disable oom_score_adj pid pids_limit platform post_start pre_start pre_stop ports privileged profiles
  provider pull_policy read_only restart runtime scale secrets security_opt shm_size stdin_open stop_grace_period
  stop_signal storage_opt sysctls tmpfs tty ulimits use_api_socket user userns_mode uts volume_driver volumes
  volumes_from working_dir`.split(/\s+/),
);

/** What a service holds that starts something; the rest of a list of keys could be anybody's. */
const tellingKeys = ["image", "build", "extends", "provider"];
const furtherKeys = [
  "ports",
  "volumes",
  "command",
  "environment",
  "entrypoint",
  "network_mode",
  "env_file",
  "healthcheck",
];

/** A Compose file, or one that is laid over another. */
export function isComposeFile(root: YamlNode | undefined): boolean {
  if (asMap(root) === undefined || foreignKeys.some((key) => entryOf(root, key))) return false;
  const foreign = entriesOf(root).filter(
    ({ key, value }) => !ownKeys.has(key.text) && !key.text.startsWith("x-") && !isNull(value),
  );
  // One may be a slip of the pen, or half a word that is being written.
  if (foreign.length > 1) return false;
  const services = entriesOf(entryOf(root, "services")?.value).filter(({ value }) => !isNull(value));
  if (services.length === 0) return foreign.length === 0 && includesComposeFiles(root);
  const fitting = services.filter(isService).filter(({ value }) => has(value, [...tellingKeys, ...furtherKeys]));
  return fitting.length * 2 > services.length;
}

/** A map of services without `services:` around it, as guides print it and as version 1 had it. */
export function isServiceMap(root: YamlNode | undefined): boolean {
  const entries = entriesOf(root);
  return (
    entries.length > 0 &&
    entries.every(
      (entry) => isService(entry) && unknownKeys(entry.value) === 0 && has(entry.value, ["image", "build"]),
    ) &&
    entries.some(({ value }) => has(value, furtherKeys))
  );
}

function includesComposeFiles(root: YamlNode | undefined): boolean {
  const include = entryOf(root, "include")?.value;
  return (asSeq(include)?.items ?? []).some((item) =>
    /compose[^/]*\.ya?ml$/i.test((asScalar(item) ?? asScalar(entryOf(item, "path")?.value))?.text ?? ""),
  );
}

/** Mostly a service's keys, each with what such a key holds. */
function isService({ value }: Entry): boolean {
  const entries = entriesOf(value);
  return (
    entries.length > 0 &&
    unknownKeys(value) * 2 < entries.length &&
    entries.every(
      (entry) => isNull(entry.value) || isTemplate(entry.value) || (shapes.get(entry.key.text)?.(entry.value) ?? true),
    )
  );
}

/** A key without a value may still be half a word. */
function unknownKeys(service: YamlNode): number {
  return entriesOf(service).filter(
    ({ key, value }) => !serviceKeys.has(key.text) && !key.text.startsWith("x-") && !isNull(value),
  ).length;
}

function has(service: YamlNode, keys: readonly string[]): boolean {
  return keys.some((key) => entryOf(service, key));
}

/** `{{ … }}` without quotes is a map of a map to this parser, and comes out empty. */
function isTemplate(node: YamlNode): boolean {
  if (asMap(node)?.entries.length === 0) return true;
  return /^\s*(?:\{\{|\$|<%)/.test(asScalar(node)?.text ?? "");
}

type Shape = (node: YamlNode) => boolean;

const isText: Shape = (node) => asScalar(node) !== undefined;
const isTextOrList: Shape = (node) => isText(node) || asSeq(node) !== undefined;
const isMapOrList: Shape = (node) => asMap(node) !== undefined || asSeq(node) !== undefined;
const isTextOrMap: Shape = (node) => isText(node) || asMap(node) !== undefined;
/** Texts, or maps that have one of the keys. */
const isListOf =
  (...keys: readonly string[]): Shape =>
  (node) =>
    (asSeq(node)?.items ?? [undefined]).every((item) => item && (isText(item) || has(item, keys)));

/** What tells a service from a Helm value or a container of Kubernetes that goes by the same names. */
const shapes: ReadonlyMap<string, Shape> = new Map<string, Shape>([
  ["image", isText],
  ["build", isTextOrMap],
  ["extends", isTextOrMap],
  ["provider", (node) => asMap(node) !== undefined],
  ["ports", isListOf("target", "published")],
  ["volumes", isListOf("target", "source", "type")],
  ["expose", isListOf()],
  ["command", isTextOrList],
  ["entrypoint", isTextOrList],
  ["environment", (node) => asMap(node) !== undefined || isListOf()(node)],
  ["networks", isMapOrList],
  ["network_mode", isText],
  ["container_name", isText],
  ["depends_on", isMapOrList],
]);
