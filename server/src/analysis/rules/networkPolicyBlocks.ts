import type { Finding } from "../finding.js";
import { letInFixes } from "../fixes/letIn.js";
import type { NetworkPolicyFacts, PolicyRule, Transport } from "../facts.js";
import { policiesOn } from "../topology/kubernetes/policies.js";
import type { Handover, PodModel, SiteModel } from "../topology/model.js";
import { portNumber } from "../topology/kubernetes/selection.js";
import { handoversByNamespace, listenersAt } from "../topology/reach.js";
import { capitalised, sayList, sayPlace } from "./say.js";
import type { Rule } from "./rule.js";

export const networkPolicyBlocks: Rule = {
  id: "network-policy-blocks",
  severity: "warning",
  since: "0.1.0",
  group: "reach",
  example: { fails: "forgotten-port" },
  summary: "A NetworkPolicy keeps out what a Service leads to, or selects pods that it cannot bind.",
  why:
    "Packets that no policy lets in are dropped without an answer: the other side waits until `context deadline exceeded` " +
    "or `i/o timeout`. Pods with `hostNetwork` are outside of every policy, whatever it selects.",
  *check(model) {
    const handovers = handoversByNamespace(model);
    const selecting = policiesOn(model.cluster);
    const binding = new Set([...selecting].flatMap(([{ facts }, policies]) => (facts.hostNetwork ? [] : policies)));
    for (const [pod, policies] of selecting) {
      if (pod.facts.hostNetwork)
        yield* policies
          .filter((policy) => isAimed(policy) && !binding.has(policy))
          .map((policy) => withoutEffect(policy, pod));
      else yield* blocked(pod, policies, handovers.get(pod.namespace) ?? [], model);
    }
  },
};

/** One for every pod of a namespace is not about these. */
function isAimed({ podSelector }: NetworkPolicyFacts): boolean {
  return Object.keys(podSelector?.labels ?? {}).length > 0;
}

function withoutEffect({ object, podSelector }: NetworkPolicyFacts, { facts }: PodModel): Finding {
  const pod = `${facts.object.kind} ${facts.object.name}`;
  return {
    rule: networkPolicyBlocks.id,
    severity: "information",
    message:
      `NetworkPolicy ${object.name} selects the pods of ${pod}, which use the node's network (\`hostNetwork: true\`). ` +
      "No policy binds those: it has no effect here, and everybody who reaches the node reaches them.",
    place: podSelector?.place ?? object.place,
    related: [{ place: facts.object.place, message: `${pod} has hostNetwork: true.` }],
  };
}

function* blocked(
  pod: PodModel,
  policies: readonly NetworkPolicyFacts[],
  handovers: readonly Handover[],
  model: SiteModel,
): Iterable<Finding> {
  const ruling = policies.filter(({ ingress }) => ingress !== undefined);
  // Whoever keeps everybody out lets some in again elsewhere.
  const opening = ruling.find(({ ingress = [] }) => ingress.length > 0);
  const first = opening ?? ruling[0];
  if (first === undefined) return;
  const shut = handovers.filter(
    ({ into, kind, port, transport }) =>
      kind === "service" &&
      listenersAt(into, port, transport).length > 0 &&
      !ruling.some(({ ingress = [] }) => ingress.some((rule) => letsIn(rule, port, transport, pod))),
  );
  const ports = [...new Set(shut.map(({ port }) => port))];
  if (ports.length > 0)
    yield blockedFinding({ policy: first, certain: opening !== undefined }, ruling.length, ports, shut, model);
}

/** Whether a rule speaks of the port at all; whom it lets in is another matter. */
function letsIn({ ports }: PolicyRule, port: number, transport: Transport, { facts }: PodModel): boolean {
  if (ports === undefined) return true;
  return ports.some((each) => {
    if (each.transport !== transport) return false;
    if (each.port === undefined) return true;
    const from = portNumber(each.port, facts);
    // A name that no container has may be one that nobody here knows.
    if (from === undefined) return true;
    return each.endPort === undefined ? from === port : from <= port && port <= each.endPort;
  });
}

function blockedFinding(
  { policy, certain }: { readonly policy: NetworkPolicyFacts; readonly certain: boolean },
  count: number,
  ports: readonly number[],
  shut: readonly Handover[],
  model: SiteModel,
): Finding {
  const { object } = policy;
  const by = [...new Map(shut.map((each) => [each.by, each])).values()];
  const names = sayList(by.map((each) => `${each.by} (${sayPlace(model, each.place)})`));
  const others = count > 1 ? ", and no other policy here that selects the pods," : "";
  return {
    rule: networkPolicyBlocks.id,
    severity: certain ? networkPolicyBlocks.severity : "information",
    message:
      `${certain ? "" : "If no policy elsewhere lets somebody in: "}NetworkPolicy ${object.name}${others} lets nobody in on ${sayList(ports.map(String))}, where ${names} ` +
      `${by.length > 1 ? "lead" : "leads"}. What is dropped gets no answer: \`i/o timeout\`, \`context deadline exceeded\`.`,
    place: object.place,
    related: by.map((each) => ({
      place: each.place,
      message: `${capitalised(each.by)} leads to port ${String(each.port)}.`,
    })),
    fixes: (texts) => letInFixes(policy, distinctPorts(shut), texts),
  };
}

function distinctPorts(shut: readonly Handover[]): readonly Handover[] {
  return [...new Map(shut.map((each) => [`${String(each.port)}/${each.transport}`, each])).values()];
}
