import type { Place, PodFacts, PortRef, Probe, ServiceFacts, ServicePort } from "../facts.js";
import { sameNamespace } from "./configFiles.js";
import type { Handover, Mapping, Namespace } from "./model.js";
import type { RunningPod } from "./placed.js";

export function mappingHandover(mapping: Mapping, into: Namespace | undefined): readonly Handover[] {
  if (into === undefined || mapping.via === "node-port") return [];
  const { via, owner, place, inner, transport } = mapping;
  return [{ kind: via, by: `the ${owner}`, place, into, port: inner.port, transport }];
}

/** What a Service hands to each of the pods it selects. */
export function serviceHandovers(
  service: ServiceFacts,
  pods: readonly RunningPod[],
  namespaceOf: (pod: RunningPod) => Namespace | undefined,
): readonly Handover[] {
  const { selector } = service;
  if (selector === undefined || Object.keys(selector).length === 0) return [];
  const selected = pods.filter(
    ({ facts }) =>
      sameNamespace(facts.object.namespace, service.object.namespace) &&
      Object.entries(selector).every(([key, value]) => Object.hasOwn(facts.labels, key) && facts.labels[key] === value),
  );
  // Where each file of a folder has its own variant of the same objects, they are not applied together.
  const beside = selected.filter(({ facts }) => facts.file === service.file);
  return (beside.length > 0 ? beside : selected).flatMap((pod) =>
    service.ports.flatMap((each) => {
      const into = namespaceOf(pod);
      const port = portNumber(each.target, pod.facts);
      if (into === undefined || port === undefined) return [];
      return [
        {
          kind: "service",
          by: `Service ${service.object.name}`,
          place: targetPlace(each),
          into,
          port,
          transport: each.transport,
        },
      ];
    }),
  );
}

export function probeHandovers(pod: RunningPod, into: Namespace | undefined): readonly Handover[] {
  if (into === undefined) return [];
  return pod.started.flatMap(({ process }) =>
    process.probes.flatMap((probe) => {
      const port = probe.host === undefined ? portNumber(probe.port, pod.facts) : undefined;
      return port === undefined ? [] : [probeHandover(probe, process.name, port, into)];
    }),
  );
}

function probeHandover(probe: Probe, container: string, port: number, into: Namespace): Handover {
  const by = `the ${probe.purpose} probe of ${container}`;
  return { kind: "probe", by, place: probe.port.place, into, port, transport: "tcp" };
}

/** A name is looked up among the pod's container ports. */
function portNumber(ref: PortRef, { processes }: PodFacts): number | undefined {
  if (ref.kind === "number") return ref.port;
  return processes.flatMap(({ ports }) => ports).find(({ name }) => name === ref.name)?.port;
}

function targetPlace({ target }: ServicePort): Place {
  return target.place;
}
