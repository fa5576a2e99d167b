import type { Finding } from "../finding.js";
import { reachDialFixes } from "../fixes/reachDial.js";
import type { Dial, Landing, SiteModel } from "../topology/model.js";
import { isSurelySilent, landingsOf } from "../topology/reach.js";
import { itselfFindings } from "./dialsItself.js";
import { sayList, sayOpenPorts, sayPlace } from "./say.js";
import type { Rule } from "./rule.js";

export const dialUnreachable: Rule = {
  id: "dial-unreachable",
  severity: "warning",
  since: "0.1.0",
  group: "reach",
  example: { fails: "slip-of-a-digit" },
  summary: "An exporter, a scrape or an application connects to a port that nobody in the workspace opens.",
  why:
    "The other side is known: it stands in the same files. Nothing listens where the connection arrives, so every " +
    "attempt ends with `connection refused`, and what was to be sent is dropped once the queue is full.",
  *check(model) {
    for (const dial of model.dials) {
      if (dial.leads.kind === "closed")
        yield closedFinding(
          dial,
          dial.leads.service.ports.map(({ port }) => port),
          model,
        );
      const landings = landingsOf(dial);
      const silent = landings.filter(({ namespace, port }) => isSurelySilent(namespace, port, dial.fact.transport));
      const [landing] = silent;
      if (landing && silent.length === landings.length) yield silentFinding(dial, landing, model);
    }
    yield* itselfFindings(model);
  },
};

function closedFinding(dial: Dial, open: readonly number[], model: SiteModel): Finding {
  const service = dial.leads.kind === "closed" ? dial.leads.service : undefined;
  const name = `Service ${service?.object.name ?? ""}`;
  const has = open.length === 0 ? "no port at all" : `only ${sayList(open.map(String))}`;
  return finding(
    dial,
    `The ${dial.by} connects to ${dial.host ?? ""}:${String(dial.port)}, but ${name} hands on ${has}. ` +
      `The connection is refused, or times out: \`dial tcp …:${String(dial.port)}: connect: connection refused\`.`,
    model,
    service === undefined
      ? []
      : [
          {
            place: service.object.place,
            message: `${name} (${sayPlace(model, service.object.place)}) hands on ${has}.`,
          },
        ],
  );
}

function silentFinding(dial: Dial, { namespace, port }: Landing, model: SiteModel): Finding {
  const instead = sayOpenPorts(namespace, dial.fact.transport);
  const through = dial.leads.kind === "inside" && dial.leads.via ? ` through ${dial.leads.via}` : "";
  return finding(
    dial,
    `The ${dial.by} connects to port ${String(port)} of ${namespace.label}${through}, where nothing listens.` +
      `${instead} Every attempt ends with \`dial tcp …:${String(dial.port)}: connect: connection refused\`.`,
    model,
    [],
  );
}

function finding(dial: Dial, message: string, model: SiteModel, related: Finding["related"]): Finding {
  return {
    rule: dialUnreachable.id,
    severity: dialUnreachable.severity,
    message,
    place: dial.place,
    related,
    fixes: (texts) => reachDialFixes(dial, model, texts),
  };
}
