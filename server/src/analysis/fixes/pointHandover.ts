import { usualProtocols } from "../catalog/components.js";
import type { PortChange, PortRef } from "../facts.js";
import type { Fix, TextOf } from "../finding.js";
import { placeKey } from "../places.js";
import { factsOf } from "../topology/factsOf.js";
import type { Handover, Listener, SiteModel } from "../topology/model.js";
import { writePort } from "./writePort.js";

/** Leads to the one listener there of what the port is by custom: whoever says 4317 means OTLP over gRPC. */
export function pointHandoverFix(handover: Handover, model: SiteModel, texts: TextOf): readonly Fix[] {
  const { port: from } = handover;
  const [listener, ...others] = meantBy(handover);
  const change = changeOf(handover, model);
  const to = listener?.port;
  if (to === undefined || to === null || others.length > 0 || change === undefined) return [];
  const edits = writePort(change, from, to, texts);
  const title = `Lead to port ${String(to)}, where the ${listener?.owner ?? ""} listens`;
  return edits ? [{ kind: "edit", title, edits, preferred: true }] : [];
}

function meantBy({ kind, into, port, transport }: Handover): readonly Listener[] {
  const protocols = usualProtocols(port, transport);
  // What a probe asks is whether the collector is well.
  const wanted = protocols.length === 0 && kind === "probe" ? ["health-http"] : protocols;
  return into.listeners.filter((each) => each.transport === transport && wanted.includes(each.fact.protocol));
}

/** How the number is written where a handover stands; of a port by name, with the container. */
function changeOf(handover: Handover, model: SiteModel): PortChange | undefined {
  const at = placeKey(handover.place);
  const refs = [
    ...model.cluster.services.flatMap(({ ports }) => ports.map(({ target }) => target)),
    ...model.processes.flatMap(({ facts }) => facts.probes.map(({ port }) => port)),
  ];
  const ref = refs.find(({ place }) => placeKey(place) === at);
  if (ref) return ref.kind === "number" ? ref.change : namedChange(ref, handover, model);
  const published = factsOf([...model.files.values()], "containers").flatMap(({ containers }) =>
    containers.flatMap((each) => each.published),
  );
  return published.find(({ place, inner }) => placeKey(place) === at && inner === handover.port)?.changeInner;
}

function namedChange(
  ref: PortRef & { kind: "name" },
  { into }: Handover,
  { cluster }: SiteModel,
): PortChange | undefined {
  const pod = cluster.pods.find(({ namespace }) => namespace === into);
  return pod?.facts.processes.flatMap(({ ports }) => ports).find(({ name }) => name === ref.name)?.change;
}
