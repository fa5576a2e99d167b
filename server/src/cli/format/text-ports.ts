import type { ClaimView, NamespaceView, PortsView } from "../view.js";
import { displayWidth, printable } from "./cells.js";
import type { Style } from "./style.js";

const headings = ["", "PORT", "ADDRESS", "OWNER", "WHERE", "NOTE"] as const;
const gap = "  ";

/** A table for each namespace. A collision is marked by a letter, so that it shows without colours too. */
export function portsText({ namespaces }: PortsView, style: Style): string {
  if (namespaces.length === 0) return "";
  const collides = namespaces.some((namespace) => claimsOf(namespace).some(({ conflict }) => conflict));
  const legend = collides ? [`${style.colours.red("C")}  collides with another owner of the port`] : [];
  return `${[...namespaces.map((namespace) => table(namespace, style)), ...legend].join("\n\n")}\n`;
}

function table(namespace: NamespaceView, { colours }: Style): string {
  const { kind, label, description } = namespace;
  const claims = claimsOf(namespace);
  const how = description === "" ? "" : ` ${colours.dim(`(${printable(description)})`)}`;
  const title = colours.bold(`${kind} ${printable(label)}`) + how;
  const rows = claims.map((claim) => rowOf(claim).map(printable));
  const widths = headings.map((heading, column) =>
    Math.max(...[heading, ...rows.map((row) => row[column] ?? "")].map(displayWidth)),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => cell + " ".repeat(Math.max(0, (widths[column] ?? 0) - displayWidth(cell))))
      .join(gap)
      .trimEnd();
  const body = rows.map((row, index) => (claims[index]?.conflict === true ? colours.red(line(row)) : line(row)));
  return [title, colours.dim(line(headings)), ...body].join("\n");
}

/** Sockets first, then what is handed on. */
export function claimsOf({ listeners, mappings }: NamespaceView): readonly ClaimView[] {
  return [...listeners, ...mappings];
}

function rowOf(listener: ClaimView): readonly string[] {
  return [
    listener.conflict ? "C" : "",
    portOf(listener),
    addressOf(listener),
    listener.owner,
    `${listener.file}:${listener.range.start.line}`,
    noteOf(listener),
  ];
}

/** `4317/tcp`; a question mark for a number that only the running system knows. */
export function portOf({ port, transport }: ClaimView): string {
  return `${port ?? "?"}/${transport}`;
}

export function addressOf({ address }: ClaimView): string {
  return address ?? "?";
}

/** Where it leads, where the number comes from if it is not written out, and what the analysis adds. */
export function noteOf(claim: ClaimView): string {
  const source = { explicit: [], default: ["default"], image: ["of the image"], auto: ["added automatically"] };
  const leads = "inner" in claim ? [`→ ${claim.inner.port}`] : [];
  return [...leads, ...source[claim.origin], ...(claim.note === undefined ? [] : [claim.note])].join("; ");
}
