import type { Fact, FileId, Suppression } from "../facts.js";
import { lineStartsOf } from "../text.js";
import { commentsOf } from "./suppressions/comments.js";
import { ignoreWord, parseIgnoreComment } from "./suppressions/ignoreComment.js";
import { TextLines } from "./suppressions/spokenLines.js";

/**
 * The `portolan-ignore` comments of a file.
 *
 * @param facts what was read from the file: the comments of a configuration that stands in another document count, too
 */
export function readSuppressions(text: string, file: FileId, facts: readonly Fact[]): readonly Suppression[] {
  if (!text.includes(ignoreWord)) return [];
  const lines = new TextLines(text, lineStartsOf(text));
  return commentsOf(text, file, facts)
    .flatMap((comment): readonly Suppression[] => {
      const { start, end } = comment.span;
      const parsed = parseIgnoreComment(text.slice(start, end));
      if (parsed === undefined) return [];
      const names = parsed.names.map((name) => ({
        rule: name.text,
        span: { start: start + name.start, end: start + name.end },
      }));
      const common = { reason: parsed.reason, lines: lines.spokenOf(comment), comment: { file, span: comment.span } };
      return (names.length === 0 ? [{ rule: "", span: comment.span }] : names).map(({ rule, span }) => ({
        rule,
        ...common,
        place: { file, span },
      }));
    })
    .sort((a, b) => a.place.span.start - b.place.span.start);
}
