import type { Endpoint } from "../endpoint.js";
import type { FileId, PortChange } from "../facts.js";
import type { Span } from "../text.js";
import { exactSpanWithin } from "../yaml/access.js";
import type { ScalarNode } from "../yaml/node.js";

/**
 * How the digits inside a written endpoint are replaced.
 *
 * @param offset letters at the beginning of what was parsed that are not in the scalar
 * @param owner what the endpoint belongs to; one that stands elsewhere, behind an alias, is shared with others
 */
export function digitsChange(
  scalar: ScalarNode,
  endpoint: Endpoint,
  offset: number,
  owner: Span,
  file: FileId,
): PortChange {
  const { digits } = endpoint;
  const shared = scalar.span.start < owner.start || scalar.span.end > owner.end;
  const span = digits && !shared ? exactSpanWithin(scalar, digits.start - offset, digits.end - offset) : undefined;
  return span ? { kind: "digits", place: { file, span } } : { kind: "none" };
}
