import { isInvalidPort } from "../../endpoint.js";
import type { FileId, InvalidPort } from "../../facts.js";
import { part, placeOf, type Placed } from "./placed.js";

/**
 * What of a port, or of the two ends of a range, an engine refuses.
 *
 * @param field as in `InvalidPort`; of those for a port of the host, 0 lets the engine pick one
 */
export function invalidPorts(port: Placed | undefined, field: string, file: FileId): readonly InvalidPort[] {
  const range = /^(\d{1,20})(?:-(\d{1,20}))?$/d.exec(port?.text ?? "");
  if (port === undefined || range === null) return [];
  const isInner = field === "containerPort" || field === "target";
  return [1, 2].flatMap((end): readonly InvalidPort[] => {
    const [start, behind] = range.indices?.[end] ?? [0, 0];
    const text = range[end] ?? "";
    const zero = isInner && text === "0" && range[2] === undefined;
    if (!zero && !isInvalidPort(text)) return [];
    return [{ field, text, place: placeOf(part(port, start, behind), file) }];
  });
}
