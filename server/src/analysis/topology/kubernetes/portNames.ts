import type {
  DeclaredPort,
  Labels,
  PodFacts,
  PortRef,
  Probe,
  ProcessFacts,
  ServiceFacts,
  ServicePort,
} from "../../facts.js";
import { isPortName } from "../../portName.js";
import type { SiteModel } from "../model.js";
import { PodIndex, selectedPods } from "./selection.js";

/** A name that stands for a port. */
export type PortByName = Extract<PortRef, { readonly kind: "name" }>;

/** A port of a Service whose `targetPort` is the name of no known port of the pods that it selects. */
export interface TargetOfNoPort {
  readonly service: ServiceFacts;
  readonly entry: ServicePort;
  readonly target: PortByName;
  /** What it selects; never empty. */
  readonly pods: readonly PodFacts[];
  /** All that is known of their ports. */
  readonly ports: readonly DeclaredPort[];
  /** Whether they have no others. */
  readonly sure: boolean;
}

export function targetsOfNoPort({ cluster }: SiteModel): readonly TargetOfNoPort[] {
  const services = cluster.services.filter(({ ports }) => ports.some(({ target }) => target.kind === "name"));
  if (services.length === 0) return [];
  const index = new PodIndex(cluster.pods);
  return services.flatMap((service) => {
    const pods = selectedPods(service, index).map(({ facts }) => facts);
    const ports = pods.flatMap(({ processes }) => processes.flatMap((process) => process.ports));
    const names = new Set(ports.map(({ name }) => name));
    const sure = pods.every(isWhollyKnown);
    return service.ports.flatMap((entry): readonly TargetOfNoPort[] => {
      const { target } = entry;
      if (pods.length === 0 || target.kind !== "name" || names.has(target.name)) return [];
      return [{ service, entry, target, pods, ports, sure: sure && isOfNoSidecar(target.name) }];
    });
  });
}

/** A probe that asks for a port by a name that no port of its own container has. */
export interface ProbeOfNoPort {
  readonly probe: Probe;
  readonly port: PortByName;
  readonly process: ProcessFacts;
}

/** Only those of which that is certain. */
export function probesOfNoPort({ cluster }: SiteModel): readonly ProbeOfNoPort[] {
  return cluster.pods
    .filter(({ facts }) => isWritten(facts))
    .flatMap(({ facts }) => facts.processes.filter((process) => !process.initial && knowsItsPorts(process)))
    .flatMap((process) =>
      process.probes.flatMap((probe): readonly ProbeOfNoPort[] => {
        const { port } = probe;
        if (port.kind !== "name" || probe.protocol === "grpc" || !isPortName(port.name)) return [];
        return process.ports.some(({ name }) => name === port.name) ? [] : [{ probe, port, process }];
      }),
    );
}

/** Whether all containers of the pods are known, with all their ports. */
function isWhollyKnown(pod: PodFacts): boolean {
  const { processes, labels, annotations } = pod;
  const known = isWritten(pod) && processes.length > 0 && processes.every(knowsItsPorts);
  return known && !asksForSidecar(labels) && !asksForSidecar(annotations);
}

/** Whether it stands in the manifest as it runs: no operator, no chart adds to it. */
function isWritten({ mode, chart, agent, syntaxErrors }: PodFacts): boolean {
  return mode === undefined && chart === undefined && agent === undefined && syntaxErrors !== true;
}

/** One without name or image is part of something else: a patch, what a test expects. */
function knowsItsPorts({ name, image, ports, portsUnknown }: ProcessFacts): boolean {
  const isNamed = ports.every((port) => port.name === undefined || isPortName(port.name));
  return name !== "" && image !== undefined && portsUnknown !== true && isNamed;
}

/** `sidecar.istio.io/inject`, `linkerd.io/inject`, `dapr.io/enabled` */
function asksForSidecar(labels: Labels): boolean {
  return Object.entries(labels).some(([key, value]) => /inject|dapr\.io/i.test(key) && value !== "false");
}

/** A whole namespace may ask for them, of which the pod says nothing: `http-envoy-prom`, `linkerd-admin`. */
function isOfNoSidecar(name: string): boolean {
  return isPortName(name) && !/envoy|istio|linkerd|dapr|kuma|proxy/.test(name);
}
