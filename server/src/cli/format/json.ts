import type { ExplainView } from "../explain.js";
import type { ProbeView } from "../probeView.js";
import type { CheckView, PortsView } from "../view.js";
import { unsafe } from "./cells.js";

/**
 * The contract of `--format json`, version 1. Fields may be added under this version; one that goes away or changes
 * its meaning takes another.
 */
const version = 1;

export function checkJson(view: CheckView): string {
  return write(view);
}

export function portsJson(view: PortsView): string {
  // How a namespace is known is said in words that may change.
  return write({
    namespaces: view.namespaces.map(({ id, kind, label, listeners }) => ({ id, kind, label, listeners })),
    mappings: view.namespaces.flatMap(({ id, mappings }) =>
      mappings.map(({ address, port, inner, transport, via, owner, file, range, conflict }) => ({
        namespace: id,
        outer: { address, port },
        inner,
        transport,
        via,
        owner,
        file,
        range,
        conflict,
      })),
    ),
    // Of several pods behind one Service, the first stands for all.
    dials: view.dials.map(({ from, host, port, transport, protocol, targets, file, range }) => ({
      from,
      host,
      port,
      transport,
      protocol,
      target: targets[0] ?? null,
      file,
      range,
    })),
  });
}

export function explainJson(view: ExplainView): string {
  return write(view);
}

export function probeJson(view: ProbeView): string {
  return write(view);
}

function write(view: object): string {
  // The same value, but nothing in it drives the terminal that it may be shown on.
  const lines = JSON.stringify({ version, ...view }, null, 2).split("\n");
  return `${lines.map((line) => line.replace(unsafe, escaped)).join("\n")}\n`;
}

function escaped(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
