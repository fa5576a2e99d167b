import type { Dial, SiteModel } from "../../topology/model.js";
import type { PortEnd, PortStop } from "../portStops.js";
import { code, escaped, list, paragraphs } from "./markdown.js";
import { sayListener, sayNamespace, sayWhere } from "./sayPorts.js";

/** Where a connection leads. */
export function endpointText(stop: PortStop, dial: Dial, model: SiteModel): string {
  const { fact } = dial;
  const speaks = fact.protocol === undefined ? "" : ` and speaks ${code(fact.protocol)}`;
  return paragraphs([
    `**${escaped(dial.by)}** connects to ${code(addressOf(dial))}${speaks}.`,
    ...whereTo(stop, dial, model),
  ]);
}

function addressOf({ host, port, fact }: Dial): string {
  return host === null || port === null ? fact.text : `${host.includes(":") ? `[${host}]` : host}:${String(port)}`;
}

function whereTo({ through, ends }: PortStop, { leads, port }: Dial, model: SiteModel): readonly string[] {
  switch (leads.kind) {
    case "unknown":
      return ["It leads outside of what is known in this workspace."];
    case "closed":
      return [
        `It reaches Service ${code(leads.service.object.name)} ${sayWhere(model, leads.service.object.place)}, ` +
          `which hands on no port ${String(port)}.`,
      ];
    case "inside": {
      const [first] = through;
      const way =
        first === undefined || leads.via === undefined
          ? ""
          : `Through ${escaped(leads.via)} ${sayWhere(model, first)}.`;
      return [way, ...list("It reaches", [...new Set(ends.flatMap((end) => reached(end, model)))])];
    }
  }
}

function reached({ namespace, port, listeners }: PortEnd, model: SiteModel): readonly string[] {
  const found = listeners();
  const where = `port ${String(port)} of ${sayNamespace(namespace)}`;
  if (found.length === 0) return [`${where}, where ${namespace.whole ? "nothing listens" : "nothing known listens"}`];
  return found.map((listener) => `${where}: ${sayListener(listener, model)}`);
}
