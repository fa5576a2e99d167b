import type { Finding } from "../finding.js";
import type { Place } from "../facts.js";
import type { Rule } from "./rule.js";

export const duplicatePortName: Rule = {
  id: "duplicate-port-name",
  severity: "error",
  since: "0.1.0",
  group: "manifests",
  example: { fails: "two-protocols", passes: "apart" },
  summary: "Two ports of one container, or of one Service, have the same name.",
  why: 'The API server refuses the whole object: `spec.ports[1].name: Duplicate value: "otlp"`.',
  noFix: "Which of the two should be called otherwise, only its author knows.",
  *check(model) {
    // What does not parse may be a template, whose branches are never applied together.
    for (const { facts } of model.cluster.pods) {
      if (facts.syntaxErrors === true) continue;
      for (const { name, ports } of facts.processes) {
        yield* repeated(ports, `container ${name} of ${facts.object.kind} ${facts.object.name}`);
      }
    }
    for (const { object, ports, syntaxErrors } of model.cluster.services)
      if (syntaxErrors !== true) yield* repeated(ports, `Service ${object.name}`);
  },
};

interface Named {
  readonly name: string | undefined;
  readonly port: number;
  readonly place: Place;
}

function* repeated(ports: readonly Named[], owner: string): Iterable<Finding> {
  const first = new Map<string, Named>();
  for (const port of ports) {
    if (port.name === undefined) continue;
    const before = first.get(port.name);
    if (before === undefined) first.set(port.name, port);
    else yield findingOf(port, before, owner);
  }
}

function findingOf({ name = "", port, place }: Named, before: Named, owner: string): Finding {
  return {
    rule: duplicatePortName.id,
    severity: duplicatePortName.severity,
    message:
      `Port ${String(port)} of ${owner} is called ${name}, as port ${String(before.port)} is already. The API server refuses ` +
      `the object: \`Duplicate value: "${name}"\`.`,
    place,
    related: [{ place: before.place, message: `Port ${String(before.port)} is called ${name} too.` }],
  };
}
