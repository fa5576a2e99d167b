import type {
  CollectorFacts,
  ConfigHolder,
  FileId,
  KustomizationFacts,
  PodFacts,
  ProcessFacts,
  ServiceFacts,
} from "../../facts.js";
import { folderOf } from "../../paths.js";
import { sameNamespace } from "../processes/configFiles.js";
import { append } from "../../lists.js";

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
    configs: generated(objects.configs, kustomizations),
  };
}

type Layered = PodFacts | ServiceFacts;

/** A patch without its object is left out: by itself it starts nothing. */
function layered<Facts extends Layered>(
  all: readonly Facts[],
  patches: ReadonlySet<FileId>,
  overlay: (base: Facts, patch: Facts) => Facts,
): readonly Facts[] {
  const over = new Map<string, Facts[]>();
  for (const patch of all) if (patches.has(patch.file)) append(over, nameOf(patch), patch);
  const isFor =
    ({ object: base }: Facts) =>
    ({ object }: Facts): boolean =>
      sameNamespace(base.namespace, object.namespace);
  return all
    .filter(({ file }) => !patches.has(file))
    .map((base) => (over.get(nameOf(base)) ?? []).filter(isFor(base)).reduce(overlay, base));
}

function nameOf({ object: { kind, name } }: Layered): string {
  return `${kind} ${name}`;
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
    ...(patch.portsUnknown && { portsUnknown: true }),
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

/** Gives files to the ConfigMaps that are made of them; one that an overlay replaces by a file of its own is left out. */
function generated(
  configs: readonly CollectorFacts[],
  kustomizations: readonly KustomizationFacts[],
): readonly CollectorFacts[] {
  const above = layersAbove(kustomizations);
  const madeOf = madeOfFiles(kustomizations);
  return configs.flatMap((config) => {
    const made = config.holder ? undefined : madeOf.get(config.file);
    if (made === undefined) return [config];
    const isReplaced = ({ by, holder }: Made): boolean => above(by).some((layer) => makes(layer, holder));
    const standing = made.find((each) => !isReplaced(each));
    return standing ? [{ ...config, holder: standing.holder }] : [];
  });
}

/** What a generator makes of a file. */
interface Made {
  readonly by: KustomizationFacts;
  readonly holder: ConfigHolder;
}

function madeOfFiles(kustomizations: readonly KustomizationFacts[]): ReadonlyMap<FileId, readonly Made[]> {
  const made = new Map<FileId, Made[]>();
  for (const by of kustomizations) {
    for (const { kind, name, files } of by.generated) {
      for (const { file, key } of files) append(made, file, { by, holder: { kind, namespace: undefined, name, key } });
    }
  }
  return made;
}

function makes({ generated: made }: KustomizationFacts, { kind, name, key }: ConfigHolder): boolean {
  return made.some((each) => each.kind === kind && each.name === name && each.files.some((file) => file.key === key));
}

/** Tells which kustomizations take one in, in however many steps. */
function layersAbove(
  kustomizations: readonly KustomizationFacts[],
): (one: KustomizationFacts) => readonly KustomizationFacts[] {
  const users = new Map<FileId, KustomizationFacts[]>();
  for (const each of kustomizations) for (const path of each.resources) append(users, path, each);
  const usersOf = ({ file }: KustomizationFacts): readonly KustomizationFacts[] =>
    [file, folderOf(file)].flatMap((path) => users.get(path) ?? []);
  const known = new Map<KustomizationFacts, readonly KustomizationFacts[]>();
  return (one) => {
    const before = known.get(one);
    if (before) return before;
    // A set that grows while it is walked hands out what was added, too.
    const above = new Set(usersOf(one));
    for (const layer of above) for (const next of usersOf(layer)) above.add(next);
    above.delete(one);
    known.set(one, [...above]);
    return [...above];
  };
}
