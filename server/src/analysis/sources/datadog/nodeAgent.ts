import { normaliseHost, parseEndpoint } from "../../endpoint.js";
import type {
  AgentSetting,
  DeclaredPort,
  EnvFact,
  HostPort,
  ImageRef,
  Labels,
  Mount,
  ObjectRef,
  PodFacts,
  ProcessFacts,
  Scheduling,
  Transport,
  Word,
} from "../../facts.js";
import type { Reading, WrittenPort } from "../kubernetes/reading.js";
import { agentOf, imageSettings } from "./agentFacts.js";
import { settingChange, settingsOfEnv } from "./settings.js";

/** The containers of a node's Agent, as the operator and the chart call them. */
export type AgentContainer = "agent" | "trace-agent" | "otel-agent";

/** A node's Agent as the operator or the chart starts it, one on each node. */
export interface NodeAgent {
  readonly object: ObjectRef;
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly hostNetwork: boolean;
  readonly image: ImageRef | undefined;
  /** The variables that win over what the manifest's own fields become. */
  readonly env: readonly EnvFact[];
  /** The variables that do not. */
  readonly commonEnv: readonly EnvFact[];
  readonly settings: readonly AgentSetting[];
  readonly ports: readonly AgentPort[];
  /** How DDOT is told its configuration; undefined where it does not run. */
  readonly ddot: Pick<ProcessFacts, "args" | "mounts"> | undefined;
  readonly traces: boolean;
  readonly scheduling: Pick<Scheduling, "nodeSelector" | "constrained">;
}

export interface AgentPort {
  readonly container: AgentContainer;
  readonly declared: DeclaredPort;
}

export function nodeAgentPod(agent: NodeAgent, reading: Reading): PodFacts {
  const { object, env, commonEnv, settings, scheduling } = agent;
  const layers = [settingsOfEnv(env), settings, settingsOfEnv(commonEnv), imageSettings(object.place)];
  return {
    kind: "pod",
    file: reading.file,
    object,
    ...(reading.broken && { syntaxErrors: true }),
    mode: "daemonset",
    ...(object.kind === "Datadog chart" && { chart: "datadog" }),
    labels: agent.labels,
    annotations: agent.annotations,
    hostNetwork: agent.hostNetwork,
    processes: [
      processOf("agent", agent),
      ...(agent.traces ? [processOf("trace-agent", agent)] : []),
      ...(agent.ddot ? [processOf("otel-agent", agent)] : []),
    ],
    agent: agentOf(layers, reading.file, object.place),
    scheduling: { replicas: undefined, ...scheduling, surges: false },
  };
}

function processOf(name: AgentContainer, { object, image, env, commonEnv, ports, ddot }: NodeAgent): ProcessFacts {
  const told = name === "otel-agent" ? ddot : undefined;
  return {
    name,
    place: object.place,
    // DDOT has an image of its own.
    image: name === "otel-agent" ? undefined : image,
    entrypoint: [{ text: name, place: object.place }],
    args: told?.args,
    env: [...commonEnv, ...env],
    ports: ports.filter(({ container }) => container === name).map(({ declared }) => declared),
    mounts: told?.mounts ?? [],
    probes: [],
    initial: false,
  };
}

/** Where the chart and the operator lay DDOT's configuration. */
const configFolder = "/etc/otel-agent";

/** A ConfigMap of the user's with DDOT's configuration, and where its keys are mounted. */
export interface DdotConfigMap {
  readonly name: Word;
  readonly items: readonly { readonly key: string; readonly path: string }[];
}

/** How DDOT is told its configuration: in a ConfigMap of the user's, or in one that is made of the manifest. */
export function ddotTold(configMap: DdotConfigMap | undefined, object: ObjectRef): NonNullable<NodeAgent["ddot"]> {
  const { place } = configMap?.name ?? object;
  const files = configMap?.items.map(({ path }) => path) ?? ["otel-config.yaml"];
  const source: Mount["source"] = configMap
    ? { kind: "ConfigMap", name: configMap.name.text, subPath: undefined, items: configMap.items }
    : { kind: "other" };
  return {
    args: files.map((file) => ({ text: `--config=${configFolder}/${file}`, place })),
    mounts: [{ path: configFolder, place, source }],
  };
}

/** A setting of the Agent, and the port of the pod that it stands for. */
export interface ExposedPort {
  readonly setting: AgentSetting;
  readonly port: AgentPort | undefined;
}

/** What of the node is handed to a port: nothing, the same port, or one that is written. */
export type OnNode = "none" | "same" | WrittenPort;

export function exposedPort(
  container: AgentContainer,
  setting: AgentSetting,
  name: string,
  hostPort: OnNode,
): ExposedPort {
  const declared = portOfSetting(setting, name, name === "dogstatsdport" ? "udp" : "tcp", hostPort);
  return { setting, port: declared && { container, declared } };
}

/** A port that a container declares because the Agent listens there. Undefined where only a template tells which. */
function portOfSetting(
  setting: AgentSetting,
  name: string,
  transport: Transport,
  hostPort: OnNode,
): DeclaredPort | undefined {
  const { text, place } = setting;
  if (text === undefined) return undefined;
  const prefix = text.includes(":") ? "" : ":";
  const endpoint = parseEndpoint(prefix + text);
  const port = endpoint?.port ?? 0;
  if (endpoint === undefined || port === 0) return undefined;
  const written: WrittenPort = { port, place, change: settingChange(setting, endpoint, prefix.length) };
  return { name, ...written, transport, hostPort: hostPort === "none" ? undefined : onNode(hostPort, written) };
}

export function onNode(hostPort: Exclude<OnNode, "none">, own: WrittenPort, hostIp = ""): HostPort {
  const { port, place, change } = hostPort === "same" ? own : hostPort;
  return { port, place, change, hostIp: normaliseHost(hostIp) };
}
