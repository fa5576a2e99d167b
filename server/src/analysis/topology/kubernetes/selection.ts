import { append } from "../../lists.js";
import type { FileId, Labels, PodFacts, PortRef, ServiceFacts } from "../../facts.js";
import { sameNamespace } from "../processes/configFiles.js";
import type { RunningPod } from "./placed.js";

interface Labelled {
  readonly facts: PodFacts;
}

/** Pods by their labels and files, so that what selects them need not look at every one. */
export class PodIndex<Pod extends Labelled = RunningPod> {
  private readonly byLabel = new Map<string, Pod[]>();
  private readonly byFile = new Map<FileId, Pod[]>();

  constructor(readonly pods: readonly Pod[]) {
    for (const pod of pods) {
      append(this.byFile, pod.facts.file, pod);
      for (const label of Object.entries(pod.facts.labels)) append(this.byLabel, keyOf(label), pod);
    }
  }

  /** The pods that have all of these labels, in their order; of none, every one. */
  matching(selector: Labels): readonly Pod[] {
    return this.among(this.pods, selector);
  }

  /** The same of those that one file makes. */
  matchingIn(file: FileId, selector: Labels): readonly Pod[] {
    return this.among(this.byFile.get(file) ?? [], selector).filter(({ facts }) => facts.file === file);
  }

  /** Asks the fewest: these, or those that have one of the labels. */
  private among(pods: readonly Pod[], selector: Labels): readonly Pod[] {
    const labels = Object.entries(selector);
    const fewest = labels.reduce((best, label) => shorter(best, this.having(label)), pods);
    return labels.length === 0 ? fewest : fewest.filter(({ facts }) => matches(facts.labels, selector));
  }

  private having(label: readonly [string, string]): readonly Pod[] {
    return this.byLabel.get(keyOf(label)) ?? [];
  }
}

/** The pods that a Service selects. None where somebody else writes its endpoints. */
export function selectedPods<Pod extends Labelled>(
  { selector, object, file }: ServiceFacts,
  index: PodIndex<Pod>,
): readonly Pod[] {
  if (selector === undefined || Object.keys(selector).length === 0) return [];
  const isNear = ({ facts }: Pod): boolean => sameNamespace(facts.object.namespace, object.namespace);
  // Where each file of a folder has its own variant of the same objects, they are not applied together.
  const beside = index.matchingIn(file, selector).filter(isNear);
  return beside.length > 0 ? beside : index.matching(selector).filter(isNear);
}

/** A name is looked up among the ports of these containers. */
export function portNumber(ref: PortRef, { processes }: Pick<PodFacts, "processes">): number | undefined {
  if (ref.kind === "number") return ref.port;
  return processes.flatMap(({ ports }) => ports).find(({ name }) => name === ref.name)?.port;
}

function matches(labels: Labels, selector: Labels): boolean {
  return Object.entries(selector).every(([key, value]) => Object.hasOwn(labels, key) && labels[key] === value);
}

function keyOf([name, value]: readonly [string, string]): string {
  return `${name}=${value}`;
}

function shorter<T>(a: readonly T[], b: readonly T[]): readonly T[] {
  return b.length < a.length ? b : a;
}
