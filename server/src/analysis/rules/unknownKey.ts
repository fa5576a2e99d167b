import type { UnknownKey } from "../facts.js";
import type { Finding, Severity } from "../finding.js";
import { replaceId } from "../fixes/renameComponent.js";
import type { Rule } from "./rule.js";

export const unknownKey: Rule = {
  id: "unknown-key",
  severity: "information",
  since: "0.1.0",
  group: "refused",
  example: { fails: "slip" },
  summary: "A key is a letter or two away from one that the component knows, and is none that is known.",
  why:
    "The collector refuses a configuration with a key that it does not know: `'exporters' has invalid keys: enpoint`. " +
    "What is known of keys is as old as Portolan's catalogue, so only what looks like a slip of the fingers is told.",
  fixesSafely: true,
  *check(model) {
    for (const { facts } of model.collectors) {
      for (const { unknownKeys, components, syntaxErrors } of facts) {
        if (syntaxErrors) continue;
        for (const issue of unknownKeys) yield aroundFinding(issue);
        for (const { kind, id, issues } of components) {
          for (const issue of issues) {
            if (issue.kind === "unknown-key") yield findingOf(issue, `of the ${kind} "${id}"`, unknownKey.severity);
          }
        }
      }
    }
  },
};

/** Around the components every key is known, in every version. */
function aroundFinding(issue: UnknownKey): Finding {
  return findingOf(issue, "of the configuration", "error");
}

function findingOf(issue: UnknownKey, owner: string, severity: Severity): Finding {
  const { place, key, meant } = issue;
  const refusal =
    severity === "error"
      ? "The collector refuses to start"
      : "If no newer version has it, the collector refuses to start";
  return {
    rule: unknownKey.id,
    severity,
    message: `"${key}" is no known key ${owner}. Did you mean "${meant}"? ${refusal}: \`has invalid keys: ${key}\`.`,
    place,
    related: [],
    fixes: (texts) => {
      const edit = replaceId(place, key, meant, texts);
      if (edit === undefined) return [];
      const safe = lettersOf(key) === lettersOf(meant) ? ({ safe: true } as const) : {};
      return [{ kind: "edit", title: `Change "${key}" to "${meant}"`, edits: [edit], preferred: true, ...safe }];
    },
  };
}

/** `sendBatchSize` and `send-batch-size` say `send_batch_size` in another fashion, and can mean nothing else. */
function lettersOf(key: string): string {
  return key.toLowerCase().replace(/[-_]/g, "");
}
