import type { ComponentFact, MissingKey, TelemetryFacts } from "../facts.js";
import type { Finding } from "../finding.js";
import { addMissingKeyFix } from "../fixes/addMissingKey.js";
import type { Collector } from "../topology/model.js";
import { usageOf } from "../topology/collectors/usage.js";
import type { VersionRange } from "../versions.js";
import { sayRefusal, severityOfRefusal } from "./refusal.js";
import type { Rule } from "./rule.js";
import { isSettled, keyOf, partsOf } from "./settled.js";

export const missingKey: Rule = {
  id: "missing-key",
  severity: "error",
  since: "0.1.0",
  group: "refused",
  example: { fails: "memory-limiter" },
  summary: "A component, or the collector's own telemetry, lacks a key that it needs.",
  why:
    "The collector validates every component that is configured, used or not, and refuses the whole configuration for " +
    "one of them: `must specify at least one protocol when using the OTLP receiver`, `'check_interval' must be greater " +
    "than zero`, `no Prometheus scrape_configs or target_allocator set`.",
  *check(model) {
    const { components: beside } = partsOf(model);
    for (const collector of model.collectors.filter(isSettled)) {
      const isUsed = usageOf([collector]);
      for (const component of collector.components.filter((each) => !beside.has(keyOf(each)))) {
        yield* inComponent(component, collector, isUsed(component));
      }
      yield* inTelemetry(collector);
    }
  },
};

function* inComponent(component: ComponentFact, collector: Collector, isUsed: boolean): Iterable<Finding> {
  for (const issue of component.issues) {
    if (issue.kind !== "missing-key" || (issue.whenBuilt && !isUsed)) continue;
    if (isFilledByOperator(issue, collector)) continue;
    const fixes: Finding["fixes"] = (texts) => addMissingKeyFix(component, issue, collector, texts);
    yield { ...findingOf(sayMissing(component, issue), issue), fixes };
  }
}

/** The operator writes the address of its target allocator into what it deploys. */
function isFilledByOperator({ keys }: MissingKey, { facts }: Collector): boolean {
  return keys.includes("target_allocator") && facts.some(({ holder }) => holder?.kind === "OpenTelemetryCollector");
}

function sayMissing({ kind, id }: ComponentFact, { keys, error, whenBuilt }: MissingKey): string {
  const needed =
    keys.length === 1
      ? `needs a value for \`${keys.join("")}\``
      : `needs one of ${keys.map((key) => `\`${key}\``).join(", ")}`;
  const path = whenBuilt ? "" : `${kind}s::${id}: `;
  return `The ${kind} "${id}" ${needed} and has none. The collector refuses to start: \`${path}${error}\`.`;
}

/** Before, the address was a reader by itself. */
const readersNeeded: VersionRange = { since: "0.123.0" };
const viewsChecked: VersionRange = { since: "0.123.0" };

function* inTelemetry(collector: Collector): Iterable<Finding> {
  const { telemetry, versions } = collector;
  if (telemetry === undefined || collector.facts.filter(({ service }) => service).length !== 1) return;
  const { noReaders, views, level } = telemetry;
  if (noReaders && isLevelOtherThan("none", telemetry)) {
    const message =
      "The list of readers is empty, yet the level of the internal metrics is not `none`. " +
      sayRefusal(
        versions,
        readersNeeded,
        "collector telemetry metrics reader should exist when metric level is not none",
      );
    yield findingOf(message, { place: noReaders }, severityOfRefusal(versions, readersNeeded));
  }
  if (views && isLevelOtherThan("detailed", telemetry)) {
    const message =
      `\`views\` need \`level: detailed\`, and the level is \`${level ?? "normal"}\`. ` +
      sayRefusal(
        versions,
        viewsChecked,
        "service::telemetry::metrics::views can only be set when service::telemetry::metrics::level is detailed",
      );
    yield findingOf(message, { place: views }, severityOfRefusal(versions, viewsChecked));
  }
}

/** A level that a variable decides may be any. */
function isLevelOtherThan(wanted: string, { level }: TelemetryFacts): boolean {
  return level === undefined || (!level.includes("$") && level.toLowerCase() !== wanted);
}

function findingOf(message: string, { place }: Pick<MissingKey, "place">, severity = missingKey.severity): Finding {
  return { rule: missingKey.id, severity, message, place, related: [] };
}
