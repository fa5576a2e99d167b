import type { Namespace, SiteModel, Workload } from "../../topology/model.js";

/** All namespaces by their ids: those that own ports, and the ones of pods that live in their node's. */
export function namespacesOf({ namespaces, cluster }: SiteModel): ReadonlyMap<string, Namespace> {
  const all = [...namespaces, ...cluster.pods.map(({ namespace }) => namespace)];
  return new Map(all.map((each) => [each.id, each]));
}

/** Where each workload lives; of a pod, its own namespace even where that is a part of its node's. */
export function homesOf(model: SiteModel): ReadonlyMap<Workload, Namespace> {
  return new Map(
    [...namespacesOf(model).values()].flatMap((each) => each.workloads.map((one) => [one, each] as const)),
  );
}
