import { findComponent } from "../catalog/components.js";
import type { ComponentFact, ComponentKind, PipelineFact, Reference, Signal } from "../facts.js";
import type { Finding } from "../finding.js";
import { roleKinds } from "../topology/collectors/usage.js";
import type { Rule } from "./rule.js";
import { sayList } from "./say.js";
import { keyOf } from "./settled.js";

export const unsupportedSignal: Rule = {
  id: "unsupported-signal",
  severity: "error",
  since: "0.1.0",
  group: "refused",
  example: { fails: "in-a-config-map", passes: "of-its-signal" },
  summary: "A component stands in a pipeline of a signal that it does not handle.",
  why:
    "The collector refuses to start: " +
    '`failed to create "kafkametrics" receiver for data type "traces": telemetry type is not supported`.',
  noFix: "Which component or which pipeline is meant, only their author knows.",
  *check(model) {
    for (const collector of model.collectors) {
      if (collector.facts.some(({ syntaxErrors }) => syntaxErrors)) continue;
      const components = new Map(collector.components.map((each) => [keyOf(each), each]));
      for (const pipeline of collector.pipelines ?? []) {
        const { signal } = pipeline;
        if (signal === undefined) continue;
        for (const [role, kind] of roleKinds) {
          for (const reference of pipeline[role].references) {
            const supported = supportedBy(components, kind, reference);
            if (supported && !supported.includes(signal)) yield findingOf(pipeline, signal, kind, reference, supported);
          }
        }
      }
    }
  },
};

/**
 * The signals that a component of the collector has ever handled; components gain signals with time and hardly lose
 * any, so the newest list holds for all versions. Undefined where nobody knows.
 */
function supportedBy(
  components: ReadonlyMap<string, ComponentFact>,
  kind: ComponentKind,
  { id }: Reference,
): readonly Signal[] | undefined {
  const component = components.get(keyOf({ kind, id }));
  if (component === undefined || components.has(keyOf({ kind: "connector", id }))) return undefined;
  const row = findComponent(kind, component.type);
  if (row === undefined || Object.keys(row.stability).length === 0) return undefined;
  const signals = row.signals.flatMap((signal) => (typeof signal === "string" ? signal : []));
  return signals.length === 0 ? undefined : signals;
}

function findingOf(
  { id: pipeline }: PipelineFact,
  signal: Signal,
  kind: ComponentKind,
  { id, place }: Reference,
  supported: readonly Signal[],
): Finding {
  const error =
    kind === "processor"
      ? `failed to create "${id}" processor, in pipeline "${pipeline}": telemetry type is not supported`
      : `failed to create "${id}" ${kind} for data type "${signal}": telemetry type is not supported`;
  // Of profiles each release knows more than the last.
  const certain = signal !== "profiles";
  const handles = `handles ${certain ? "" : "as far as is known here "}${sayList(supported)} only`;
  const refuses = certain ? "The collector refuses to start" : "A collector of which that holds refuses to start";
  return {
    rule: unsupportedSignal.id,
    severity: certain ? unsupportedSignal.severity : "information",
    message: `The ${kind} "${id}" is in pipeline ${pipeline}, but ${handles}. ${refuses}: \`${error}\`.`,
    place,
    related: [],
  };
}
