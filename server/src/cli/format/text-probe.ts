import type { LineOf } from "../places.js";
import type { HostView, LiveFindingView, ProbeView } from "../probeView.js";
import { printable, wrap } from "./cells.js";
import { columns } from "./columns.js";
import type { Style } from "./style.js";
import { findingText, severityCounts } from "./text.js";

const headings = ["CHECK", "STATUS", "WHAT WAS SEEN"] as const;

/** For each host a sentence, its checks, and what stands in the files that is not so; then how many there are. */
export function probeText({ hosts, findings }: ProbeView, lineOf: LineOf, style: Style): string {
  const blocks = hosts.flatMap((host) =>
    host.reachable
      ? [answered(host, style), ...findingsOf(host, findings).map((finding) => found(finding, lineOf, style))]
      : [unanswered(host, style)],
  );
  return `${[...blocks, summary({ hosts, findings }, style)].join("\n\n")}\n`;
}

function findingsOf({ host }: HostView, findings: readonly LiveFindingView[]): readonly LiveFindingView[] {
  return findings.filter((finding) => finding.host === host);
}

function answered({ host, summary: sentence, checks, askedAt }: HostView, style: Style): string {
  const { colours, width } = style;
  const head = printable(host);
  const [first, ...rest] = wrap(`${head}: ${printable(sentence ?? allWell(checks))}`, remaining(width));
  const title = [colours.bold(head) + first.slice(head.length), ...rest.map(indented)];
  const time = indented(colours.dim(`asked at ${askedAt}`));
  if (checks.length === 0) return [...title, time].join("\n");
  const table = columns(
    headings,
    checks.map(({ id, status, summary: seen }) => [id, status, seen]),
  );
  const rows = table.rows.map((row, index) => painted(row, checks[index]?.status, style));
  return [...title, time, "", colours.dim(table.heading), ...rows].join("\n");
}

function allWell(checks: HostView["checks"]): string {
  const open = checks.filter(({ status }) => status === "unknown").length;
  if (open === 0) return "as declared";
  return `nothing wrong was seen; ${String(open)} of ${String(checks.length)} checks could not be decided`;
}

function painted(row: string, status: HostView["checks"][number]["status"] | undefined, { colours }: Style): string {
  switch (status) {
    case "failed":
      return colours.red(row);
    case "warning":
      return colours.yellow(row);
    case "unknown":
      return colours.dim(row);
    case "ok":
    case undefined:
      return row;
  }
}

function unanswered({ host, error = "", nextStep = "" }: HostView, { colours, width }: Style): string {
  const title = `${colours.bold(printable(host))}: ${colours.red("could not be asked")}`;
  const told = [error, nextStep].flatMap((sentence) => wrap(printable(sentence), remaining(width)));
  return [title, ...told.map(indented)].join("\n");
}

/** A command stays on its line, however long: it is there to be copied. */
function found(finding: LiveFindingView, lineOf: LineOf, style: Style): string {
  const commands = finding.commands.flatMap(({ purpose, line }) => [
    indented(printable(`${purpose}, on ${finding.host}:`)),
    indented(indented(printable(line))),
  ]);
  return [...findingText(finding, lineOf, style), ...commands].join("\n");
}

function indented(line: string): string {
  return `  ${line}`;
}

function remaining(width: number | undefined): number | undefined {
  return width === undefined ? undefined : width - 2;
}

/** `3 hosts asked, 1 of them in vain; 1 error, 2 warnings` */
function summary({ hosts, findings }: ProbeView, style: Style): string {
  const failed = hosts.filter(({ reachable }) => !reachable).length;
  const asked = hosts.length === 1 ? "1 host asked" : `${hosts.length} hosts asked`;
  const inVain = failed === 0 ? "" : style.colours.red(`, ${hosts.length === 1 ? "" : `${failed} of them `}in vain`);
  const counts = severityCounts(findings, style);
  const found = counts.length === 0 ? style.colours.green("no findings") : counts.join(", ");
  return `${asked}${inVain}; ${found}`;
}
