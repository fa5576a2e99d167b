import type { Severity } from "../../analysis/finding.js";
import type { LineOf, Spot } from "../places.js";
import type { CheckView, FindingView } from "../view.js";
import { printable, wrap } from "./cells.js";
import { excerpt } from "./excerpt.js";
import type { Style } from "./style.js";

/** Source lines are cut to this many columns where the width of the output is not known. */
const widthOfFiles = 160;

/** The findings with their source lines, as compilers show them, and a summary. Empty where nothing was analysed. */
export function checkText(view: CheckView, lineOf: LineOf, style: Style): string {
  if (view.filesAnalysed === 0) return "";
  const blocks = view.findings.map((finding) => findingText(finding, lineOf, style).join("\n"));
  return `${[...blocks, summary(view, style)].join("\n\n")}\n`;
}

export function findingText(finding: FindingView, lineOf: LineOf, style: Style): readonly string[] {
  const { colours, width } = style;
  const gutter = Math.max(...[finding, ...finding.related].map((spot) => String(spot.range.start.line).length));
  const indent = " ".repeat(gutter);
  const bar = colours.cyan(`${indent} |`);
  const paint = painterOf(finding.severity, style);

  const head = `${finding.severity}[${finding.rule}]`;
  const [first, ...rest] = wrap(`${head}: ${printable(finding.message)}`, remaining(width, 2));
  const lines = [
    paint(head) + colours.bold(first.slice(head.length)),
    ...rest.map((line) => colours.bold(`  ${line}`)),
  ];

  const show = (spot: Spot, mark: string, painted: (marks: string) => string): void => {
    const source = lineOf(spot.file, spot.range.start.line);
    if (source === undefined) return;
    const { start, end } = spot.range;
    const endColumn = end.line === start.line ? end.column - 1 : source.length;
    const room = Math.max(20, (width ?? widthOfFiles) - gutter - 3);
    const shown = excerpt(source, start.column - 1, endColumn, room, mark);
    const number = String(start.line).padStart(gutter);
    lines.push(bar, `${colours.cyan(`${number} |`)} ${shown.source}`.trimEnd(), `${bar} ${painted(shown.marks)}`);
  };

  lines.push(`${colours.cyan(`${indent}-->`)} ${position(finding)}`);
  show(finding, "^", paint);
  for (const related of finding.related) {
    const [place, ...below] = wrap(`${position(related)}  ${printable(related.message)}`, remaining(width, gutter + 4));
    lines.push(bar, `${colours.cyan(`${indent}:::`)} ${place}`, ...below.map((line) => `${indent}    ${line}`));
    show(related, "-", colours.cyan);
  }
  const notes = [
    ...(finding.evidence === undefined ? [] : [`evidence: ${finding.evidence}`]),
    ...finding.fixes.map(({ title }) => `fix: ${title}`),
  ];
  if (notes.length > 0) lines.push(bar);
  for (const note of notes) {
    const [start, ...below] = wrap(printable(note), remaining(width, gutter + 3));
    lines.push(`${colours.cyan(`${indent} =`)} ${start}`, ...below.map((line) => `${indent}   ${line}`));
  }
  return lines;
}

function position({ file, range }: Spot): string {
  return `${printable(file)}:${range.start.line}:${range.start.column}`;
}

function remaining(width: number | undefined, taken: number): number | undefined {
  return width === undefined ? undefined : Math.max(20, width - taken);
}

/** `5 errors, 1 warning in 2 of 3 files` */
export function summary({ filesAnalysed, findings }: CheckView, style: Style): string {
  const files = filesAnalysed === 1 ? "1 file" : `${filesAnalysed} files`;
  if (findings.length === 0) return style.colours.green(`no findings in ${files}`);
  const concerned = new Set(findings.map(({ file }) => file)).size;
  return `${severityCounts(findings, style).join(", ")} in ${concerned} of ${files}`;
}

/** `5 errors`, `1 warning`: none for a severity that does not occur. */
export function severityCounts(findings: readonly FindingView[], style: Style): readonly string[] {
  return (["error", "warning", "information", "hint"] as const).flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    if (count === 0) return [];
    const plural = count === 1 || severity === "information" ? "" : "s";
    return [painterOf(severity, style)(`${count} ${severity}${plural}`)];
  });
}

function painterOf(severity: Severity, { colours }: Style): (text: string) => string {
  const hue = { error: colours.red, warning: colours.yellow, information: colours.blue, hint: colours.green }[severity];
  return (text) => colours.bold(hue(text));
}
