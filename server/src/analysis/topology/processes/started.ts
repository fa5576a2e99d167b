import { findComponent } from "../../catalog/components.js";
import type { ConfigIndex } from "./configIndex.js";
import { findImage, type ImageListen } from "../../catalog/images.js";
import { parseEndpoint } from "../../endpoint.js";
import type { AgentFacts, CollectorFacts, Distribution, FileId, ListenerFact, ProcessFacts } from "../../facts.js";
import { baseName, isWithin } from "../../paths.js";
import { anyVersion, parseVersion } from "../../versions.js";
import { buildOfProcess } from "../collectors/builds.js";
import { startedCollector } from "../collectors/collectors.js";
import { containerAgent, isDdotProcess } from "./containerAgent.js";
import { configsReadBy, type ReadConfigs } from "./configFiles.js";
import { lookupIn } from "./environment.js";
import { listenerId, resolveListener } from "./listeners.js";
import type { Collector, CollectorStart, ContainerStart, JoinContext, UnreadConfig, Workload } from "../model.js";
import { runAgent, runCollector, type RunningWorkload } from "./workloads.js";

/** A process that a manifest starts, and what it binds as far as that can be told. */
export interface StartedProcess extends RunningWorkload {
  readonly process: ProcessFacts;
  readonly collector: Collector | undefined;
  /** Whether `listeners` are all that it binds. */
  readonly whole: boolean;
  /** What runs in the same container beside it: the processes of a Datadog Agent. */
  readonly beside: readonly RunningWorkload[];
  /** The `datadog.yaml` that it reads. */
  readonly agent?: AgentFacts;
  /** The configuration it is meant to read, where it does not. */
  readonly unread?: UnreadConfig;
}

export interface StartRequest {
  readonly process: ProcessFacts;
  /** Tells the process apart from every other in the workspace. */
  readonly id: string;
  /** What its owner is called in messages. */
  readonly name: string;
  /** All configurations it may read. */
  readonly available: ConfigIndex;
  /** The configuration it is given by whatever made it, beside all mounts. */
  readonly given?: CollectorFacts;
  /** Of the cluster, where it runs in one. */
  readonly namespace: string | undefined;
  /** The Agent that its collector belongs to, where the process is DDOT. */
  readonly agent?: AgentFacts;
  /** Set where a container engine starts it. */
  readonly start?: ContainerStart;
  /** The file that starts it. */
  readonly file: FileId;
}

export function startProcess(request: StartRequest, context: JoinContext): StartedProcess {
  const { process, id, name, available, given, namespace, agent, start } = request;
  const read: ReadConfigs | undefined = given
    ? { facts: [given], whole: true }
    : configsReadBy(process, available, namespace);
  if (read && read.facts.length > 0) {
    const distribution = distributionOf(process);
    const { tag } = process.image ?? {};
    // What builds a collector of its own counts its own releases.
    const version = distribution === undefined || tag === undefined ? undefined : parseVersion(tag);
    const intended = read.missed !== undefined;
    const isDdot = isDdotProcess(process);
    const collector = startedCollector(
      {
        id,
        name: isDdot ? `DDOT in ${name}` : name,
        facts: read.facts,
        version,
        distribution,
        build: distribution === undefined ? buildOfProcess(process, context) : undefined,
        start: readStart(process, read.whole),
        intended,
        isDdot,
      },
      context,
    );
    const running = runCollector(collector, agent, { start, lookup: lookupIn(process.env) });
    const [config] = read.facts;
    return {
      ...running,
      process,
      collector,
      whole: isWhole(collector),
      beside: [],
      ...(read.missed && config && { unread: { ...read.missed, process, workload: running.workload, config } }),
    };
  }
  const workload: Workload = { name, ...(start && { start }) };
  const listeners = imageListeners(process).flatMap((fact) =>
    resolveListener({ workload, fact, id: listenerId(id, fact.key, fact.transport) }, anyVersion),
  );
  const own = containerAgent(process, available, request.file);
  const beside = own ? runAgent(own.agent, name) : [];
  return {
    workload,
    listeners,
    process,
    collector: undefined,
    whole: false,
    beside,
    ...(own?.read && { agent: own.read }),
  };
}

/** What its image is built from, unless it starts a program that the image's authors did not put there. */
function distributionOf({ image, entrypoint }: ProcessFacts): Distribution | undefined {
  const program = baseName(entrypoint?.[0]?.text ?? "");
  const own = program === "" || /^(?:otelcol(?:-contrib|-k8s|-otlp)?|(?:ba|a)?sh)$/.test(program);
  return own ? findImage(image)?.distribution : undefined;
}

/** `--set=processors.batch.timeout=2s`, but for what no rule looks at. */
const setting = /(?:^|\s)--set[=\s]+["']?(?![=\s"']|service\.telemetry\.(?:logs|traces|resource)\.)/;

function readStart({ entrypoint, args }: ProcessFacts, whole: boolean): CollectorStart {
  const line = [...(entrypoint ?? []), ...(args ?? [])].map(({ text }) => text).join(" ");
  const gates = [...line.matchAll(/(?:^|\s)--feature-gates[=\s]+["']?([^\s"']+)/g)];
  return {
    whole: whole && !setting.test(line),
    featureGates: gates.flatMap(([, list = ""]) => list.split(",")),
  };
}

/** Whether all that it binds is known: all it reads, every component, and nothing set on the command line. */
function isWhole(collector: Collector): boolean {
  return collector.complete && collector.components.every(({ kind, type }) => findComponent(kind, type));
}

/** What an image binds by itself, where nothing tells it otherwise. */
function imageListeners(process: ProcessFacts): readonly ListenerFact[] {
  const image = findImage(process.image);
  const { args, entrypoint, mounts } = process;
  if (image === undefined || entrypoint !== undefined) return [];
  if (args !== undefined && image.whateverArguments !== true) return [];
  // A configuration that is mounted there, but is not at hand, says something else.
  const { configPath } = image;
  if (configPath !== undefined && mounts.some(({ path }) => isWithin(configPath, path))) return [];
  return image.listens.flatMap((listen) => imageListener(listen, process) ?? []);
}

function imageListener(listen: ImageListen, process: ProcessFacts): ListenerFact | undefined {
  const { port, transport, protocol, label, variable } = listen;
  const said = variable === undefined ? undefined : lookupIn(process.env)(variable);
  if (variable !== undefined && said === undefined) return undefined;
  const everywhere = { host: "0.0.0.0", hostText: "0.0.0.0", port };
  const endpoint =
    (said === undefined ? undefined : parseEndpoint(said.includes(":") ? said : `:${said}`)) ?? everywhere;
  const { host, hostText } = endpoint;
  return {
    key: `image.${String(port)}`,
    label,
    protocol,
    transport,
    binds: [{ versions: anyVersion, endpoint: { host, hostText, port: endpoint.port }, origin: "image" }],
    place: process.image?.place ?? process.place,
    change: { kind: "none" },
  };
}

/** Everything that binds sockets in the container: the process itself, and what runs beside it. */
export function runningIn(started: StartedProcess): readonly RunningWorkload[] {
  return [started, ...started.beside];
}
