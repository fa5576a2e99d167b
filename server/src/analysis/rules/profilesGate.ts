import type { PipelineFact } from "../facts.js";
import type { Finding } from "../finding.js";
import type { Collector } from "../topology/model.js";
import { intersects, type Version } from "../versions.js";

const gate = "service.profilesSupport";
const gateSince: Version = "0.112.0";

/** A pipeline of profiles, which the collector builds only behind a feature gate. */
export function profilesFinding(rule: string, { id, key }: PipelineFact, collector: Collector): readonly Finding[] {
  const { start, versions, distribution } = collector;
  const finding = { rule, place: key, related: [] };
  if (!intersects(versions, { since: gateSince })) {
    const message =
      `Pipeline ${id} carries profiles, which the collector knows since v${gateSince}. This one refuses to start: ` +
      '`unknown pipeline signal: "profiles"`.';
    return [{ ...finding, severity: "error", message }];
  }
  if (start?.featureGates.some((each) => each.replace(/^\+/, "") === gate) === true) return [];
  const error = `pipeline "${id}": profiling signal support is at alpha level, gated under the "${gate}" feature gate`;
  // Who builds a collector of its own may switch the gate on there.
  const told = start !== undefined && distribution !== undefined;
  const refuses = told
    ? `it is started without \`--feature-gates=${gate}\`, and refuses the pipeline`
    : `without \`--feature-gates=${gate}\` it refuses the pipeline`;
  return [
    {
      ...finding,
      severity: told ? "error" : "information",
      message: `Pipeline ${id} carries profiles, which the collector handles behind a feature gate: ${refuses}: \`${error}\`.`,
    },
  ];
}
