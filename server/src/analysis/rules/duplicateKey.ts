import type { FileFacts, RepeatedKey } from "../facts.js";
import type { Finding } from "../finding.js";
import { positionAt } from "../text.js";
import type { Rule } from "./rule.js";

export const duplicateKey: Rule = {
  id: "duplicate-key",
  severity: "error",
  since: "0.1.0",
  group: "refused",
  example: { fails: "protocol-twice", passes: "same-keys-in-different-maps" },
  summary: "A key stands twice in one map of a configuration.",
  why:
    'The collector refuses to read such a file: `mapping key "http" already defined at line 7`. Whoever else reads it, the ' +
    "Datadog Agent, Helm, the Kubernetes API server, mostly keeps one of the two and says nothing.",
  noFix: "Which of the two is meant, or how to make one of them, only their author knows.",
  *check(model) {
    for (const file of model.files.values()) {
      for (const fact of file.facts) {
        if (fact.kind === "agent") yield* (fact.repeatedKeys ?? []).map((key) => findingOf(key, readByAgent, file));
        if (fact.kind !== "collector" || fact.syntaxErrors) continue;
        const reader = fact.parsedBy === "manifest" ? readAsManifest : fact.holder ? readInside : readByCollector;
        yield* fact.repeatedKeys.map((key) => findingOf(key, reader, file));
      }
    }
  },
};

interface Reader {
  readonly severity: Finding["severity"];
  /** @param line of the first one, from 1 */
  readonly consequence: (key: string, line: number) => string;
}

const readByCollector: Reader = {
  severity: duplicateKey.severity,
  consequence: (key, line) =>
    `The collector refuses to read the file: \`mapping key ${key} already defined at line ${String(line)}\`.`,
};

/** The collector counts the lines of what it is given, not those of the file around it. */
const readInside: Reader = {
  severity: duplicateKey.severity,
  consequence: (key) => `The collector refuses to read the configuration: \`mapping key ${key} already defined\`.`,
};

const readAsManifest: Reader = {
  severity: "warning",
  consequence: (key) =>
    "Whoever applies the file drops one of them without a word, mostly the first, or refuses it: " +
    `\`mapping key ${key} already defined\`.`,
};

const readByAgent: Reader = {
  severity: "warning",
  consequence: (key) =>
    "The Agent keeps the last one with all under it, drops the first, and only logs " +
    `\`warning reading config file: yaml: unmarshal errors: key ${key} already set in map\`.`,
};

function findingOf({ key, id, place, first }: RepeatedKey, reader: Reader, { lines }: FileFacts): Finding {
  const line = positionAt(lines, first.span.start).line + 1;
  const quoted = JSON.stringify(key);
  const message =
    id === undefined
      ? `The key ${quoted} stands twice in this map, first on line ${String(line)}. ${reader.consequence(quoted, line)}`
      : `The id ${quoted} stands twice, first on line ${String(line)}: the collector ignores space around an id's parts. ` +
        `It refuses to start: \`duplicate name ${quoted} after unmarshaling ${id}\`.`;
  return {
    rule: duplicateKey.id,
    severity: id === undefined ? reader.severity : duplicateKey.severity,
    message,
    place,
    related: [{ place: first, message: "The first one stands here." }],
  };
}
