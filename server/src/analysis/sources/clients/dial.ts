import type { DialFact, FileId } from "../../facts.js";
import { asScalar } from "../../yaml/access.js";
import type { YamlNode } from "../../yaml/node.js";
import { exactPlace, placeOf, unplaced, type Placed } from "../compose/placed.js";

/** A connection to what a text names. */
export function dialTo(
  text: Placed,
  file: FileId,
  spoken: Omit<DialFact, "text" | "place" | "literalAt" | "transport">,
): DialFact {
  return {
    ...spoken,
    transport: "tcp",
    text: text.text,
    place: placeOf(text, file),
    literalAt: exactPlace(text, file)?.span.start,
  };
}

/** A scalar's letters; undefined for what is none. What an alias stands for belongs to others too, and is not edited. */
export function lettersOf(node: YamlNode | undefined): Placed | undefined {
  const scalar = asScalar(node);
  if (node === undefined || scalar === undefined || scalar.value === null) return undefined;
  return node.kind === "alias" ? unplaced(scalar.text, node.span) : scalar;
}
