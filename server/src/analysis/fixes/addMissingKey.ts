import { starterEntry, type Starter } from "../catalog/starters.js";
import type { ComponentFact, MissingKey } from "../facts.js";
import type { Fix, TextOf } from "../finding.js";
import type { Collector } from "../topology/model.js";
import { asMap } from "../yaml/access.js";
import { insertUnder, slotOf } from "../yaml/edit.js";
import { entryAt } from "../yaml/locate.js";
import { starterFor } from "./starterFor.js";

/** Writes what a component needs as the catalogue would begin it: `check_interval: 1s`, `protocols:` with both. */
export function addMissingKeyFix(
  component: ComponentFact,
  { keys, place }: MissingKey,
  collector: Collector,
  texts: TextOf,
): readonly Fix[] {
  const text = texts(place.file);
  const located = text === undefined ? undefined : entryAt(text, place.span.start);
  const starter = starterFor(collector, component.kind, component.id);
  // A dollar sign for the collector is two for Compose; whoever sees only one of them does not write it.
  const isCompose = collector.facts.some(({ holder }) => holder?.kind === "Compose config");
  if (text === undefined || located === undefined || starter === undefined) return [];
  const { entry } = located;
  for (const key of keys.map((path) => path.split(".")[0] ?? "")) {
    const lines: Starter = starterEntry(starter, key, entry.key.text === key) ?? [];
    // A key that is there already says nothing, or what nobody here can judge.
    if (asMap(entry.value)?.entries.some((each) => each.key.text === key)) continue;
    const isOwn = entry.key.text === key || place.span.start === component.key.span.start;
    if (lines.length === 0 || !isOwn || (isCompose && lines.some((line) => line.includes("$")))) continue;
    const edit = insertUnder(text, slotOf(entry), lines);
    const title = `Add ${sayLines(lines)} to the ${component.kind} "${component.id}"`;
    if (edit) return [{ kind: "edit", title, edits: [{ file: place.file, edits: [edit] }], preferred: true }];
  }
  return [];
}

/** `check_interval: 1s`, or the keys alone where there is more than one line. */
function sayLines(lines: Starter): string {
  const [first = "", ...rest] = lines;
  if (rest.length === 0) return `\`${first}\``;
  const tops = lines.filter((line) => !line.startsWith(" ")).map((line) => `\`${line.replace(/:.*$/, "")}\``);
  return tops.join(" and ");
}
