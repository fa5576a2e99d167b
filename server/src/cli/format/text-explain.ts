import type { ExplainView, ExplanationView } from "../explain.js";
import type { Spot } from "../places.js";
import { printable, wrap } from "./cells.js";
import type { Style } from "./style.js";

/** Each kind of line once, with what it means and where its causes stand. */
export function explainText({ lines, explanations }: ExplainView, style: Style): string {
  const read = lines === 1 ? "1 line" : `${String(lines)} lines`;
  if (explanations.length === 0) return `nothing in ${read} tells of a port or a collector's configuration\n`;
  return `${explanations.map((each) => explanationText(each, style)).join("\n\n")}\n`;
}

function explanationText({ line, text, count, meaning, causes }: ExplanationView, style: Style): string {
  const { colours, width } = style;
  const more = count > 1 ? ` (and ${String(count - 1)} more like it)` : "";
  const paragraph = (words: string, indent: string): readonly string[] =>
    wrap(printable(words), width === undefined ? undefined : Math.max(20, width - indent.length)).map(
      (each) => indent + each,
    );
  return [
    `${colours.cyan(`line ${String(line)}${more}:`)} ${printable(text)}`,
    ...paragraph(meaning, "  ").map((each) => colours.bold(each)),
    ...causes.flatMap(({ rule, message, related, ...spot }) => [
      `  ${colours.cyan("-->")} ${position(spot)}${rule === null ? "" : ` [${rule}]`}`,
      ...paragraph(message, "      "),
      ...related.flatMap((each) => paragraph(`${position(each)}  ${each.message}`, "      ")),
    ]),
  ].join("\n");
}

function position({ file, range }: Spot): string {
  return `${printable(file)}:${String(range.start.line)}:${String(range.start.column)}`;
}
