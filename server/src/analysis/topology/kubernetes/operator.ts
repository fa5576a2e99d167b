import type { ListenerFact, ObjectRef, PodFacts, ServiceFacts, ServicePort } from "../../facts.js";
import { metricsLabel } from "../../catalog/internalMetrics.js";
import { sameNamespace } from "../processes/configFiles.js";
import type { Listener } from "../model.js";
import type { RunningPod } from "./placed.js";
import type { StartedProcess } from "../processes/started.js";

/** What the OpenTelemetry operator adds to what is written. */

/** The sidecars that a pod asks for: `"true"` means the only one of its namespace, else it is named. */
export function injectedInto({ annotations, object }: PodFacts, sidecars: readonly PodFacts[]): readonly PodFacts[] {
  const asked = annotations["sidecar.opentelemetry.io/inject"];
  if (asked === undefined || asked === "false") return [];
  const [name = "", namespace = object.namespace] = asked.split("/").reverse();
  const near = sidecars.filter((each) => sameNamespace(each.object.namespace, namespace));
  const meant = asked === "true" ? near : near.filter((each) => each.object.name === name);
  return meant.length === 1 ? meant : [];
}

/**
 * The operator writes `0.0.0.0` where a receiver has no endpoint; newer ones do the same for health_check and the
 * internal metrics, and which one it is nobody tells.
 */
export function asOperatorStarts(started: StartedProcess): StartedProcess {
  const { collector, listeners } = started;
  if (collector === undefined) return started;
  const receivers = factsOf(collector.components.filter(({ kind }) => kind === "receiver"));
  const health = factsOf(collector.components.filter(({ type }) => type === "health_check"));
  const rewritten = (listener: Listener): Listener => {
    if (listener.origin !== "default") return listener;
    if (receivers.has(listener.fact)) return { ...listener, hosts: ["0.0.0.0"], hostText: "0.0.0.0" };
    const newer = health.has(listener.fact) || listener.fact.label === metricsLabel;
    return newer ? { ...listener, hosts: [...new Set([...listener.hosts, "0.0.0.0"])] } : listener;
  };
  return { ...started, listeners: listeners.map(rewritten) };
}

function factsOf(components: readonly { readonly listeners: readonly ListenerFact[] }[]): ReadonlySet<ListenerFact> {
  return new Set(components.flatMap(({ listeners }) => listeners));
}

/**
 * The Service of a collector hands on what its receivers listen on, beside what `spec.ports` writes.
 *
 * @param podOf the pods by the object that makes them
 */
export function withDerivedPorts(service: ServiceFacts, podOf: ReadonlyMap<ObjectRef, RunningPod>): ServiceFacts {
  const { derivedFrom, ports } = service;
  if (derivedFrom === undefined) return service;
  const pod = podOf.get(derivedFrom);
  const collector = pod?.started.find(({ collector: each }) => each !== undefined);
  const receivers = factsOf(collector?.collector?.components.filter(({ kind }) => kind === "receiver") ?? []);
  const derived = (collector?.listeners ?? [])
    .filter(({ fact }) => receivers.has(fact))
    .flatMap((listener) => derivedPort(listener) ?? [])
    .filter(({ port, transport }) => !ports.some((each) => each.port === port && each.transport === transport));
  return { ...service, ports: [...ports, ...derived] };
}

function derivedPort({ port, transport, place }: Listener): ServicePort | undefined {
  if (port === null) return undefined;
  const none = { kind: "none" } as const;
  const target = { kind: "number", port, place, change: none } as const;
  return { name: undefined, port, transport, place, change: none, target, nodePort: undefined };
}

/** The headless twin leads where its Service does. */
export function isNoTwin({ derivedFrom, headless }: ServiceFacts): boolean {
  return derivedFrom === undefined || !headless;
}
