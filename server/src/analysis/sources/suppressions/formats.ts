import type { FileId } from "../../facts.js";
import { baseName } from "../../paths.js";

/** How a format writes comments. */
export type CommentStyle =
  /** `#` behind a blank, but not inside quotes or a block of text. */
  | "yaml"
  /** `#` at a word's beginning; a backslash continues a line. */
  | "script"
  /** `#` on a line of its own; a backslash continues a line. */
  | "whole-lines"
  /** `<!-- -->`, and what the fenced blocks have. */
  | "page"
  | "none";

export function commentStyleOf(file: FileId): CommentStyle {
  const name = baseName(file);
  if (/\.ya?ml$/i.test(name)) return "yaml";
  if (/\.(?:md|markdown|mdx)$/i.test(name)) return "page";
  if (/\.json$/i.test(name)) return "none";
  if (/^\.env\b|\.(?:env|service|socket|timer|conf|properties|ini|cfg)$/i.test(name)) return "whole-lines";
  return "script";
}
