import type { ComponentFact } from "../facts.js";
import type { FileEdit, Finding, Fix, TextOf } from "../finding.js";
import { intersects } from "../versions.js";
import {
  isOwnBuild,
  isRemoved,
  isVersionUnknown,
  retypeFix,
  sayUnknown,
  sayVersion,
  severityIn,
  typesInUse,
  type TypedComponent,
} from "./componentTypes.js";
import type { Rule } from "./rule.js";
import { capitalised, sayReplacement } from "./say.js";

export const removedComponent: Rule = {
  id: "removed-component",
  severity: "error",
  since: "0.1.0",
  group: "refused",
  example: { fails: "logging", passes: "old-collector" },
  summary: "A component has been removed from the collector.",
  why:
    'A collector that no longer has the component refuses the whole configuration: `unknown type: "jaeger" for id: ' +
    '"jaeger"`. Where nothing tells which version runs, it is said when the component left, and no more.',
  fixesSafely: true,
  *check(model) {
    for (const typed of typesInUse(model)) {
      if (isRemoved(typed) || mayBeRemoved(typed)) yield findingOf(typed);
    }
  },
};

function mayBeRemoved({ collector, row }: TypedComponent): boolean {
  if (row?.removedIn === undefined || isOwnBuild(collector, row)) return false;
  const open = isVersionUnknown(collector) || collector.isDdot;
  return open && intersects(collector.versions, { since: row.removedIn });
}

function findingOf(typed: TypedComponent): Finding {
  const { collector, component, row } = typed;
  const { kind, id } = component;
  const removedIn = row?.removedIn ?? "";
  const replacement = row?.replacedBy === undefined ? "" : ` ${sayReplacement(row.kind, row.replacedBy)}`;
  const certain = isRemoved(typed);
  const message = certain
    ? `The ${kind} "${id}" is not in collector ${sayVersion(collector.versions)}: ${component.type} was removed in v${removedIn}.` +
      `${replacement} ${capitalised(refusalOf(typed))}.`
    : `The ${kind} "${id}": ${component.type} was removed from the collector in v${removedIn}.${replacement} ` +
      `From that version on ${refusalOf(typed)}.`;
  return {
    rule: removedComponent.id,
    severity: severityIn(typed, certain ? removedComponent.severity : "information"),
    message,
    place: component.key,
    related: [],
    fixes: (texts) => fixesOf(typed, texts),
  };
}

/** The collector has words of its own for the exporter that everybody used. */
function refusalOf(typed: TypedComponent): string {
  const { kind, type } = typed.component;
  return kind === "exporter" && type === "logging"
    ? "the collector refuses to start: `the logging exporter has been deprecated, use the debug exporter instead`"
    : sayUnknown(typed);
}

/** Those whose successor understands the same settings, but for what the fix changes with them. */
const successors: ReadonlyMap<string, string> = new Map([
  ["exporter logging", "debug"],
  ["receiver gitprovider", "github"],
  ["processor remoteobserver", "remotetap"],
]);

function fixesOf(typed: TypedComponent, texts: TextOf): readonly Fix[] {
  const { component } = typed;
  const successor = successors.get(`${component.kind} ${component.type}`);
  if (successor === undefined) return [];
  const edits = component.type === "logging" ? levelEdits(component, texts) : [];
  const fixes = edits === undefined ? [] : retypeFix(typed, successor, texts, edits);
  return isRemoved(typed) ? fixes.map((fix) => ({ ...fix, safe: true })) : fixes;
}

/** What the levels of the logging exporter meant, as the debug exporter has it. */
const verbosities: ReadonlyMap<string, string> = new Map([
  ["debug", "detailed"],
  ["info", "normal"],
  ["warn", "basic"],
  ["error", "basic"],
]);

/** `loglevel: debug` becomes `verbosity: detailed`; undefined where the level is none that is known. */
function levelEdits({ entry: { file, span } }: ComponentFact, texts: TextOf): readonly FileEdit[] | undefined {
  const text = texts(file)?.slice(span.start, span.end) ?? "";
  const match = /(^|[\s{,])(loglevel["']?\s*:\s*)(["']?)([^\s"'#,}]*)\3/m.exec(
    text.replace(/#.*/g, (comment) => " ".repeat(comment.length)),
  );
  if (match === null) return [];
  const [, before = "", key = "", quote = "", level = ""] = match;
  const verbosity = verbosities.get(level.toLowerCase());
  if (verbosity === undefined) return undefined;
  const start = span.start + match.index + before.length;
  const edit = {
    span: { start, end: start + key.length + 2 * quote.length + level.length },
    newText: key.replace("loglevel", "verbosity") + verbosity,
  };
  return [{ file, edits: [edit] }];
}
