import type { ListenerView, NamespaceView, PortsView } from "../view.js";
import { printable } from "./cells.js";
import { addressOf, noteOf, portOf } from "./text-ports.js";

/** A section with a table for each namespace, for a README or a runbook. */
export function portsMarkdown({ namespaces }: PortsView): string {
  return namespaces.map(section).join("\n");
}

function section({ kind, label, listeners }: NamespaceView): string {
  const title = `## ${kind} ${escaped(label)}\n\n`;
  if (listeners.length === 0) return `${title}Nothing listens.\n`;
  const rows = [["Port", "Address", "Owner", "Where", "Note"], Array<string>(5).fill("---"), ...listeners.map(rowOf)];
  return `${title}${rows.map((row) => `| ${row.join(" | ")} |\n`).join("")}`;
}

function rowOf(listener: ListenerView): readonly string[] {
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
