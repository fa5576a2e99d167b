import type { ExplainView } from "../explain.js";
import type { ProbeView } from "../probeView.js";
import type { CheckView, PortsView } from "../view.js";
import { inertJson } from "./inert.js";

/** Of the contract, which `jsonContract.ts` tells; that it tells what is written here, the compiler proves in a test. */
const version = 1 as const;

export function checkJson(view: CheckView): string {
  return write(checkReport(view));
}

export function portsJson(view: PortsView): string {
  return write(portsReport(view));
}

export function explainJson(view: ExplainView): string {
  return write(explainReport(view));
}

export function probeJson(view: ProbeView): string {
  return write(probeReport(view));
}

export const checkReport = (view: CheckView) => ({ version, ...view });

export const explainReport = (view: ExplainView) => ({ version, ...view });

export const probeReport = (view: ProbeView) => ({ version, ...view });

export const portsReport = (view: PortsView) => ({
  version,
  // How a namespace is known is said in words that may change.
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

function write(report: { readonly version: typeof version }): string {
  return inertJson(report);
}
