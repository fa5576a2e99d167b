import type { Severity } from "../../analysis/finding.js";
import type { CheckView, FindingView } from "../view.js";
import { printable } from "./cells.js";
import type { Style } from "./style.js";
import { summary } from "./text.js";

const commands: Readonly<Record<Severity, string>> = {
  error: "error",
  warning: "warning",
  information: "notice",
  hint: "notice",
};

/** The findings as workflow commands, which GitHub shows beside the lines of a pull request; a summary for the log. */
export function checkGithub(view: CheckView, style: Style): string {
  if (view.filesAnalysed === 0) return "";
  return `${[...view.findings.map(command), summary(view, style)].join("\n")}\n`;
}

function command(finding: FindingView): string {
  const { start, end } = finding.range;
  const properties = {
    file: printable(finding.file),
    line: start.line,
    endLine: end.line,
    // Columns are only taken for one line.
    ...(start.line === end.line && { col: start.column, endColumn: end.column }),
    title: finding.rule,
  };
  const written = Object.entries(properties).map(([name, value]) => `${name}=${escapedProperty(String(value))}`);
  return `::${commands[finding.severity]} ${written.join(",")}::${escaped(messageOf(finding))}`;
}

/** An annotation has one place, so the others are told in words. */
function messageOf({ message, evidence, related }: FindingView): string {
  return [
    message,
    ...(evidence === undefined ? [] : [evidence]),
    ...related.map(({ file, range, message: said }) => `${file}:${range.start.line}:${range.start.column}  ${said}`),
  ]
    .map(printable)
    .join("\n");
}

/** What the runner takes back before it shows a message. */
function escaped(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapedProperty(text: string): string {
  return escaped(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
