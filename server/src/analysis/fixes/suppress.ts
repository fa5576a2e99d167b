import type { Suppression } from "../facts.js";
import type { EditFix, Finding, TextOf } from "../finding.js";
import { reasonToWrite } from "../reason.js";
import { readFile } from "../sources/index.js";
import { fencedBlocks } from "../sources/shell/markdown.js";
import { commentStyleOf, type CommentStyle } from "../sources/suppressions/formats.js";
import { parseIgnoreComment } from "../sources/suppressions/ignoreComment.js";
import { applyEdits, lineStartsOf, positionAt, type LineStarts, type TextEdit } from "../text.js";
import { saysTheSame } from "../yaml/editCheck.js";
import { sameFacts } from "./sameFacts.js";

/**
 * A comment on the line above a finding. None where a comment would not be read as one, such as inside quotes, or would
 * change what the file says.
 */
export function ignoreHereFix({ rule, place: { file, span } }: Finding, texts: TextOf): readonly EditFix[] {
  const text = texts(file);
  const style = commentStyleOf(file);
  if (text === undefined || style === "none") return [];
  const lines = lineStartsOf(text);
  const found = positionAt(lines, span.start).line;
  const above = lineToComment(text, lines, found, style);
  const at = lines[above] ?? 0;
  const line = text.slice(at, lines[above + 1]);
  const indent = (style === "page" ? /^[ \t>]*/ : /^[ \t]*/).exec(line)?.[0] ?? "";
  const words = `portolan-ignore ${rule}: ${reasonToWrite}`;
  const comment = style === "page" ? `<!-- ${words} -->` : `# ${words}`;
  const edit: TextEdit = { span: { start: at, end: at }, newText: indent + comment + eolOf(text) };

  const after = applyEdits(text, [edit]);
  const [before, now] = [readFile(file, text), readFile(file, after)];
  const reaches = now?.suppressions.some(
    (each) => each.rule === rule && each.lines.first <= found + 1 && found + 1 <= each.lines.last,
  );
  if (before === undefined || now === undefined || reaches !== true || !sameFacts(before, now)) return [];
  if (style === "yaml" && !saysTheSame(text, after, at - 1)) return [];
  return [
    { kind: "edit", title: `Ignore this finding here (portolan-ignore ${rule})`, edits: [{ file, edits: [edit] }] },
  ];
}

/** A command goes on after a backslash, and a page's block is its readers': the comment goes above either. */
function lineToComment(text: string, lines: LineStarts, found: number, style: CommentStyle): number {
  if (style === "page") {
    const lineOf = (offset: number): number => positionAt(lines, offset).line;
    const block = fencedBlocks(text).find(
      ({ scalar: { span } }) => lineOf(span.start) <= found && found <= lineOf(span.end),
    );
    return block ? Math.max(0, lineOf(block.scalar.span.start) - 1) : found;
  }
  let line = found;
  const continued = /\\[ \t]*[\r\n]*$/;
  while (style !== "yaml" && line > 0 && continued.test(text.slice(lines[line - 1], lines[line]))) line--;
  return line;
}

function eolOf(text: string): string {
  return text.includes("\r\n") ? "\r\n" : "\n";
}

/**
 * Takes one rule out of a comment, and the comment with the last. None where the file would say something else without
 * it, as it may where what stands around it is only half typed.
 */
export function deleteSuppressionFix({ place, comment, rule }: Suppression, texts: TextOf): readonly EditFix[] {
  const text = texts(comment.file);
  if (text === undefined) return [];
  const { start, end } = comment.span;
  const names = parseIgnoreComment(text.slice(start, end))?.names;
  if (names === undefined) return [];
  const index = names.findIndex((name) => start + name.start === place.span.start);
  const [next, previous] = [names[index + 1], names[index - 1]];
  const fix = (title: string, from: number, to: number): readonly EditFix[] => [
    { kind: "edit", title, edits: [{ file: comment.file, edits: [{ span: { start: from, end: to }, newText: "" }] }] },
  ];
  if (next) return fix(`Take ${rule} out of this comment`, place.span.start, start + next.start);
  if (previous) return fix(`Take ${rule} out of this comment`, start + previous.end, place.span.end);
  const lines = lineStartsOf(text);
  const { line } = positionAt(lines, start);
  const [lineStart = 0, lineEnd = text.length] = [lines[line], lines[line + 1]];
  const before = text.slice(lineStart, start);
  const alone = /^[\s>]*$/.test(before) && text.slice(end, lineEnd).trim() === "";
  const [from, to] = alone ? [lineStart, lineEnd] : [lineStart + before.trimEnd().length, end];
  const after = text.slice(0, from) + text.slice(to);
  if (commentStyleOf(comment.file) === "yaml" && !saysTheSame(text, after, from - 1)) return [];
  return fix("Delete this comment", from, to);
}
