import type { Distribution } from "../facts.js";
import type { Finding } from "../finding.js";
import { isRemoved, isOwnBuild, typedComponents, unknownType, type TypedComponent } from "./componentTypes.js";
import type { Rule } from "./rule.js";
import { sayList } from "./say.js";

export const notInDistribution: Rule = {
  id: "not-in-distribution",
  severity: "error",
  since: "0.1.0",
  summary: "The image that runs the configuration is built without a component that it uses.",
  why:
    "Each distribution of the collector is a program with a fixed set of components. One that it lacks makes it refuse " +
    'the whole configuration: `unknown type: "filelog" for id: "filelog"`.',
  noFix: "Which image may run there, only its author knows.",
  *check(model) {
    for (const typed of typedComponents(model)) {
      const finding = findingOf(typed);
      if (finding) yield finding;
    }
  },
};

const names: Readonly<Record<Distribution, string>> = {
  core: "the core distribution (otelcol)",
  contrib: "the contrib distribution (otelcol-contrib)",
  k8s: "the k8s distribution (otelcol-k8s)",
  otlp: "the otlp distribution (otelcol-otlp)",
  ddot: "the Datadog Agent's collector (DDOT)",
};

/** What left them while it was still in others, or joined late: nobody can tell by today's list. */
const cameAndWent: ReadonlySet<string> = new Set(["opencensus", "logging", "memory_ballast"]);

function findingOf(typed: TypedComponent): Finding | undefined {
  const { collector, component, row } = typed;
  const { distribution } = collector;
  if (row === undefined || distribution === undefined || isOwnBuild(collector, row)) return undefined;
  if (isRemoved(typed) || row.removedIn !== undefined || cameAndWent.has(row.type)) return undefined;
  const others = (["contrib", "k8s"] as const).filter((each) => row.distributions.includes(each));
  const where =
    others.length > 0
      ? `${sayList(others.map((each) => names[each]))} ${others.length > 1 ? "have" : "has"} it`
      : "a build of your own can have it";
  // The list of DDOT's components is that of one release.
  const certain = distribution !== "ddot";
  const refusal = certain ? "The collector refuses to start" : "If it lacks it, the collector refuses to start";
  return {
    rule: notInDistribution.id,
    severity: certain ? notInDistribution.severity : "information",
    message:
      `The ${component.kind} "${component.id}": ${component.type} is not in ${names[distribution]}, which runs this ` +
      `configuration; ${where}. ${refusal}: \`${unknownType(component)}\`.`,
    place: component.key,
    related: [],
  };
}
