import type { ClaimView, NamespaceView, PortsView } from "../view.js";
import { printable } from "./cells.js";
import { addressOf, claimsOf, noteOf, portOf } from "./text-ports.js";

/** A section with a table for each namespace, for a README or a runbook. */
export function portsMarkdown({ namespaces }: PortsView): string {
  return namespaces.map(section).join("\n");
}

function section(namespace: NamespaceView): string {
  const title = `## ${namespace.kind} ${escaped(namespace.label)}\n\n`;
  const rows = [
    ["Port", "Address", "Owner", "Where", "Note"],
    Array<string>(5).fill("---"),
    ...claimsOf(namespace).map(rowOf),
  ];
  return `${title}${rows.map((row) => `| ${row.join(" | ")} |\n`).join("")}`;
}

function rowOf(listener: ClaimView): readonly string[] {
  const note = noteOf(listener);
  const notes = [...(listener.conflict ? ["**conflict**"] : []), ...(note === "" ? [] : [escaped(note)])];
  return [
    portOf(listener),
    escaped(addressOf(listener)),
    escaped(listener.owner),
    escaped(`${listener.file}:${listener.range.start.line}`),
    notes.join("; "),
  ];
}

/** Text that stands in a table's cell as it is: no markup, no HTML, no further cell. */
function escaped(text: string): string {
  return printable(text).replace(/[\\`*_{}[\]<>|~#!&]/g, "\\$&");
}
