import type { FileId, Place } from "./facts.js";

/** Whether a cursor at the offset touches the place: between its letters, or at either end. */
export function touches({ file, span }: Place, at: FileId, offset: number): boolean {
  return file === at && span.start <= offset && offset <= span.end;
}

/** The first of the things at each place; what an alias repeats stands in the file once. */
export function atDistinctPlaces<T extends { readonly place: Place }>(things: readonly T[]): readonly T[] {
  const first = new Map<string, T>();
  for (const thing of things) {
    const key = placeKey(thing.place);
    if (!first.has(key)) first.set(key, thing);
  }
  return [...first.values()];
}

export function placeKey({ file, span }: Place): string {
  return `${String(span.start)} ${String(span.end)} ${file}`;
}
