import type { CollectorFacts, FileId, KustomizationFacts, PodFacts, ProcessFacts, ServiceFacts } from "../facts.js";
import { sameNamespace } from "./configFiles.js";

/** The objects that kustomizations put together of bases, patches and generators. */
export interface Kustomized {
  readonly pods: readonly PodFacts[];
  readonly services: readonly ServiceFacts[];
  readonly configs: readonly CollectorFacts[];
}

/** Lays patches over what they patch, and makes ConfigMaps of the files that a generator names. */
export function kustomize(kustomizations: readonly KustomizationFacts[], objects: Kustomized): Kustomized {
  if (kustomizations.length === 0) return objects;
  const patches = new Set(kustomizations.flatMap((each) => each.patches));
  return {
    pods: layered(objects.pods, patches, overlayPod),
    services: layered(objects.services, patches, overlayService),
    configs: objects.configs.map((config) => generated(config, kustomizations)),
  };
}

type Layered = PodFacts | ServiceFacts;

/** A patch without its object is left out: by itself it starts nothing. */
function layered<Facts extends Layered>(
  all: readonly Facts[],
  patches: ReadonlySet<FileId>,
  overlay: (base: Facts, patch: Facts) => Facts,
): readonly Facts[] {
  const over = all.filter(({ file }) => patches.has(file));
  return all
    .filter(({ file }) => !patches.has(file))
    .map((base) => over.filter((patch) => isSameObject(base, patch)).reduce(overlay, base));
}

function isSameObject({ object: a }: Layered, { object: b }: Layered): boolean {
  return a.kind === b.kind && a.name === b.name && sameNamespace(a.namespace, b.namespace);
}

/** As a strategic merge does: containers by name, maps key by key, lists of the patch first. */
function overlayPod(base: PodFacts, patch: PodFacts): PodFacts {
  const known = new Set(base.processes.map(({ name }) => name));
  return {
    ...base,
    labels: { ...base.labels, ...patch.labels },
    annotations: { ...base.annotations, ...patch.annotations },
    hostNetwork: base.hostNetwork || patch.hostNetwork,
    processes: [
      ...base.processes.map((process) =>
        patch.processes.filter(({ name }) => name === process.name).reduce(overlayProcess, process),
      ),
      ...patch.processes.filter(({ name }) => !known.has(name)),
    ],
    scheduling: {
      ...base.scheduling,
      replicas: patch.scheduling.replicas ?? base.scheduling.replicas,
      nodeSelector: { ...base.scheduling.nodeSelector, ...patch.scheduling.nodeSelector },
      constrained: base.scheduling.constrained || patch.scheduling.constrained,
    },
  };
}

function overlayProcess(base: ProcessFacts, patch: ProcessFacts): ProcessFacts {
  return {
    ...base,
    image: patch.image ?? base.image,
    entrypoint: patch.entrypoint ?? base.entrypoint,
    args: patch.args ?? base.args,
    env: [...base.env, ...patch.env],
    ports: [...patch.ports, ...base.ports.filter(({ port }) => !patch.ports.some((each) => each.port === port))],
    mounts: [...patch.mounts, ...base.mounts.filter(({ path }) => !patch.mounts.some((each) => each.path === path))],
    probes: [
      ...patch.probes,
      ...base.probes.filter(({ purpose }) => !patch.probes.some((each) => each.purpose === purpose)),
    ],
  };
}

function overlayService(base: ServiceFacts, patch: ServiceFacts): ServiceFacts {
  return {
    ...base,
    selector: base.selector && { ...base.selector, ...patch.selector },
    ports: [...patch.ports, ...base.ports.filter(({ port }) => !patch.ports.some((each) => each.port === port))],
  };
}

function generated(config: CollectorFacts, kustomizations: readonly KustomizationFacts[]): CollectorFacts {
  if (config.holder) return config;
  const found = kustomizations
    .flatMap((each) => each.generated)
    .flatMap(({ kind, name, files }) =>
      files.filter(({ file }) => file === config.file).map(({ key }) => ({ kind, namespace: undefined, name, key })),
    );
  const [holder] = found;
  return holder ? { ...config, holder } : config;
}
