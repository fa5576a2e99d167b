import type { ComponentKind, Reference } from "../facts.js";
import type { EditFix, Fix, TextOf } from "../finding.js";
import { nearest } from "../nearest.js";
import { typeOf } from "../sources/collector/recognise.js";
import type { Collector } from "../topology/model.js";
import type { Slot } from "../yaml/edit.js";
import { removeFromList } from "../yaml/remove.js";
import { defineComponentFix } from "./defineComponent.js";
import { replaceId } from "./renameComponent.js";

/** An id in a list that names nothing. */
interface LooseEnd {
  readonly reference: Reference;
  readonly kind: ComponentKind;
  /** Of the list. */
  readonly slot: Slot | undefined;
}

/** Says what was surely meant, or else defines what is named; or takes the name out of the list. */
export function undefinedComponentFixes(collector: Collector, end: LooseEnd, texts: TextOf): readonly Fix[] {
  const [first, ...others] = [
    ...spellingFix(collector, end, texts),
    ...defineComponentFix(collector, end.kind, end.reference.id, texts),
  ];
  const preferred = first === undefined ? [] : [{ ...first, preferred: true }];
  return [...preferred, ...others, ...removalFix(end, texts)];
}

function spellingFix({ components }: Collector, { reference, kind }: LooseEnd, texts: TextOf): readonly EditFix[] {
  const known = components.filter((each) => each.kind === kind && !isItsNamesake(each.id)).map(({ id }) => id);
  const meant = nearest(reference.id, known, 2);
  const edit = meant === undefined ? undefined : replaceId(reference.place, reference.id, meant, texts);
  return edit && meant !== undefined
    ? [{ kind: "edit", title: `Change "${reference.id}" to "${meant}"`, edits: [edit] }]
    : [];

  /** `debug` beside `debug/2` is another component of that type, not a slip. */
  function isItsNamesake(id: string): boolean {
    return typeOf(id) === typeOf(reference.id) && (id === typeOf(id) || reference.id === typeOf(id));
  }
}

function removalFix({ reference: { id, place }, slot }: LooseEnd, texts: TextOf): readonly EditFix[] {
  const text = texts(place.file);
  const edit = slot && text !== undefined ? removeFromList(text, slot, place.span) : undefined;
  if (edit === undefined) return [];
  return [{ kind: "edit", title: `Remove "${id}" from the list`, edits: [{ file: place.file, edits: [edit] }] }];
}
