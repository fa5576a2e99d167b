import type { Place, ServicePort, Transport } from "../facts.js";
import { append } from "../lists.js";
import { placeKey } from "../places.js";
import type { Dial, Handover, Lead, Listener, Namespace, SiteModel } from "../topology/model.js";
import { answeringAt, landingsOf, listenersAt } from "../topology/reach.js";

/** A place that is about a port of some network namespace. */
export interface PortStop {
  readonly role: PortRole;
  /** Who says it: `otlp receiver (grpc) of DDOT`, `Service otel-collector`. */
  readonly by: string;
  readonly place: Place;
  /** The Service's port, or the mapping, on the way; the Service itself where it ends there. */
  readonly through: readonly Place[];
  /** Several behind one Service; none where that is outside of what is known. */
  readonly ends: readonly PortEnd[];
  /** Set for a connection. */
  readonly dial?: Dial;
}

export type PortRole = "listener" | "dial" | Handover["kind"] | "service-port" | "container-port";

export interface PortEnd {
  readonly namespace: Namespace;
  readonly port: number;
  readonly transport: Transport;
  /** Who answers there; looked for when asked. */
  readonly listeners: () => readonly Listener[];
}

type Wanted = (place: Place) => boolean;

/** The places of a site where a port is bound, handed on, declared or dialled; all of them, or those that are wanted. */
export function portStopsOf(model: SiteModel, wanted: Wanted = () => true): readonly PortStop[] {
  return [
    ...model.namespaces.flatMap((namespace) => listenerStops(namespace, wanted)),
    ...servicePortStops(model, wanted),
    ...model.handovers.filter(({ place }) => wanted(place)).map(handoverStop),
    ...containerPortStops(model, wanted),
    ...model.dials.filter(({ place }) => wanted(place)).map(dialStop),
  ];
}

function listenerStops(namespace: Namespace, wanted: Wanted): readonly PortStop[] {
  return namespace.listeners
    .filter(({ place }) => wanted(place))
    .map((listener): PortStop => {
      const { port, transport, owner, place } = listener;
      const ends = port === null ? [] : [{ namespace, port, transport, listeners: () => [listener] }];
      return { role: "listener", by: owner, place, through: [], ends };
    });
}

function handoverStop({ kind, by, place, into, port, transport }: Handover): PortStop {
  return { role: kind, by, place, through: [], ends: [endOf(into, port, transport)] };
}

/** A Service's own port, and its NodePort, lead where its target does. */
function servicePortStops({ cluster, handovers }: SiteModel, wanted: Wanted): readonly PortStop[] {
  const found = cluster.services.flatMap(({ object, ports }) =>
    ports.flatMap((port) => placesOf(port).flatMap((place) => (wanted(place) ? [{ object, port, place }] : []))),
  );
  if (found.length === 0) return [];
  const byTarget = new Map<string, Handover[]>();
  for (const each of handovers) if (each.kind === "service") append(byTarget, placeKey(each.place), each);
  return found.map(({ object, port, place }): PortStop => {
    const ends = (byTarget.get(placeKey(port.target.place)) ?? [])
      .filter(({ transport }) => transport === port.transport)
      .map(({ into, port: inner, transport }) => endOf(into, inner, transport));
    return { role: "service-port", by: `Service ${object.name}`, place, through: [], ends };
  });
}

/** Without the target, which is a handover; one that is not written stands where the port does. */
function placesOf({ place, nodePort, target }: ServicePort): readonly Place[] {
  const own = placeKey(place) === placeKey(target.place) ? [] : [place];
  return nodePort ? [...own, nodePort.place] : own;
}

function containerPortStops({ cluster }: SiteModel, wanted: Wanted): readonly PortStop[] {
  return cluster.pods.flatMap(({ facts, namespace }) =>
    facts.processes.flatMap(({ name, ports }) =>
      ports
        .filter(({ place }) => wanted(place))
        .map(({ place, port, transport }): PortStop => {
          const ends = [endOf(namespace, port, transport)];
          return { role: "container-port", by: `containerPort of ${name}`, place, through: [], ends };
        }),
    ),
  );
}

function dialStop(dial: Dial): PortStop {
  const { by, place, leads, fact } = dial;
  const ends = landingsOf(dial).map((landing): PortEnd => {
    const { namespace, port } = landing;
    return { namespace, port, transport: fact.transport, listeners: () => answeringAt(landing, dial) };
  });
  return { role: "dial", by, place, through: wayOf(leads), ends, dial };
}

function wayOf(leads: Lead): readonly Place[] {
  switch (leads.kind) {
    case "unknown":
      return [];
    case "closed":
      return [leads.service.object.place];
    case "inside":
      return leads.through;
  }
}

function endOf(namespace: Namespace, port: number, transport: Transport): PortEnd {
  return { namespace, port, transport, listeners: () => listenersAt(namespace, port, transport) };
}
