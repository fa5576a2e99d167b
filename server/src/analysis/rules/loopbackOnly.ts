import type { Finding } from "../finding.js";
import { bindAddressFixes } from "../fixes/bindAddress.js";
import type { Handover, Listener, SiteModel } from "../topology/model.js";
import { isLoopback, landingsOf, listenersAt } from "../topology/reach.js";
import type { Rule } from "./rule.js";
import { capitalised, sayClaim, sayPlace } from "./say.js";
import { describeRange } from "../versions.js";

export const loopbackOnly: Rule = {
  id: "loopback-only",
  severity: "warning",
  since: "0.1.0",
  group: "reach",
  example: { fails: "service" },
  summary:
    "A listener is bound to localhost, but a Service, a published port, a hostPort, a probe or another workload needs it.",
  why:
    "A socket on 127.0.0.1 is reached only from inside its own pod or container. From everywhere else it looks as if " +
    "nothing listened: `connection refused`. Endpoints that nobody wrote are localhost since collector v0.104.0.",
  *check(model) {
    const told = new Set<Listener>();
    for (const handover of model.handovers) {
      const found = listenersAt(handover.into, handover.port, handover.transport);
      if (found.length === 0 || !found.every(({ hosts }) => hosts.some(isLoopback))) continue;
      for (const listener of found) {
        told.add(listener);
        yield findingOf(handover, listener, model);
      }
    }
    for (const dial of model.dials) {
      for (const { namespace, port, local } of landingsOf(dial)) {
        const found = local ? [] : listenersAt(namespace, port, dial.fact.transport);
        if (found.length === 0 || !found.every(({ hosts }) => hosts.some(isLoopback))) continue;
        const connects = { by: `the ${dial.by}`, place: dial.place };
        for (const listener of found) {
          if (!told.has(listener)) yield findingOf(connects, listener, model);
          told.add(listener);
        }
      }
    }
  },
};

function findingOf({ by, place }: Pick<Handover, "by" | "place">, listener: Listener, model: SiteModel): Finding {
  const certain = listener.certain && listener.hosts.every(isLoopback);
  const versions = listener.fact.binds.find(({ endpoint }) => isLoopback(endpoint.host))?.versions;
  const when = certain
    ? ""
    : ` ${(versions && describeRange(versions)) ?? "in some versions"} (nobody tells which it is)`;
  return {
    rule: loopbackOnly.id,
    severity: certain ? loopbackOnly.severity : "information",
    message:
      `${sayClaim(listener)} is bound to localhost${when}, but ${by} (${sayPlace(model, place)}) leads to it from outside. ` +
      `Whoever connects there gets \`connection refused\`.`,
    place: listener.place,
    related: [{ place, message: `${capitalised(by)} leads to port ${String(listener.port)} from outside.` }],
    fixes: (texts) => bindAddressFixes(listener, model, texts),
  };
}
