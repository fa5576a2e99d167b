import type { ClaimView, NamespaceView, PortsView } from "../view.js";
import { printable } from "./cells.js";
import { columns } from "./columns.js";
import { dialsTable } from "./text-dials.js";
import type { Style } from "./style.js";

const headings = ["", "PORT", "ADDRESS", "OWNER", "WHERE", "NOTE"] as const;

/** A table for each namespace. A collision is marked by a letter, so that it shows without colours too. */
export function portsText({ namespaces, dials }: PortsView, style: Style): string {
  if (namespaces.length === 0 && dials.length === 0) return "";
  const collides = namespaces.some((namespace) => claimsOf(namespace).some(({ conflict }) => conflict));
  const legend = collides ? [`${style.colours.red("C")}  collides with another owner of the port`] : [];
  const connections = dials.length === 0 ? [] : [dialsTable(dials, namespaces, style)];
  return `${[...namespaces.map((namespace) => table(namespace, style)), ...connections, ...legend].join("\n\n")}\n`;
}

function table(namespace: NamespaceView, { colours }: Style): string {
  const { kind, label, description } = namespace;
  const claims = claimsOf(namespace);
  const how = description === "" ? "" : ` ${colours.dim(`(${printable(description)})`)}`;
  const title = colours.bold(`${kind} ${printable(label)}`) + how;
  const lines = columns(
    headings,
    claims.map((claim) => rowOf(claim)),
  );
  const body = lines.rows.map((row, index) => (claims[index]?.conflict === true ? colours.red(row) : row));
  return [title, colours.dim(lines.heading), ...body].join("\n");
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
