/** A value of JSON text; undefined for what is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The values of a JSON list, of one object, or of a text with one object a line. */
export function parseJsonList(text: string): readonly unknown[] {
  const whole = parseJson(text);
  if (whole !== undefined) return Array.isArray(whole) ? whole : [whole];
  return text.split("\n").flatMap((line) => {
    const value = parseJson(line);
    return value === undefined ? [] : [value];
  });
}

/** What lies at a path of keys; undefined where something on the way is missing or no object. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === "object" && inner !== null && Object.hasOwn(inner, key)
        ? (inner as Readonly<Record<string, unknown>>)[key]
        : undefined,
    value,
  );
}

/** A text that is not empty. */
export function textAt(value: unknown, ...path: readonly string[]): string | undefined {
  const text = at(value, ...path);
  return typeof text === "string" && text !== "" ? text : undefined;
}

export function listAt(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const list = at(value, ...path);
  return Array.isArray(list) ? list : [];
}

export function textsAt(value: unknown, ...path: readonly string[]): readonly string[] {
  return listAt(value, ...path).filter((each) => typeof each === "string");
}

/** A port's number, which JSON may hold as a text too. */
export function portAt(value: unknown, ...path: readonly string[]): number | undefined {
  const port = at(value, ...path);
  const number = typeof port === "string" && /^\d{1,5}$/.test(port) ? Number(port) : port;
  return typeof number === "number" && Number.isInteger(number) && number > 0 && number <= 65535 ? number : undefined;
}

/** The own entries of an object. */
export function entriesAt(value: unknown, ...path: readonly string[]): readonly (readonly [string, unknown])[] {
  const map = at(value, ...path);
  return typeof map === "object" && map !== null && !Array.isArray(map) ? Object.entries(map) : [];
}
