import type { ContainerFacts, EnvFileFacts, ContainersFacts } from "../facts.js";
import type { ConfigIndex } from "./configIndex.js";
import { baseName, displayPath, folderOf } from "../paths.js";
import { collisionsOf } from "./collisions.js";
import { engineProjects, type EngineProject } from "./engineProjects.js";
import { mappingHandover } from "./handovers.js";
import type { HostPart } from "./hostPart.js";
import type { Collision, Handover, JoinContext, Namespace } from "./model.js";
import { publishedMapping } from "./published.js";
import { runningIn, startProcess, type StartedProcess } from "./started.js";

/** A container with the process that it starts. */
export interface RunningContainer {
  readonly container: ContainerFacts;
  readonly started: StartedProcess;
  /** The id of the network namespace that it lives in; the host's own has none. */
  readonly namespace: string;
}

/** The containers of one project, in their namespaces. */
export interface PlacedProject {
  readonly running: readonly RunningContainer[];
  readonly namespaces: readonly Namespace[];
  readonly collisions: readonly Collision[];
  readonly handovers: readonly Handover[];
  /** What it takes of the host it runs on. */
  readonly host: HostPart;
}

/** Puts the containers of each Compose project and of each script into namespaces. */
export function placeContainers(
  files: readonly ContainersFacts[],
  envFiles: readonly EnvFileFacts[],
  available: ConfigIndex,
  context: JoinContext,
): readonly PlacedProject[] {
  return engineProjects(files, envFiles).map((project) => placeProject(project, available, context));
}

function placeProject(project: EngineProject, available: ConfigIndex, context: JoinContext): PlacedProject {
  const running = runContainers(project, available, context);
  const namespaces = running
    .filter(({ container, namespace }, index) => {
      const isFirst = running.findIndex((each) => each.namespace === namespace) === index;
      return isFirst && container.network.kind === "own";
    })
    .map((each) => ownNamespace(each, project, running));
  const host = hostPart(project, running, displayPath(project.file, context.roots));
  const byId = new Map(namespaces.map((each) => [each.id, each]));
  return {
    running,
    namespaces,
    collisions: namespaces.flatMap((each) => collisionsOf(each, `${each.label} shares its network namespace.`)),
    handovers: host.mappings.flatMap((mapping) => mappingHandover(mapping, byId.get(mapping.inner.namespace))),
    host,
  };
}

function runContainers(
  { id, engine, containers, alternatives, file }: EngineProject,
  available: ConfigIndex,
  context: JoinContext,
): readonly RunningContainer[] {
  return containers.map((container, index): RunningContainer => {
    const { process, network, profiles } = container;
    const isSecond = containers.findIndex((each) => each.process.name === process.name) !== index;
    const own = `container:${id}#${process.name}${isSecond ? `#${String(index)}` : ""}`;
    const shared = network.kind === "service" || network.kind === "container" ? network.name : undefined;
    const start = { project: id, engine, alternatives, container: process.name, profiles };
    const started = startProcess(
      { process, id: own, name: process.name, available, namespace: undefined, start, file },
      context,
    );
    return { container, started, namespace: shared === undefined ? own : `container:${id}#${shared}` };
  });
}

function ownNamespace(
  { container, namespace }: RunningContainer,
  { file }: EngineProject,
  running: readonly RunningContainer[],
): Namespace {
  const started = running.filter((each) => each.namespace === namespace).map((each) => each.started);
  const inside = started.flatMap(runningIn);
  return {
    id: namespace,
    kind: "container",
    label: container.process.name,
    description: `${/\.ya?ml$/.test(file) ? "service" : "container"} of ${baseName(file)}`,
    workloads: inside.map(({ workload }) => workload),
    listeners: inside.flatMap(({ listeners }) => listeners),
    mappings: [],
    whole: started.every(({ whole }) => whole),
  };
}

function hostPart(
  { id, file, name, engine }: EngineProject,
  running: readonly RunningContainer[],
  display: string,
): HostPart {
  const isCompose = engine === "compose";
  return {
    origin: isCompose ? "compose" : "script",
    id: `engine:${id}`,
    kind: "host",
    label: name ?? (isCompose ? baseName(folderOf(file)) : baseName(file)),
    description: `host of ${display}`,
    evidence: isCompose
      ? `One Compose project, ${display}, runs on one host.`
      : `${display} starts both where it is run.`,
    file,
    running: running.filter(isOnHost).flatMap(({ started }) => runningIn(started)),
    // With `network_mode: host` the engine ignores `ports`.
    mappings: running
      .filter((each) => !isOnHost(each))
      .flatMap((each) => each.container.published.map((port) => publishedMapping(port, each))),
  };
}

function isOnHost({ container }: RunningContainer): boolean {
  return container.network.kind === "host";
}
