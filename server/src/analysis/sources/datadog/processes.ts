import { agentPort } from "../../catalog/agentPorts.js";
import { hostPrefix, normaliseHost, parseEndpoint } from "../../endpoint.js";
import type { AgentProcess, Bind, FileId, ListenerFact, Transport } from "../../facts.js";
import { anyVersion } from "../../versions.js";
import { asMap, asScalar, booleanOf, deepestEntry, entriesOf, get, textOf } from "../../yaml/access.js";
import type { Entry, MapNode, YamlNode } from "../../yaml/node.js";
import { digitsChange } from "../change.js";

/** A port that one of the Agent's processes opens unless it is told otherwise. */
interface AgentListener {
  /** Dotted, as in the Agent's documentation; the catalogue knows its default. */
  readonly key: string;
  readonly label: string;
  readonly protocol: string;
  readonly transport: Transport;
  readonly host: (root: YamlNode) => string;
  readonly opened: (root: YamlNode) => boolean;
}

const always = (): boolean => true;
const localhost = (): string => "localhost";

const coreListeners: readonly AgentListener[] = [
  {
    key: "cmd_port",
    label: "command API",
    protocol: "agent-ipc-https",
    transport: "tcp",
    host: (root) => textOf(get(root, "cmd_host")) ?? "localhost",
    opened: always,
  },
  { key: "expvar_port", label: "expvar", protocol: "expvar-http", transport: "tcp", host: localhost, opened: always },
  {
    key: "dogstatsd_port",
    label: "DogStatsD",
    protocol: "dogstatsd",
    transport: "udp",
    host: (root) => boundHost(root, get(root, "dogstatsd_non_local_traffic")),
    opened: (root) => booleanOf(get(root, "use_dogstatsd")) !== false,
  },
  {
    key: "agent_ipc.port",
    label: "config sync",
    protocol: "config-sync",
    transport: "tcp",
    host: (root) => textOf(get(root, "agent_ipc", "host")) ?? "localhost",
    opened: always,
  },
];

const traceListeners: readonly AgentListener[] = [
  {
    key: "apm_config.receiver_port",
    label: "APM receiver",
    protocol: "datadog-apm-http",
    transport: "tcp",
    host: (root) => boundHost(root, get(root, "apm_config", "apm_non_local_traffic")),
    opened: isApmOn,
  },
  {
    key: "apm_config.debug.port",
    label: "debug server",
    protocol: "trace-agent-debug-http",
    transport: "tcp",
    host: localhost,
    opened: isApmOn,
  },
];

/** The processes of an Agent on Linux and the ports they open, as far as `datadog.yaml` alone decides. */
export function readProcesses(root: MapNode, file: FileId): readonly AgentProcess[] {
  const read = (listeners: readonly AgentListener[]): readonly ListenerFact[] =>
    listeners.filter((each) => each.opened(root)).flatMap((each) => readListener(each, root, file) ?? []);
  return [
    { name: "core Agent", listeners: [...read(coreListeners), ...readOtlpIngest(root, file)] },
    { name: "trace Agent", listeners: read(traceListeners) },
  ];
}

/** `otlp_config.receiver`: the core Agent's own OTLP receiver, which listens whether DDOT runs or not. */
function readOtlpIngest(root: MapNode, file: FileId): readonly ListenerFact[] {
  return (["grpc", "http"] as const).flatMap((protocol): ListenerFact[] => {
    const path = ["otlp_config", "receiver", "protocols", protocol];
    const found = deepestEntry(root, path);
    if (found?.depth !== path.length) return [];
    const scalar = asScalar(get(found.entry.value, "endpoint"));
    const endpoint = scalar && parseEndpoint(scalar.text);
    const base = {
      key: path.join("."),
      label: `OTLP ingest (${protocol})`,
      protocol: `otlp-${protocol}`,
      transport: "tcp",
    } as const;
    if (scalar && scalar.value !== null) {
      if (endpoint === undefined) return [];
      const binds: Bind[] = [{ versions: anyVersion, endpoint, origin: "explicit" }];
      return [
        {
          ...base,
          binds,
          place: { file, span: scalar.span },
          change: digitsChange(scalar, endpoint, 0, found.entry.span, file),
        },
      ];
    }
    // Which address an Agent binds here depends on its version; the port does not. So it cannot be written out either.
    const port = protocol === "grpc" ? 4317 : 4318;
    return [
      {
        ...base,
        binds: [{ versions: anyVersion, endpoint: { host: null, hostText: "", port }, origin: "default" }],
        place: { file, span: found.entry.key.span },
        change: { kind: "none" },
      },
    ];
  });
}

function readListener(listener: AgentListener, root: MapNode, file: FileId): ListenerFact | undefined {
  const { key, label, protocol, transport } = listener;
  const path = key.split(".");
  const host = listener.host(root);
  const scalar = asScalar(get(root, ...path));
  const written = scalar !== undefined && scalar.value !== null;
  const text = written ? scalar.text : String(agentPort(key) ?? 0);
  const endpoint = parseEndpoint(hostPrefix(host) + text);
  // 0 switches a port off.
  if (endpoint === undefined || endpoint.port === 0) return undefined;
  const blamed = deepestEntry(root, path)?.entry ?? firstEntry(root);
  const base = { key, label, protocol, transport };
  if (written) {
    const binds: Bind[] = [{ versions: anyVersion, endpoint, origin: "explicit" }];
    const change = digitsChange(scalar, endpoint, hostPrefix(host).length, root.span, file);
    return { ...base, binds, place: { file, span: scalar.span }, change };
  }
  if (blamed === undefined) return undefined;
  const bare = { host: normaliseHost(host), hostText: host, port: endpoint.port };
  return {
    ...base,
    binds: [{ versions: anyVersion, endpoint: bare, origin: "default" }],
    place: { file, span: blamed.key.span },
    change: { kind: "none" },
  };
}

function firstEntry(root: MapNode): Entry | undefined {
  return entriesOf(root)[0];
}

function boundHost(root: YamlNode, nonLocal: YamlNode | undefined): string {
  return booleanOf(nonLocal) === true ? "0.0.0.0" : (textOf(get(root, "bind_host")) ?? "localhost");
}

function isApmOn(root: YamlNode): boolean {
  return asMap(get(root, "apm_config")) === undefined || booleanOf(get(root, "apm_config", "enabled")) !== false;
}
