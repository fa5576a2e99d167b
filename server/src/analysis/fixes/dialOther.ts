import type { ServiceFacts } from "../facts.js";
import type { EditFix, TextOf } from "../finding.js";
import { placeKey } from "../places.js";
import { PodIndex, portNumber, selectedPods } from "../topology/kubernetes/selection.js";
import type { Dial, Listener, SiteModel } from "../topology/model.js";
import { answeringAt, isLoopback, landingsOf, listenersAt } from "../topology/reach.js";
import { securesOtherwise } from "../topology/wire.js";
import { writePort } from "./writePort.js";

/** Dials the port of the same host where the one listener answers that speaks what is spoken. */
export function dialOtherFix(dial: Dial, model: SiteModel, texts: TextOf): readonly EditFix[] {
  const { port: from, change, fact } = dial;
  const fitting = otherPorts(dial, model).filter(
    ({ port, listener }) =>
      port !== from && listener.fact.protocol === fact.protocol && !securesOtherwise(dial, listener),
  );
  const [listener, ...others] = new Set(fitting.map((each) => each.listener));
  const to = (fitting.find(({ port }) => port === listener?.port) ?? fitting[0])?.port;
  if (from === null || to === undefined || listener === undefined || others.length > 0) return [];
  const edits = writePort(change, from, to, texts);
  const title = `Connect to port ${String(to)}, where the ${listener.owner} answers`;
  return edits ? [{ kind: "edit", title, edits, preferred: true }] : [];
}

/** A port that can be dialled, and who answers. */
interface OpenPort {
  readonly port: number;
  readonly listener: Listener;
}

function otherPorts(dial: Dial, model: SiteModel): readonly OpenPort[] {
  const service = serviceOf(dial, model);
  if (service) return portsOf(service, model);
  const [landing, ...others] = landingsOf(dial);
  if (dial.leads.kind !== "inside" || dial.leads.via !== undefined || landing === undefined || others.length > 0) {
    return [];
  }
  const { namespace, local } = landing;
  const open = namespace.listeners.flatMap(({ port }) => (port === null ? [] : { namespace, port, local }));
  return open.flatMap((each) =>
    answeringAt(each, dial)
      .filter((listener) => local || !listener.hosts.some(isLoopback))
      .map((listener) => ({ port: each.port, listener })),
  );
}

/** The Service that a connection goes through, or ends at. */
export function serviceOf({ leads }: Dial, { cluster }: SiteModel): ServiceFacts | undefined {
  if (leads.kind === "closed") return leads.service;
  if (leads.kind === "unknown") return undefined;
  const through = new Set(leads.through.map(placeKey));
  return cluster.services.find(({ ports }) => ports.some(({ place }) => through.has(placeKey(place))));
}

/** What a Service hands on, and to whom; what is bound to localhost it does not reach. */
function portsOf(service: ServiceFacts, { cluster }: SiteModel): readonly OpenPort[] {
  return selectedPods(service, new PodIndex(cluster.pods)).flatMap(({ facts, namespace }) =>
    service.ports.flatMap(({ port, target, transport }) => {
      const inner = portNumber(target, facts);
      const open = inner === undefined ? [] : listenersAt(namespace, inner, transport);
      return open.filter(({ hosts }) => !hosts.some(isLoopback)).map((listener) => ({ port, listener }));
    }),
  );
}
