import type { Finding } from "../finding.js";
import type { Dial, Handover, Listener, Namespace, SiteModel } from "../topology/model.js";
import { handoversByNamespace, isLoopback } from "../topology/reach.js";
import { capitalised, sayList, sayPlace } from "./say.js";
import type { Rule } from "./rule.js";

export const portNotExposed: Rule = {
  id: "port-not-exposed",
  severity: "warning",
  since: "0.1.0",
  summary: "A receiver listens on a port that no Service and no published port hands on, though other ports are.",
  why:
    "Inside its pod or container everything looks right, and whoever connects through the Service or the host gets " +
    "`connection refused`.",
  noFix: "Whether somebody is to reach it from outside, only its author knows.",
  *check(model) {
    for (const [namespace, handovers] of handoversByNamespace(model)) {
      const reached = namespace.listeners.filter((listener) => handovers.some((each) => leadsTo(each, listener)));
      const exposed = new Set(reached.map(({ workload }) => workload));
      for (const listener of namespace.listeners) {
        // Only beside one that is handed on does it look forgotten.
        const forgotten = exposed.has(listener.workload) && !reached.includes(listener);
        if (forgotten && isOpenReceiver(listener)) yield findingOf(listener, namespace, handovers, model);
      }
    }
  },
};

function leadsTo({ port, transport }: Handover, listener: Listener): boolean {
  return port === listener.port && transport === listener.transport;
}

/** A receiver that others could reach, if they were let through. */
function isOpenReceiver({ workload, fact, certain, hosts }: Listener): boolean {
  const { collector } = workload;
  const isReceiver = collector?.components.some(
    ({ kind, listeners }) => kind === "receiver" && listeners.includes(fact),
  );
  return isReceiver === true && certain && !hosts.some(isLoopback);
}

function findingOf(
  listener: Listener,
  namespace: Namespace,
  handovers: readonly Handover[],
  model: SiteModel,
): Finding {
  const dial = model.dials.find((each) => isMeant(each, listener, handovers));
  const by = sayList([...new Set(handovers.map((each) => each.by))]);
  const ports = sayList([...new Set(handovers.map(({ port }) => String(port)))]);
  const dialled = dial
    ? ` The ${dial.by} (${sayPlace(model, dial.place)}) connects to it and gets`
    : " Whoever connects through it gets";
  return {
    rule: portNotExposed.id,
    severity: dial ? portNotExposed.severity : "information",
    message:
      `The ${listener.owner} listens on port ${String(listener.port)} of ${namespace.label}, but ${by} ` +
      `${handovers.length > 1 ? "hand" : "hands"} on only ${ports}.${dialled} \`connection refused\`.`,
    place: listener.place,
    related: [...new Map(handovers.map((each) => [each.by, each])).values()].map((each) => ({
      place: each.place,
      message: `${capitalised(each.by)} hands on port ${String(each.port)}.`,
    })),
  };
}

/** Somebody dials that very port at a Service that hands on others of the same namespace. */
function isMeant({ leads, port }: Dial, listener: Listener, handovers: readonly Handover[]): boolean {
  if (leads.kind !== "closed" || port !== listener.port) return false;
  return handovers.some(({ kind, by }) => kind === "service" && by === `Service ${leads.service.object.name}`);
}
