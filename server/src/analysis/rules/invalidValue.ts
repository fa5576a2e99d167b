import type { ComponentFact, InvalidValue } from "../facts.js";
import type { Finding } from "../finding.js";
import { usageOf } from "../topology/collectors/usage.js";
import type { Collector } from "../topology/model.js";
import type { VersionRange } from "../versions.js";
import { sayRefusal, severityOfRefusal } from "./refusal.js";
import type { Rule } from "./rule.js";
import { isSettled, keyOf, partsOf } from "./settled.js";

export const invalidValue: Rule = {
  id: "invalid-value",
  severity: "error",
  since: "0.1.0",
  group: "refused",
  example: { fails: "merged", passes: "accepted" },
  summary: "A value is of the right type, and the component does not take it all the same.",
  why:
    "The collector validates every component that is configured, used or not, and refuses the whole configuration for " +
    "one value: `send_batch_max_size must be greater or equal to send_batch_size`, `'spike_limit_mib' must be smaller " +
    "than 'limit_mib'`, `'max_elapsed_time' must not be less than 'max_interval'`. Defaults count, too.",
  noFix: "Which value is right, only its author knows.",
  *check(model) {
    const { components: beside } = partsOf(model);
    for (const collector of model.collectors.filter(isSettled)) {
      const isUsed = usageOf([collector]);
      for (const component of collector.components.filter((each) => !beside.has(keyOf(each)))) {
        for (const issue of component.issues) {
          if (issue.kind !== "invalid-value" || (issue.whenBuilt && !isUsed(component))) continue;
          yield findingOf(issue, component, collector);
        }
      }
    }
  },
};

function findingOf(issue: InvalidValue, { kind, id }: ComponentFact, { versions }: Collector): Finding {
  const { key, found, wanted, error, since, whenBuilt, mayBeNewer, place } = issue;
  const minded: VersionRange = since === undefined ? {} : { since };
  const said = whenBuilt ? error : `${kind}s::${id}: ${error}`;
  const refusal = mayBeNewer
    ? `Unless a newer version knows it, the collector refuses to start: \`${said}\`.`
    : sayRefusal(versions, minded, said);
  return {
    rule: invalidValue.id,
    severity: mayBeNewer ? "warning" : severityOfRefusal(versions, minded),
    message: `\`${key}\` of the ${kind} "${id}" ${found}; ${wanted}. ${refusal}`,
    place,
    related: [],
  };
}
