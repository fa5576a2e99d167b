import type { Finding } from "../finding.js";
import type { Listener } from "../topology/model.js";
import type { Rule } from "./rule.js";

export const privilegedPort: Rule = {
  id: "privileged-port",
  severity: "information",
  since: "0.1.0",
  group: "ports",
  example: { fails: "host-network", passes: "in-pods" },
  summary: "A collector on a host listens on a port below 1024.",
  why:
    "On Linux only root, or a program with CAP_NET_BIND_SERVICE, binds such a port. The packages run the collector as a " +
    "user of its own: `listen tcp 0.0.0.0:514: bind: permission denied`. Container engines allow it inside containers.",
  noFix: "Either the port moves or the service gets the capability; both are right.",
  *check(model) {
    for (const namespace of model.namespaces) {
      if (namespace.kind !== "host") continue;
      for (const listener of namespace.listeners) {
        const { port, workload } = listener;
        if (port !== null && port > 0 && port < 1024 && workload.collector && !workload.start)
          yield findingOf(listener);
      }
    }
  },
};

function findingOf({ owner, port, transport, place }: Listener): Finding {
  return {
    rule: privilegedPort.id,
    severity: privilegedPort.severity,
    message:
      `The ${owner} listens on port ${String(port)}, below 1024. On a host's own network, if it does not run as root, it needs ` +
      `CAP_NET_BIND_SERVICE (in a unit: \`AmbientCapabilities=CAP_NET_BIND_SERVICE\`), or it fails with ` +
      `\`listen ${transport} :${String(port)}: bind: permission denied\`.`,
    place,
    related: [],
  };
}
