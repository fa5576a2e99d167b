import type { NetworkPolicyFacts } from "../facts.js";
import { sameNamespace } from "./configFiles.js";
import type { ClusterModel, PodModel } from "./model.js";

/**
 * The policies that select each pod. A policy of which a part is not known may let anything through, so pods of its
 * namespace are left out.
 */
export function policiesOn({ pods, policies }: ClusterModel): ReadonlyMap<PodModel, readonly NetworkPolicyFacts[]> {
  if (policies.length === 0) return new Map();
  const selected = pods.map((pod) => {
    const near = policies.filter(({ object }) => sameNamespace(object.namespace, pod.facts.object.namespace));
    const known = near.every(({ podSelector }) => podSelector !== undefined);
    return [pod, known ? near.filter((policy) => selects(policy, pod)) : []] as const;
  });
  return new Map(selected.filter(([, own]) => own.length > 0));
}

function selects({ podSelector }: NetworkPolicyFacts, { facts }: PodModel): boolean {
  return Object.entries(podSelector?.labels ?? {}).every(
    ([key, value]) => Object.hasOwn(facts.labels, key) && facts.labels[key] === value,
  );
}
