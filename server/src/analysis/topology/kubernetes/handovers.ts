import type { Probe, ServiceFacts } from "../../facts.js";
import type { Handover, Mapping, Namespace } from "../model.js";
import type { RunningPod } from "./placed.js";
import { portNumber } from "./selection.js";

export function mappingHandover(mapping: Mapping, into: Namespace | undefined): readonly Handover[] {
  if (into === undefined || mapping.via === "node-port") return [];
  const { via, owner, place, inner, transport } = mapping;
  return [{ kind: via, by: `the ${owner}`, place, into, port: inner.port, transport }];
}

/** What a Service hands to each of the pods that it selects. */
export function serviceHandovers(
  service: ServiceFacts,
  selected: readonly RunningPod[],
  namespaceOf: (pod: RunningPod) => Namespace | undefined,
): readonly Handover[] {
  return selected.flatMap((pod) =>
    service.ports.flatMap((each) => {
      const into = namespaceOf(pod);
      const port = portNumber(each.target, pod.facts);
      if (into === undefined || port === undefined) return [];
      return [
        {
          kind: "service",
          by: `Service ${service.object.name}`,
          place: each.target.place,
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
      // The kubelet looks a name up in the probe's own container alone.
      const port = probe.host === undefined ? portNumber(probe.port, { processes: [process] }) : undefined;
      return port === undefined ? [] : [probeHandover(probe, process.name, port, into)];
    }),
  );
}

function probeHandover(probe: Probe, container: string, port: number, into: Namespace): Handover {
  const by = `the ${probe.purpose} probe of ${container}`;
  return { kind: "probe", by, place: probe.port.place, into, port, transport: "tcp" };
}
