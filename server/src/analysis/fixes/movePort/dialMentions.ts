import { parseTarget } from "../../dialTarget.js";
import { normaliseHost } from "../../endpoint.js";
import type { ServicePort } from "../../facts.js";
import { baseName, folderOf } from "../../paths.js";
import { claimsOf } from "../../topology/collisions.js";
import type { Claim, Dial, Landing, SiteModel } from "../../topology/model.js";
import { sameNamespace } from "../../topology/processes/configFiles.js";
import { answeringAt, isLoopback, listenersAt } from "../../topology/reach.js";
import { doorOf, doorsAt, outerDoor, type Door, type PortMention } from "./mention.js";

/** Whoever connects says the port of what is next on the way: a Service, a published port, else the listener. */
export function dialMentions(model: SiteModel): readonly PortMention[] {
  const outer = outerDoors(model);
  return [
    ...model.dials.flatMap((dial): readonly PortMention[] => {
      const { port, change, by, leads } = dial;
      if (port === null || change.kind === "none") return [];
      if (leads.kind === "inside") return [{ port, change, doors: doorsOf(dial, port, outer), by }];
      const [named, ...namesakes] = leads.kind === "unknown" ? servicePortsNamed(dial, model) : [];
      if (named && namesakes.length === 0) return [{ port, change, doors: [outerDoor(named.place, port)], by }];
      return [{ port, change, doors: leads.kind === "unknown" ? believedDoors(dial, model) : [], by, believed: true }];
    }),
    ...flareMentions(model),
  ];
}

function outerDoors({ namespaces, cluster }: SiteModel): ReadonlySet<Door> {
  const services = cluster.services.filter(({ headless }) => !headless);
  return new Set([
    ...namespaces.flatMap(({ mappings }) => mappings.map(doorOf)),
    ...services.flatMap(({ ports }) => ports.map(({ place, port }) => outerDoor(place, port))),
  ]);
}

function doorsOf(dial: Dial, port: number, outer: ReadonlySet<Door>): readonly Door[] {
  if (dial.leads.kind !== "inside") return [];
  const passed = dial.leads.through.map((place) => outerDoor(place, port)).filter((door) => outer.has(door));
  return passed.length > 0 ? passed : dial.leads.landings.flatMap((landing) => landingDoors(landing, dial));
}

function landingDoors(landing: Landing, dial: Dial): readonly Door[] {
  const { namespace, port } = landing;
  const { transport } = dial.fact;
  const deaf = new Set(listenersAt(namespace, port, transport).map(doorOf));
  for (const listener of answeringAt(landing, dial)) deaf.delete(doorOf(listener));
  return doorsAt(namespace, port, transport).filter((door) => !deaf.has(door));
}

/** The ports of Services that a host names, though nobody knows their pods. */
function servicePortsNamed({ host, port, fact }: Dial, { cluster }: SiteModel): readonly ServicePort[] {
  const [name, namespace] = host?.toLowerCase().split(".") ?? [];
  return cluster.services
    .filter(({ object, headless }) => !headless && object.name === name)
    .filter(({ object }) => namespace === undefined || sameNamespace(object.namespace, namespace))
    .flatMap(({ ports }) => ports.filter((each) => each.port === port && each.transport === fact.transport));
}

/**
 * Where a connection may end up of which nothing tells: on this machine, whichever it is, or at something that only has
 * the name.
 */
function believedDoors({ host, port, fact }: Dial, { namespaces, site }: SiteModel): readonly Door[] {
  if (host === null || site.placement.kind === "page") return [];
  const local = isLoopback(normaliseHost(host));
  const name = host.split(".")[0]?.toLowerCase() ?? "";
  const claims = namespaces.filter(({ kind }) => !local || kind === "host").flatMap(claimsOf);
  return claims
    .filter((claim) => claim.port === port && claim.transport === fact.transport && mayAnswer(claim, fact.protocol))
    .filter((claim) => local || namesOf(claim).includes(name))
    .map(doorOf);
}

function mayAnswer(claim: Claim, protocol: string | undefined): boolean {
  return claim.via !== "socket" || protocol === undefined || claim.fact.protocol === protocol;
}

/** What a host that runs it is likely to be called: as the program, its configuration, or the folder of that. */
function namesOf({ workload, place: { file } }: Claim): readonly string[] {
  const stem = baseName(file).replace(/\.\w+$/, "");
  return [workload.name, stem, baseName(folderOf(file))].map((each) => each.toLowerCase());
}

/** The core Agent is told where DDOT's ddflare extension listens. */
function flareMentions({ agents, namespaces }: SiteModel): readonly PortMention[] {
  return agents.flatMap(({ settings }) => {
    const setting = settings.find(({ key }) => key === "otelcollector.extension_url");
    const target = setting?.text === undefined ? undefined : parseTarget(setting.text);
    const port = target?.port;
    if (setting?.literalAt === undefined || !target?.digits || typeof port !== "number") return [];
    const [start, end] = [setting.literalAt + target.digits.start, setting.literalAt + target.digits.end];
    const listeners = namespaces.flatMap((each) => listenersAt(each, port, "tcp"));
    const flares = listeners.filter(({ fact }) => fact.protocol === "ddot-flare-https");
    const change = { kind: "digits", place: { file: setting.place.file, span: { start, end } } } as const;
    return [{ port, change, doors: flares.map(doorOf), by: setting.key }];
  });
}
