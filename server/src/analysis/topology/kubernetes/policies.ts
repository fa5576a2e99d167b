import type { NetworkPolicyFacts } from "../../facts.js";
import { sameNamespace } from "../processes/configFiles.js";
import type { ClusterModel, PodModel } from "../model.js";
import { append } from "../../lists.js";
import { PodIndex } from "./selection.js";

/**
 * The policies that select each pod. A policy of which a part is not known may let anything through, so pods of its
 * namespace are left out.
 */
export function policiesOn({ pods, policies }: ClusterModel): ReadonlyMap<PodModel, readonly NetworkPolicyFacts[]> {
  const index = new PodIndex(pods);
  const selecting = new Map<PodModel, NetworkPolicyFacts[]>();
  for (const policy of policies) {
    const { podSelector, object } = policy;
    for (const pod of index.matching(podSelector?.labels ?? {})) {
      if (sameNamespace(object.namespace, pod.facts.object.namespace)) append(selecting, pod, policy);
    }
  }
  const known = ([, own]: readonly [PodModel, readonly NetworkPolicyFacts[]]): boolean =>
    own.every(({ podSelector }) => podSelector !== undefined);
  return new Map([...selecting].filter(known));
}
