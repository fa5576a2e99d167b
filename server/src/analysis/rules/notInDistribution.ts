import { catalogueAsOf } from "../catalog/changes.js";
import { findComponent } from "../catalog/components.js";
import type { ComponentFact, Distribution } from "../facts.js";
import type { Finding, Severity } from "../finding.js";
import { hasComponent } from "../topology/collectors/builds.js";
import type { Collector, CollectorBuild } from "../topology/model.js";
import {
  isOwnBuild,
  isRemoved,
  sayUnknown,
  severityIn,
  typesInUse,
  typesOf,
  type TypedComponent,
} from "./componentTypes.js";
import type { Rule } from "./rule.js";
import { capitalised, sayList } from "./say.js";

export const notInDistribution: Rule = {
  id: "not-in-distribution",
  severity: "error",
  since: "0.1.0",
  group: "refused",
  example: { fails: "core-image", passes: "contrib-image" },
  summary: "The image that runs the configuration is built without a component that it uses.",
  why:
    "Each distribution of the collector is a program with a fixed set of components. One that it lacks makes it refuse " +
    'the whole configuration: `unknown type: "filelog" for id: "filelog"`.',
  noFix: "Which image may run there, only its author knows.",
  *check(model) {
    for (const typed of typesInUse(model)) {
      const found = findingOf(typed);
      if (found) yield found;
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

function findingOf(typed: TypedComponent): Finding | undefined {
  const { collector, row } = typed;
  const { distribution, build } = collector;
  if (build) return isRemoved(typed) ? undefined : notInBuild(build, typed);
  if (row === undefined || row.removedIn !== undefined || isRemoved(typed)) return undefined;
  // What left all of them may still have been in the one that runs here.
  if (row.distributions.length === 0) return isOfOthers(collector) ? undefined : inNone(typed);
  // What is known of DDOT's components is the list of one release.
  if (distribution === undefined || distribution === "ddot" || isOwnBuild(collector, row)) return undefined;
  const others = (["contrib", "k8s"] as const).filter((each) => row.distributions.includes(each));
  const has = others.length > 1 ? "have" : "has";
  const where = others.length > 0 ? `${sayList(others.map((each) => names[each]))} ${has} it` : ownBuild;
  return finding(
    typed,
    notInDistribution.severity,
    `is not in ${names[distribution]}, which runs this configuration; ${where}. ${capitalised(sayUnknown(typed))}.`,
  );
}

/** Types of one's own are told where their modules have names that tell. */
function notInBuild({ build, label, toldBy, sure }: CollectorBuild, typed: TypedComponent): Finding | undefined {
  const { component, row } = typed;
  const { kind, type } = component;
  if (type === "nop" || hasComponent(build, kind, row ? typesOf(row) : [type]) !== false) return undefined;
  const believed = sure ? "which runs this configuration" : "which lies beside this configuration and may well run it";
  return finding(
    typed,
    sure ? notInDistribution.severity : "warning",
    `is not in ${label} of ${toldBy}, ${believed}. ${capitalised(sayUnknown(typed))}.`,
  );
}

/** Whether it has a component that only the program of another project has, such as Jaeger. */
function isOfOthers({ isDdot, components }: Collector): boolean {
  const ours = new Set<string>(Object.keys(names));
  const isTheirs = ({ kind, type }: ComponentFact): boolean => {
    const { distributions = [] } = findComponent(kind, type) ?? {};
    return distributions.length > 0 && !distributions.some((each) => ours.has(each));
  };
  return isDdot || components.some(isTheirs);
}

const ownBuild = "a build of your own can have it";

function inNone(typed: TypedComponent): Finding {
  return finding(
    typed,
    "information",
    `is in none of the project's distributions as of v${catalogueAsOf}; ${ownBuild}. In the others ${sayUnknown(typed)}.`,
  );
}

function finding(typed: TypedComponent, severity: Severity, what: string): Finding {
  const { kind, id, type, key } = typed.component;
  const message = `The ${kind} "${id}": ${type} ${what}`;
  return { rule: notInDistribution.id, severity: severityIn(typed, severity), message, place: key, related: [] };
}
