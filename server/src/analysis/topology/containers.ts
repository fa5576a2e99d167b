import type { CollectorFacts, ContainerFacts, ContainersFacts, FileId, PublishedPort } from "../facts.js";
import { baseName, displayPath, folderOf } from "../paths.js";
import { collisionsOf } from "./collisions.js";
import { mappingHandover } from "./handovers.js";
import { listenerId } from "./listeners.js";
import type { Collision, JoinContext, Mapping, Namespace } from "./model.js";
import type { Placed } from "./placed.js";
import { startProcess, type StartedProcess } from "./started.js";

/** Puts the containers of each Compose project into namespaces, and what they publish onto the project's host. */
export function placeContainers(
  files: readonly ContainersFacts[],
  available: readonly CollectorFacts[],
  context: JoinContext,
): Placed {
  const placed = projectsOf(files).map((project) => placeProject(project, available, context));
  return {
    namespaces: placed.flatMap(({ namespaces }) => namespaces),
    collisions: placed.flatMap(({ collisions }) => collisions),
    handovers: placed.flatMap(({ handovers }) => handovers),
    started: placed.flatMap(({ started }) => started),
  };
}

/** A Compose file with the override that Compose reads beside it; every other file is a project of its own. */
function projectsOf(files: readonly ContainersFacts[]): readonly (readonly ContainersFacts[])[] {
  const baseOf = (file: FileId): FileId => file.replace(/\.override(?=\.ya?ml$)/, "").replace(/\.ya?ml$/, "");
  const bases = [...new Set(files.map(({ file }) => baseOf(file)))];
  return bases.map((base) =>
    files.filter(({ file }) => baseOf(file) === base).sort((a, b) => a.file.length - b.file.length),
  );
}

interface Running {
  readonly container: ContainerFacts;
  readonly started: StartedProcess;
}

function placeProject(
  files: readonly ContainersFacts[],
  available: readonly CollectorFacts[],
  context: JoinContext,
): Placed {
  const [base] = files;
  if (base === undefined) return { namespaces: [], collisions: [], handovers: [], started: [] };
  const display = displayPath(base.file, context.roots);
  const running = mergeOverrides(files).map((container): Running => {
    const { process } = container;
    return {
      container,
      started: startProcess(process, namespaceId(base.file, process.name), process.name, available, undefined, context),
    };
  });
  const host = hostOf(base, display, running);
  const own = running
    .filter(({ container }) => container.network.kind === "own")
    .map((each) => ownNamespace(each, base, running));
  const handovers = host.mappings.flatMap((mapping) =>
    mappingHandover(
      mapping,
      own.find(({ id }) => id === mapping.inner.namespace),
    ),
  );
  const evidence = `One Compose project, ${display}, runs on one host.`;
  return {
    namespaces: [...own, ...(host.listeners.length + host.mappings.length > 0 ? [host] : [])],
    collisions: [
      ...own.flatMap((each) => collisionsOf(each, `${each.label} shares its network namespace.`)),
      ...collisionsOf(host, evidence).filter((collision) => !areAlternatives(collision, running)),
    ],
    handovers,
    started: running.map(({ started }) => started),
  };
}

/** Lists are added to, single values replaced. */
function mergeOverrides(files: readonly ContainersFacts[]): readonly ContainerFacts[] {
  const merged = new Map<string, ContainerFacts>();
  for (const container of files.flatMap(({ containers }) => containers)) {
    const before = merged.get(container.process.name);
    merged.set(container.process.name, before ? overlay(before, container) : container);
  }
  return [...merged.values()];
}

function overlay(base: ContainerFacts, over: ContainerFacts): ContainerFacts {
  const process = {
    ...base.process,
    image: over.process.image ?? base.process.image,
    entrypoint: over.process.entrypoint ?? base.process.entrypoint,
    args: over.process.args ?? base.process.args,
    env: [...base.process.env, ...over.process.env],
    mounts: [...base.process.mounts, ...over.process.mounts],
  };
  const network = over.network.kind === "own" ? base.network : over.network;
  const isSame = (a: PublishedPort, b: PublishedPort): boolean =>
    a.outer === b.outer && a.inner === b.inner && a.transport === b.transport && a.hostIp === b.hostIp;
  const added = over.published.filter((port) => !base.published.some((each) => isSame(each, port)));
  return { ...over, process, network, published: [...base.published, ...added] };
}

function hostOf(base: ContainersFacts, display: string, running: readonly Running[]): Namespace {
  const onHost = running.filter(({ container }) => container.network.kind === "host").map(({ started }) => started);
  return {
    id: `engine:${base.file}`,
    kind: "host",
    label: base.project ?? baseName(folderOf(base.file)),
    description: `host of ${display}`,
    workloads: onHost.map(({ workload }) => workload),
    listeners: onHost.flatMap(({ listeners }) => listeners),
    whole: false,
    // With `network_mode: host` the engine ignores `ports`.
    mappings: running
      .filter(({ container }) => container.network.kind !== "host")
      .flatMap(({ container, started }) =>
        container.published.map((port) => published(port, container, started, base.file)),
      ),
  };
}

function ownNamespace({ container, started }: Running, base: ContainersFacts, running: readonly Running[]): Namespace {
  const { name } = container.process;
  const guests = running
    .filter(
      ({ container: { network } }) =>
        (network.kind === "service" || network.kind === "container") && network.name === name,
    )
    .map((each) => each.started);
  const inside = [started, ...guests];
  return {
    id: namespaceId(base.file, name),
    kind: "container",
    label: name,
    description: `service of ${baseName(base.file)}`,
    workloads: inside.map(({ workload }) => workload),
    listeners: inside.flatMap(({ listeners }) => listeners),
    mappings: [],
    whole: inside.every(({ whole }) => whole),
  };
}

function namespaceId(file: FileId, name: string): string {
  return `container:${file}#${name}`;
}

function published(port: PublishedPort, { process }: ContainerFacts, started: StartedProcess, file: FileId): Mapping {
  const { outer, hostIp, inner, transport, place, changeOuter } = port;
  return {
    via: "published",
    id: listenerId(place.file, "published", String(place.span.start), String(outer)),
    workload: started.workload,
    owner: `published port of ${process.name}`,
    transport,
    port: outer,
    hosts: [hostIp],
    hostText: hostIp ?? "",
    // No outer port means one that the engine picks, which meets nothing.
    certain: outer !== null,
    origin: "explicit",
    place,
    change: changeOuter,
    inner: { namespace: namespaceId(file, process.name), port: inner },
  };
}

/** Services behind profiles are started instead of each other, or not at all. */
function areAlternatives({ claims }: Collision, running: readonly Running[]): boolean {
  const [a = [], b = []] = claims.map(
    (claim) => running.find(({ started }) => started.workload === claim.workload)?.container.profiles,
  );
  return (a.length > 0 || b.length > 0) && !a.some((profile) => b.includes(profile));
}
