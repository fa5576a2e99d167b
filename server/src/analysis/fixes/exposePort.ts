import type { ContainerFacts, ServiceFacts } from "../facts.js";
import type { EditFix, TextOf } from "../finding.js";
import { placeKey } from "../places.js";
import { factsOf } from "../topology/factsOf.js";
import type { Handover, Listener, SiteModel } from "../topology/model.js";
import type { TextEdit } from "../text.js";
import { appendMap } from "../yaml/append.js";
import { appendToList, slotOf } from "../yaml/edit.js";
import { listAt } from "../yaml/locate.js";

/** Hands a port on where others of the same namespace are: by a Service, or published by a container engine. */
export function exposePortFixes(
  listener: Listener,
  handovers: readonly Handover[],
  model: SiteModel,
  texts: TextOf,
): readonly EditFix[] {
  const places = new Set(handovers.map(({ place }) => placeKey(place)));
  const leads = ({ place }: { readonly place: Handover["place"] }): boolean => places.has(placeKey(place));
  const services = model.cluster.services.filter(({ ports }) => ports.some(({ target }) => leads(target)));
  const containers = factsOf([...model.files.values()], "containers").flatMap((each) => each.containers);
  return [
    ...services.flatMap((service) => servicePortFix(service, listener, texts)),
    ...containers
      .filter(({ published }) => published.some(leads))
      .flatMap((container) => publishFix(container, listener, model, texts)),
  ];
}

/** None where a port has no name: of several, each needs one. */
export function servicePortFix(service: ServiceFacts, listener: Listener, texts: TextOf): readonly EditFix[] {
  const { file, ports, object, headless, derivedFrom } = service;
  const { port, transport } = listener;
  const text = texts(file);
  const [sibling] = ports;
  const isTaken = ports.some((each) => each.name === undefined || (each.port === port && each.transport === transport));
  if (text === undefined || port === null || !sibling || isTaken || headless || derivedFrom) return [];
  const found = listAt(text, sibling.place.span.start);
  const writesTarget = ports.some(({ place, target }) => placeKey(place) !== placeKey(target.place));
  const lines = [
    `name: ${freeName(listener, ports)}`,
    `port: ${String(port)}`,
    ...(transport === "udp" ? ["protocol: UDP"] : []),
    ...(writesTarget ? [`targetPort: ${String(port)}`] : []),
  ];
  const edit = found && appendMap(text, found.entry, found.list, lines);
  const title = `Add port ${String(port)} to Service ${object.name}`;
  return edit ? [{ kind: "edit", title, edits: [{ file, edits: [edit] }] }] : [];
}

/** Names of ports are at most 15 letters long. */
function freeName({ fact, port }: Listener, ports: ServiceFacts["ports"]): string {
  const usual = fact.protocol.replace(/[^a-z0-9-]/g, "-");
  const isFree = usual.length <= 15 && ports.every(({ name }) => name !== usual);
  return isFree ? usual : `port-${String(port)}`;
}

function publishFix(
  { published, process }: ContainerFacts,
  listener: Listener,
  model: SiteModel,
  texts: TextOf,
): readonly EditFix[] {
  const { port, transport } = listener;
  const last = published.at(-1);
  const text = last && texts(last.place.file);
  const isTaken = model.namespaces.some(({ mappings }) =>
    mappings.some((each) => each.via === "published" && each.port === port && each.transport === transport),
  );
  if (last === undefined || text === undefined || port === null || isTaken) return [];
  const edit = publication(text, last.place.span.start, last.hostIp ?? "", listener);
  const title = `Publish port ${String(port)} of ${process.name}`;
  return edit ? [{ kind: "edit", title, edits: [{ file: last.place.file, edits: [edit] }] }] : [];
}

/** In the syntax of the entry before it. */
function publication(text: string, at: number, hostIp: string, { port, transport }: Listener): TextEdit | undefined {
  const found = listAt(text, at);
  const last = found?.list.items.at(-1);
  const number = String(port);
  if (found === undefined || last === undefined) return undefined;
  if (last.kind === "map") {
    const protocol = transport === "udp" ? ["protocol: udp"] : [];
    return appendMap(text, found.entry, found.list, [`target: ${number}`, `published: "${number}"`, ...protocol]);
  }
  const quote = /^["']/.exec(text.slice(last.span.start, last.span.end))?.[0] ?? "";
  const host = hostIp === "" ? "" : `${hostIp.includes(":") ? `[${hostIp}]` : hostIp}:`;
  const item = `${quote}${host}${number}:${number}${transport === "udp" ? "/udp" : ""}${quote}`;
  return appendToList(text, slotOf(found.entry), item);
}
