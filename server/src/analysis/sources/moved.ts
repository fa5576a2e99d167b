/**
 * What was read from a part of a file, as it reads where that part stands further down by so many letters. The same
 * objects are shared as before, also where aliases lead in a circle.
 *
 * Offsets stand in spans, in the pieces of a scalar and in slots; whatever else is a number is none.
 */
export function movedBy<T>(value: T, by: number): T {
  if (by === 0) return value;
  const copies = new Map<object, unknown>();
  const move = (part: unknown): unknown => {
    if (typeof part !== "object" || part === null) return part;
    const known = copies.get(part);
    if (known !== undefined) return known;
    if (Array.isArray(part)) {
      const items: unknown[] = [];
      copies.set(part, items);
      for (const item of part) items.push(move(item));
      return items;
    }
    const copy = {};
    copies.set(part, copy);
    for (const [key, held] of Object.entries(part)) put(copy, key, moveField(key, held, part));
    return copy;
  };
  const moveField = (key: string, held: unknown, holder: object): unknown => {
    if (typeof held === "number") return isOffset(key, holder) ? held + by : held;
    // They count from the beginning of the endpoint's own text.
    return key === "digits" ? held : move(held);
  };
  return move(value) as T;
}

/** Labels may have any name. */
function put(copy: Record<string, unknown>, key: string, value: unknown): void {
  if (key === "__proto__") Object.defineProperty(copy, key, { value, enumerable: true, configurable: true });
  else copy[key] = value;
}

function isOffset(key: string, holder: object): boolean {
  switch (key) {
    case "start":
    case "end":
    case "literalAt":
    case "firstChild":
    case "lastChild":
      return true;
    case "outer":
      // Of a piece; that of a published port is a port.
      return "length" in holder;
    default:
      return false;
  }
}
