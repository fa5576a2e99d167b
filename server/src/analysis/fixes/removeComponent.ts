import type { ComponentFact, ComponentKind } from "../facts.js";
import type { EditFix, TextOf } from "../finding.js";
import type { Collector } from "../topology/model.js";
import { entryAt, type LocatedEntry } from "../yaml/locate.js";
import { removeEntry } from "../yaml/removeEntry.js";

/**
 * Takes out a component that nothing uses, with its comments; the last one of a section that may be missing with its
 * section. None for one whose parts are written in several files.
 */
export function removeComponentFix(collector: Collector, component: ComponentFact, texts: TextOf): readonly EditFix[] {
  const { kind, id, key } = component;
  const text = texts(key.file);
  const located = text === undefined ? undefined : entryAt(text, key.span.start);
  if (text === undefined || located === undefined || collector.facts.length > 1) return [];
  const section = isLast(located, kind) && located.holder ? entryAt(text, located.holder.key.span.start) : undefined;
  const edit = removeEntry(text, section ?? located);
  if (edit === undefined) return [];
  return [{ kind: "edit", title: `Remove the ${kind} "${id}"`, edits: [{ file: key.file, edits: [edit] }] }];
}

function isLast({ map }: LocatedEntry, kind: ComponentKind): boolean {
  return map.entries.length === 1 && kind !== "receiver" && kind !== "exporter";
}
