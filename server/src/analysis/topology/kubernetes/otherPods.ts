import type { PodFacts, ServiceFacts, Transport } from "../../facts.js";
import { answeringOutside, distinct, seemsSilent } from "../elsewhere.js";
import type { Elsewhere, Listener, Namespace } from "../model.js";
import { sameNamespace } from "../processes/configFiles.js";
import { isNoTwin } from "./operator.js";
import type { RunningPod } from "./placed.js";
import { portNumber } from "./selection.js";

/** What there is to reach in a cluster. */
export interface OtherPods {
  readonly namespaces: ReadonlyMap<RunningPod, Namespace>;
  /** Every Service, with the pods that it selects. */
  readonly selected: ReadonlyMap<ServiceFacts, readonly RunningPod[]>;
  /** Whether the operator has sidecars to add, which a namespace may ask for as well as a pod. */
  readonly hasSidecars: boolean;
}

/**
 * Which Services lead to a listener on a port that a pod dials on its own loopback, where it seems to be alone with
 * itself. Those of its own namespace come before all others.
 */
export function listeningBehindServices(
  pod: RunningPod,
  cluster: OtherPods,
  port: number,
  transport: Transport,
): readonly Elsewhere[] {
  if (!isAlone(pod, cluster, port, transport)) return [];
  const within = pod.facts.object.namespace;
  const found = [...cluster.selected].flatMap(([service, pods]) => {
    const listener = pods.includes(pod) ? undefined : behind(service, pods, cluster, port, transport);
    return listener ? [{ service, listener }] : [];
  });
  const near = found.filter(({ service }) => sameNamespace(service.object.namespace, within));
  const meant = near.length > 0 ? near : found;
  // A headless Service beside a plain one leads to the same pods.
  const plainFirst = [false, true].flatMap((headless) => meant.filter(({ service }) => service.headless === headless));
  return distinct(plainFirst.map(({ service, listener }) => ({ name: nameFrom(within, service), listener })));
}

function isAlone(pod: RunningPod, { namespaces, hasSidecars }: OtherPods, port: number, transport: Transport): boolean {
  const { hostNetwork, syntaxErrors } = pod.facts;
  if (hostNetwork || syntaxErrors === true || hasSidecars || asksForSidecar(pod.facts)) return false;
  const own = namespaces.get(pod);
  const [only] = pod.started;
  return own !== undefined && only !== undefined && seemsSilent(own, only.process, port, transport);
}

/** Whoever adds containers to pods that ask for it. The operator's libraries listen nowhere. */
function asksForSidecar({ annotations, labels }: PodFacts): boolean {
  return [...Object.entries(annotations), ...Object.entries(labels)].some(
    ([key, value]) =>
      /inject|sidecar/i.test(key) && !key.startsWith("instrumentation.opentelemetry.io/") && value !== "false",
  );
}

/** Who answers at a port of a Service; undefined where one of its pods may not. */
function behind(
  service: ServiceFacts,
  pods: readonly RunningPod[],
  { namespaces }: OtherPods,
  port: number,
  transport: Transport,
): Listener | undefined {
  if (service.type === "ExternalName" || !isNoTwin(service)) return undefined;
  const entry = service.ports.find((each) => each.port === port && each.transport === transport);
  if (entry === undefined) return undefined;
  const answering = pods.map((pod) => {
    const namespace = namespaces.get(pod);
    const inner = service.headless ? port : portNumber(entry.target, pod.facts);
    return namespace && inner !== undefined ? answeringOutside(namespace, inner, transport) : undefined;
  });
  return answering.every((each) => each !== undefined) ? answering[0] : undefined;
}

/** The name of a Service as a pod of this namespace calls it. */
function nameFrom(within: string | undefined, { object: { name, namespace } }: ServiceFacts): string {
  return namespace === undefined || namespace === within ? name : `${name}.${namespace}`;
}
