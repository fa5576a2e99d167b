import type { ContainerFacts, EnvFileFacts, ContainersFacts } from "../../facts.js";
import type { ConfigIndex } from "../processes/configIndex.js";
import { baseName, displayPath, folderOf } from "../../paths.js";
import { collisionsOf } from "../collisions.js";
import { engineProjects, type EngineProject } from "./engineProjects.js";
import { mappingHandover } from "../kubernetes/handovers.js";
import type { HostPart } from "../hosts/hostPart.js";
import type { Collision, Handover, JoinContext, Namespace } from "../model.js";
import { namespaceOf } from "../namespace.js";
import { publishedMapping } from "./published.js";
import { append } from "../../lists.js";
import { runningIn, startProcess, type StartedProcess } from "../processes/started.js";

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
  const sharing = new Map<string, RunningContainer[]>();
  for (const each of running) append(sharing, each.namespace, each);
  const namespaces = [...sharing.values()].flatMap((together) => ownNamespace(together, project) ?? []);
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
  const names = new Set<string>();
  return containers.map((container, index): RunningContainer => {
    const { process, network, profiles } = container;
    const isSecond = names.has(process.name);
    names.add(process.name);
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

/** Undefined where those who share a namespace got it from elsewhere: the host, or a container nobody here starts. */
function ownNamespace(together: readonly RunningContainer[], { file }: EngineProject): Namespace | undefined {
  const lender = together.find(({ container }) => container.network.kind === "own");
  if (lender === undefined) return undefined;
  const started = together.map((each) => each.started);
  const inside = started.flatMap(runningIn);
  return namespaceOf({
    id: lender.namespace,
    kind: "container",
    label: lender.container.process.name,
    description: `${/\.ya?ml$/.test(file) ? "service" : "container"} of ${baseName(file)}`,
    workloads: inside.map(({ workload }) => workload),
    listeners: inside.flatMap(({ listeners }) => listeners),
    mappings: [],
    whole: started.every(({ whole }) => whole),
  });
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
