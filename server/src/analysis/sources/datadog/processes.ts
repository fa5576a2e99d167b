import type { AgentPortRow } from "../../catalog/types.js";
import { hostPrefix, parseEndpoint, type Endpoint } from "../../endpoint.js";
import type { AgentProcess, ListenerFact, Origin, Place, PortChange } from "../../facts.js";
import { anyVersion } from "../../versions.js";
import { agentRows } from "./keys.js";
import { settingChange, type AgentSettings } from "./settings.js";

/** The processes that every Agent runs. Whether the others run, their ports tell: one that is written, or switched on. */
const running: readonly string[] = ["core Agent", "trace Agent"];

/** What is spoken there, in words; for others the key has to do. */
const labels: ReadonlyMap<string, string> = new Map([
  ["agent-ipc-https", "command API"],
  ["process-agent-cmd-http", "command API"],
  ["expvar-http", "expvar"],
  ["dogstatsd", "DogStatsD"],
  ["config-sync", "config sync"],
  ["datadog-apm-http", "APM receiver"],
  ["trace-agent-debug-http", "debug server"],
  ["otlp-grpc", "OTLP ingest (grpc)"],
  ["otlp-http", "OTLP ingest (http)"],
  ["otlp-grpc-internal", "OTLP traces from the core Agent"],
  ["snmp-trap", "SNMP traps"],
  ["health-http", "health check"],
  ["fips-proxy", "FIPS proxy"],
]);

/** The processes of an Agent on Linux and the ports they open, as far as its settings alone decide. */
export function readProcesses(settings: AgentSettings, place: Place): readonly AgentProcess[] {
  const names = [...new Set([...running, ...agentRows.map(({ process }) => process)])];
  return names.flatMap((name): readonly AgentProcess[] => {
    const rows = agentRows.filter((row) => row.process === name && isOpened(row, settings));
    const listeners = rows.flatMap((row) => readListener(row, settings, place) ?? []);
    return listeners.length > 0 || running.includes(name) ? [{ name, listeners }] : [];
  });
}

function isOpened({ key, process, enabledPath }: AgentPortRow, settings: AgentSettings): boolean {
  if (process === "trace Agent" && settings.flag("apm_config.enabled") === false) return false;
  if (enabledPath) return settings.flag(enabledPath.join(".")) === true;
  switch (key) {
    case "dogstatsd_port":
      return settings.flag("use_dogstatsd") !== false;
    case "apm_config.receiver_port":
      return settings.flag("apm_config.receiver_enabled") !== false;
    case "otlp_config.traces.internal_port":
      return settings.has("otlp_config.receiver");
    default:
      return running.includes(process) || settings.get(key) !== undefined;
  }
}

function readListener(row: AgentPortRow, settings: AgentSettings, place: Place): ListenerFact | undefined {
  return row.value === "endpoint" ? readEndpoint(row, settings) : readPort(row, settings, place);
}

/** `otlp_config.receiver`: the core Agent's own OTLP receiver, which listens whether DDOT runs or not. */
function readEndpoint(row: AgentPortRow, settings: AgentSettings): ListenerFact | undefined {
  const written = settings.get(row.key);
  if (written) {
    const endpoint = parseEndpoint(written.text);
    return endpoint && listenerOf(row, endpoint, written.origin, written.place, settingChange(written, endpoint, 0));
  }
  const protocol = row.path.slice(0, -1).join(".");
  const place = settings.has(protocol) ? settings.nearest(protocol) : undefined;
  // Which address an Agent binds here depends on its version; the port does not. So it cannot be written out either.
  const endpoint: Endpoint = { host: null, hostText: "", port: row.protocol === "otlp-grpc" ? 4317 : 4318 };
  return place && listenerOf(row, endpoint, "default", place, { kind: "none" });
}

function readPort(row: AgentPortRow, settings: AgentSettings, place: Place): ListenerFact | undefined {
  const prefix = hostPrefix(hostOf(row, settings));
  const written = settings.get(row.key);
  const endpoint = parseEndpoint(prefix + (written?.text ?? String(row.defaultPort ?? 0)));
  // 0 switches a port off, and some take numbers below it for the same.
  if (endpoint === undefined || endpoint.port === 0 || endpoint.invalidPort?.startsWith("-")) return undefined;
  const known = endpoint.host === null ? { ...endpoint, hostText: "" } : endpoint;
  if (written) {
    const change = settingChange(written, endpoint, prefix.length);
    return listenerOf(row, known, written.origin, written.place, change);
  }
  return listenerOf(row, known, "default", settings.nearest(row.key) ?? place, { kind: "none" });
}

/** No address at all: the port is known, the host is not. */
const unknownHost = "${host}";

function hostOf({ host }: AgentPortRow, settings: AgentSettings): string {
  if (host === undefined) return unknownHost;
  const widening = host.widenedBy?.join(".");
  if (widening !== undefined && settings.flag(widening) === true) return "0.0.0.0";
  if (widening !== undefined && settings.get(widening) && settings.flag(widening) === undefined) return unknownHost;
  return (host.path && settings.get(host.path.join("."))?.text) ?? host.fallback ?? unknownHost;
}

function listenerOf(
  { key, path, protocol, transport }: AgentPortRow,
  { host, hostText, port, digits, invalidPort }: Endpoint,
  origin: Origin,
  place: Place,
  change: PortChange,
): ListenerFact {
  const endpoint: Endpoint = {
    host,
    hostText,
    port,
    ...(origin === "explicit" && digits && { digits }),
    ...(invalidPort !== undefined && { invalidPort }),
  };
  return {
    // The key of what stands there is the section, as for the receivers of a collector.
    key: path.at(-1) === "endpoint" ? path.slice(0, -1).join(".") : key,
    label: labels.get(protocol) ?? nameOf(key),
    protocol,
    transport,
    binds: [{ versions: anyVersion, endpoint, origin }],
    place,
    change,
  };
}

/** `language detection` of `process_config.language_detection.grpc_port`, `telemetry API` of `ADP telemetry API`. */
function nameOf(key: string): string {
  return (key.split(".").at(-2) ?? key.replace(/^ADP /, "")).replaceAll("_", " ");
}
