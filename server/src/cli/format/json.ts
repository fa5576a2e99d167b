import type { CheckView, PortsView } from "../view.js";

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

function write(view: object): string {
  return `${JSON.stringify({ version, ...view }, null, 2)}\n`;
}
