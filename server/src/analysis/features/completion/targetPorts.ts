import type { Fact, FileId, PodFacts, ServiceFacts } from "../../facts.js";
import { PodIndex, selectedPods } from "../../topology/kubernetes/selection.js";
import type { FeatureContext } from "../feature.js";
import { wordEdit, type Completion } from "./completion.js";
import type { Cursor } from "./cursor.js";
import { outlineOf, readings } from "./halfTyped.js";

/** What a Service's `targetPort` may name: the ports of the containers that it selects, by name where they have one. */
export function targetPorts(
  { analysis }: FeatureContext,
  file: FileId,
  text: string,
  cursor: Cursor,
): readonly Completion[] {
  const path = cursor.path.map(({ key }) => key).join(".");
  if (cursor.role !== "value" || path !== "spec.ports.*.targetPort") return [];
  const services = [...readings(analysis, file, text, cursor)].flatMap(({ facts }) => facts).filter(isService);
  const service = services.find(({ object }) => outlineOf(text, object.place.span.start)?.border === cursor.border);
  if (service === undefined) return [];
  const pods = analysis.modelsOf(file).flatMap(({ cluster }) => selectedPods(service, new PodIndex(cluster.pods)));
  const offers = pods.flatMap((pod) => offersOf(pod.facts, cursor));
  return [...new Map(offers.map((offer) => [offer.label, offer])).values()];
}

function offersOf({ object, processes }: PodFacts, cursor: Cursor): readonly Completion[] {
  return processes.flatMap((process) =>
    process.ports.map(({ name, port, transport }) => ({
      label: name ?? String(port),
      kind: "port" as const,
      detail: `${name === undefined ? "" : `${String(port)}, `}${transport}, ${process.name} of ${object.kind} ${object.name}`,
      edit: wordEdit(cursor, name ?? String(port)),
    })),
  );
}

function isService(fact: Fact): fact is ServiceFacts {
  return fact.kind === "service";
}
