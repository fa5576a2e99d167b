import type { Finding } from "../finding.js";
import { moveTogetherFix } from "../fixes/movePort.js";
import { cascadesOf, type Cascade } from "../topology/collectors/cascade.js";
import type { Claim, SiteModel } from "../topology/model.js";
import { sayEvidence } from "./collisions.js";
import { bindError, sayList, sayPlace, sayPorts } from "./say.js";
import type { Rule } from "./rule.js";

export const agentCascade: Rule = {
  id: "agent-cascade",
  severity: "error",
  since: "0.1.0",
  group: "ports",
  example: { fails: "ddflare-written", passes: "moved" },
  summary: "The Datadog Agent's collector (DDOT) cannot bind a port, and takes its ddflare extension down with it.",
  why:
    "DDOT exits when one of its ports is taken. Its ddflare extension goes with it, and all that the core Agent logs is " +
    '`Get "https://localhost:7777": dial tcp [::1]:7777: connect: connection refused`, three logs away from the cause.',
  *check(model) {
    for (const cascade of cascadesOf(model)) {
      const finding = findingOf(cascade, model);
      if (finding) yield finding;
    }
  },
};

function findingOf(cascade: Cascade, model: SiteModel): Finding | undefined {
  const { ddot, collisions, flare } = cascade;
  if (flare === undefined) return undefined;
  const own = [...new Set(collisions.flatMap(({ claims }) => claims.filter((each) => each.workload === ddot)))];
  const first = own[0];
  if (first === undefined) return undefined;
  const takers = [...new Set(collisions.flatMap(({ claims }) => claims.filter((each) => !own.includes(each))))];
  const ports = sayPorts([...new Set(own.flatMap((listener) => listener.port ?? []))]);
  const flarePort = String(flare.port);
  return {
    rule: agentCascade.id,
    severity: agentCascade.severity,
    message:
      `DDOT exits when ${sayTakers(takers)} ${ports} (\`${bindError(first)}\`). Its ddflare extension ` +
      `on port ${flarePort} goes down with it, so the core Agent logs ` +
      `\`Get "https://localhost:${flarePort}": dial tcp [::1]:${flarePort}: connect: connection refused\`. ` +
      `The cause stands at ${sayPlace(model, first.place)}.`,
    place: flare.place,
    evidence: sayEvidence(collisions),
    related: own.map((listener) => ({
      place: listener.place,
      message: `The ${listener.owner} cannot bind port ${String(listener.port)}.`,
    })),
    fixes: (texts) => moveTogetherFix(own, model, texts),
  };
}

function sayTakers(takers: readonly Claim[]): string {
  const names = [...new Set(takers.map(({ workload }) => workload.name))];
  if (names.length === 0) return "one of its own components already holds";
  return `${sayList(names)} already ${names.length === 1 ? "holds" : "hold"}`;
}
