import type { Finding } from "../finding.js";
import type { DeclaredPort, HostPort, ObjectRef } from "../facts.js";
import type { Rule } from "./rule.js";

export const hostnetworkHostportMismatch: Rule = {
  id: "hostnetwork-hostport-mismatch",
  severity: "error",
  since: "0.1.0",
  summary: "A pod with `hostNetwork` declares a hostPort that differs from its containerPort.",
  why:
    "On the node's own network there is nothing to map: the container's port is the node's. The API server refuses the " +
    "pod: `Invalid value: 4317: must match \\`hostPort\\` when \\`hostNetwork\\` is true`.",
  noFix: "Which of the two numbers is meant, only its author knows.",
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

function findingOf({ port, place }: DeclaredPort, hostPort: HostPort, { kind, name }: ObjectRef): Finding {
  return {
    rule: hostnetworkHostportMismatch.id,
    severity: hostnetworkHostportMismatch.severity,
    message:
      `${kind} ${name} has \`hostNetwork: true\`, so its containerPort ${String(port)} is the node's port, and hostPort ` +
      `${String(hostPort.port)} can be no other. The API server refuses it: \`Invalid value: ${String(port)}: must match ` +
      "`hostPort` when `hostNetwork` is true`.",
    place: hostPort.place,
    related: [{ place, message: `The container's own port is ${String(port)}.` }],
  };
}
