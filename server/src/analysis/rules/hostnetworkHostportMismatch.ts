import type { Finding, Fix, TextOf } from "../finding.js";
import { writePort } from "../fixes/writePort.js";
import type { DeclaredPort, HostPort, ObjectRef } from "../facts.js";
import type { Rule } from "./rule.js";

export const hostnetworkHostportMismatch: Rule = {
  id: "hostnetwork-hostport-mismatch",
  severity: "error",
  since: "0.1.0",
  group: "manifests",
  example: { fails: "daemonset" },
  summary: "A pod with `hostNetwork` declares a hostPort that differs from its containerPort.",
  why:
    "On the node's own network there is nothing to map: the container's port is the node's. The API server refuses the " +
    "pod: `Invalid value: 4317: must match \\`hostPort\\` when \\`hostNetwork\\` is true`.",
  *check(model) {
    for (const { facts } of model.cluster.pods) {
      // The two may stand in different branches of a template.
      if (!facts.hostNetwork || facts.syntaxErrors === true) continue;
      for (const port of facts.processes.flatMap(({ ports }) => ports)) {
        const { hostPort } = port;
        if (hostPort && hostPort.port !== port.port) yield findingOf(port, hostPort, facts.object);
      }
    }
  },
};

function findingOf(declared: DeclaredPort, hostPort: HostPort, { kind, name }: ObjectRef): Finding {
  const { port, place } = declared;
  return {
    rule: hostnetworkHostportMismatch.id,
    severity: hostnetworkHostportMismatch.severity,
    message:
      `${kind} ${name} has \`hostNetwork: true\`, so its containerPort ${String(port)} is the node's port, and hostPort ` +
      `${String(hostPort.port)} can be no other. The API server refuses it: \`Invalid value: ${String(port)}: must match ` +
      "`hostPort` when `hostNetwork` is true`.",
    place: hostPort.place,
    related: [{ place, message: `The container's own port is ${String(port)}.` }],
    fixes: (texts) => fixesOf(declared, hostPort, texts),
  };
}

/** The container's own port is mostly what its program listens on. */
function fixesOf({ port, change }: DeclaredPort, hostPort: HostPort, texts: TextOf): readonly Fix[] {
  const host = writePort(hostPort.change, hostPort.port, port, texts);
  const container = writePort(change, port, hostPort.port, texts);
  const [a, b] = [`Make the hostPort ${String(port)}`, `Make the containerPort ${String(hostPort.port)}`];
  return [
    ...(host ? [{ kind: "edit" as const, title: a, edits: host }] : []),
    ...(container ? [{ kind: "edit" as const, title: b, edits: container }] : []),
  ];
}
