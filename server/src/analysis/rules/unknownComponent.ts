import { componentTypes, kindsOf } from "../catalog/components.js";
import type { Finding, Severity } from "../finding.js";
import { nearest } from "../nearest.js";
import type { Collector } from "../topology/model.js";
import { isWithin } from "../versions.js";
import { retypeFix, sayUnknown, sayVersion, severityIn, typesInUse, type TypedComponent } from "./componentTypes.js";
import type { Rule } from "./rule.js";
import { capitalised, sayList } from "./say.js";

export const unknownComponent: Rule = {
  id: "unknown-component",
  severity: "warning",
  since: "0.1.0",
  group: "refused",
  example: { fails: "misspelled", passes: "known" },
  summary: "No distribution of the collector has a component of this type.",
  why:
    'A type that the program does not have makes it refuse the whole configuration: `unknown type: "otpl" for id: ' +
    '"otpl"`. A build of one\'s own may have types that nobody else knows, so this is an error only where one of the ' +
    "project's own images runs the configuration, and is not said at all where nothing tells what runs it, unless the " +
    "type looks like a slip of the fingers or is one of another kind.",
  *check(model) {
    for (const typed of typesInUse(model)) {
      // A stand-in of the collector's own tests.
      if (typed.component.type === "nop") continue;
      // Of a build whose parts are known, `not-in-distribution` tells what it lacks.
      if (typed.row === undefined && typed.collector.build) continue;
      const finding = typed.row === undefined ? unknown(typed) : tooNew(typed);
      if (finding) yield finding;
    }
  },
};

function unknown(typed: TypedComponent): Finding | undefined {
  const { collector, component } = typed;
  const { kind, id, type } = component;
  const others = kindsOf(type);
  const meant = others.length > 0 ? undefined : nearest(type, componentTypes(kind), type.length < 8 ? 1 : 2);
  const closed = isClosed(collector);
  // Else it is some vendor's own, as far as anybody can tell.
  if (!closed && meant === undefined && others.length === 0) return undefined;
  const guess =
    others.length > 0
      ? ` There is ${sayList(others.map((each) => `${each === "exporter" || each === "extension" ? "an" : "a"} ${each}`))} of that type.`
      : meant === undefined
        ? ""
        : ` Did you mean "${meant}"?`;
  const consequence = closed
    ? `${capitalised(sayUnknown(typed))}.`
    : `Unless it runs in a build of its own, ${sayUnknown(typed)}.`;
  return {
    ...findingOf(
      typed,
      `The ${kind} "${id}": no distribution of the collector is known to have a ${kind} of type "${type}".${guess} ${consequence}`,
      severityOf(closed, meant !== undefined),
    ),
    fixes: (texts) => (meant === undefined ? [] : retypeFix(typed, meant, texts)),
  };
}

/** A new name in a version that knows the old one only. */
function tooNew(typed: TypedComponent): Finding | undefined {
  const { collector, component, row } = typed;
  const rename = row?.type === component.type ? row.renames?.at(-1) : undefined;
  if (rename === undefined || !isWithin(collector.versions, { before: rename.unknownBefore })) return undefined;
  const message =
    `The ${component.kind} "${component.id}": collector ${sayVersion(collector.versions)} knows ${component.type} by its old ` +
    `name ${rename.from} only. ${capitalised(sayUnknown(typed))}.`;
  return { ...findingOf(typed, message, "error"), fixes: (texts) => retypeFix(typed, rename.from, texts) };
}

/** One of the project's own images; DDOT has components that are in no list. */
function isClosed({ distribution }: Collector): boolean {
  return distribution !== undefined && distribution !== "ddot";
}

function severityOf(closed: boolean, likely: boolean): Severity {
  if (closed && likely) return "error";
  return closed || likely ? "warning" : "information";
}

function findingOf(typed: TypedComponent, message: string, severity: Severity): Finding {
  const place = typed.component.key;
  return { rule: unknownComponent.id, severity: severityIn(typed, severity), message, place, related: [] };
}
