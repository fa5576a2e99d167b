import type { DeclaredPort, PodFacts, ProcessFacts } from "../facts.js";
import type { Finding } from "../finding.js";
import { sayPorts } from "./say.js";

/** Pods of one object that ask for the same port of a node: two of them never share one. */
export function hostPortOfReplicas(rule: string, facts: PodFacts): Finding | undefined {
  const { object, mode, hostNetwork } = facts;
  const replicated = ["Deployment", "StatefulSet", "ReplicaSet"].includes(object.kind) || mode === "deployment";
  const [first, ...others] = replicated || mode === "statefulset" ? nodePortsOf(facts) : [];
  const needs = needsOf(facts);
  if (first === undefined || needs.length === 0 || facts.syntaxErrors) return undefined;
  const ports = [...new Set([first, ...others].map((each) => (each.hostPort ?? each).port))];
  const because = hostNetwork
    ? `since \`hostNetwork\` makes ${sayPorts(ports)} the node's`
    : `since each takes ${sayPorts(ports)} of it`;
  return {
    rule,
    severity: "information",
    message:
      `Two pods of ${object.kind} ${object.name} never share a node, ${because}. ` +
      `${needs.join(" ")} A pod too many stays Pending: \`1 node(s) didn't have free ports for the requested pod ports\`.`,
    place: (first.hostPort ?? first).place,
    related: [],
  };
}

/** Of a hostNetwork pod every declared port is the node's. */
function nodePortsOf({ hostNetwork, processes }: PodFacts): readonly DeclaredPort[] {
  const ports = processes.filter(isLasting).flatMap((process) => process.ports);
  return ports.filter(({ hostPort }) => hostPort !== undefined || hostNetwork);
}

function isLasting({ initial }: ProcessFacts): boolean {
  return !initial;
}

/** What it takes nodes for, in sentences; none where one pod after the other runs. */
function needsOf({ scheduling }: PodFacts): readonly string[] {
  const { replicas, constrained, surges } = scheduling;
  const text = replicas?.text ?? "1";
  // What only a template tells, or an autoscaler: nobody knows here how many there are.
  if (!/^\d{1,6}$/.test(text) || Number(text) === 0) return [];
  const count = Number(text);
  const rolling = "A rolling update starts the new pod before the old one is gone, and needs one node more.";
  return [
    // Whoever spreads them over nodes knows that it takes as many.
    ...(count > 1 && !constrained ? [`Its ${String(count)} replicas need as many nodes.`] : []),
    ...(surges ? [rolling] : []),
  ];
}
