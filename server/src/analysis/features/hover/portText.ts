import type { Mapping, SiteModel } from "../../topology/model.js";
import { placeKey } from "../../places.js";
import { capitalised } from "../../rules/say.js";
import { stopsMeeting, type PortsHere } from "../portAt.js";
import type { PortEnd, PortRole, PortStop } from "../portStops.js";
import { escaped, list, paragraphs } from "./markdown.js";
import { sayListener, sayNamespace, sayOwner, sayWhere } from "./sayPorts.js";

/** Above this, sockets are listed: of a program with all its ports, such as an image, or of many that read one file. */
const mostSockets = 3;

/** Who owns the port under the cursor, who reaches it, and who has the same number elsewhere. */
export function portText(ports: PortsHere): string {
  const { here, model } = ports;
  const stops = [...new Set(here.flatMap((stop) => stopTexts(stop, model)))];
  const meeting = stopsMeeting(ports);
  const isMany = stops.length > mostSockets;
  return paragraphs([
    ...mappingTexts(ports),
    ...(isMany ? list(here.every(isUnwritten) ? "Opened here, though nobody wrote it" : "Several", stops, 12) : stops),
    ...list("Reached by", reachedBy(meeting, ports)),
    ...(isMany ? [] : list("The same number elsewhere", elsewhere(meeting, ports))),
  ]);
}

function isUnwritten({ role, ends }: PortStop): boolean {
  return role === "listener" && ends.every(({ listeners }) => listeners().every(({ origin }) => origin !== "explicit"));
}

/** The ports of a host that the place hands on; what `hostNetwork` makes of a `containerPort` is the same socket. */
function mappingTexts({ here, model }: PortsHere): readonly string[] {
  const places = new Set(here.map(({ place }) => placeKey(place)));
  const mappings = model.namespaces
    .flatMap((namespace) => namespace.mappings)
    .filter(({ place, origin }) => places.has(placeKey(place)) && origin === "explicit");
  return [...new Set(mappings.map(outerText))];
}

function outerText({ owner, port, transport, inner }: Mapping): string {
  const outer = port === null ? "A free port of the host" : `**${String(port)}/${transport}** of the host`;
  return `${outer}, ${escaped(owner)}, leads to port ${String(inner.port)}.`;
}

function stopTexts(stop: PortStop, model: SiteModel): readonly string[] {
  const { role, by, ends } = stop;
  if (ends.length > 0) return ends.map((end) => `${askedBy(stop)}${endText(end, model)}`);
  const open =
    role === "listener" ? "Only the running system knows the port of" : "Nothing that is known here is reached by";
  return [`${open} ${escaped(by)}.`];
}

/** Whose port stands there, where it is not the listener's own. */
function askedBy({ role, by }: PortStop): string {
  switch (role) {
    case "service":
    case "service-port":
      return `**${escaped(by)}** hands on to `;
    case "probe":
      return `**${escaped(capitalised(by))}** asks `;
    case "container-port":
      return `**${escaped(by)}** declares `;
    case "listener":
    case "published":
    case "host-port":
    case "dial":
      return "";
  }
}

function endText(end: PortEnd, model: SiteModel): string {
  const { namespace, port, transport } = end;
  const listeners = end.listeners();
  const nobody = namespace.whole ? "nothing listens there." : "nothing known listens there.";
  const held = listeners.length === 0 ? nobody : `${listeners.map((each) => sayListener(each, model)).join("; ")}.`;
  return `**${String(port)}/${transport}** in ${sayNamespace(namespace)}: ${held}`;
}

function reachedBy(meeting: readonly PortStop[], { here, model }: PortsHere): readonly string[] {
  const asking = new Set(here.map(({ by }) => by));
  const others = meeting.filter(({ role, by }) => reaches(role) && !asking.has(by));
  // A Service's port and its target say the same twice.
  const targets = new Set(others.flatMap(({ role, by }) => (role === "service" ? [by] : [])));
  const stops = others.filter(({ role, by }) => role !== "service-port" || !targets.has(by));
  return [...new Set(stops.map(({ by, place }) => `${escaped(by)} ${sayWhere(model, place)}`))];
}

function reaches(role: PortRole): boolean {
  return role !== "listener" && role !== "container-port";
}

function elsewhere(meeting: readonly PortStop[], { here, model }: PortsHere): readonly string[] {
  const said = new Set([...here, ...meeting].map(({ place }) => placeKey(place)));
  const wanted = new Set(here.flatMap(({ ends }) => ends.map(({ port, transport }) => `${String(port)}/${transport}`)));
  return model.namespaces.flatMap((namespace) =>
    [...namespace.listeners, ...namespace.mappings]
      .filter(({ port, transport, place }) => wanted.has(`${String(port)}/${transport}`) && !said.has(placeKey(place)))
      .map((claim) => `${sayNamespace(namespace)}: ${sayOwner(claim)} ${sayWhere(model, claim.place)}`),
  );
}
