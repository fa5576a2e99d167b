import type { DialReport } from "./report.js";
import { publicIds } from "./reportNamespaces.js";
import { nodeAddress, podAddress } from "./topology/processes/environment.js";
import type { Dial, Handover, SiteModel } from "./topology/model.js";
import { landingsOf } from "./topology/reach.js";

/** Who connects to whom in a site, as it is shown; what asks whether something is alive, too. */
export function reportDials(model: SiteModel): readonly DialReport[] {
  const { dials, handovers } = model;
  const idOf = publicIds(model);
  return [
    ...dials.map((dial) => ofDial(dial, idOf)),
    ...handovers.filter(({ kind }) => kind === "probe").map((probe) => ofProbe(probe, idOf)),
  ];
}

type IdOf = (id: string) => string;

function ofDial(dial: Dial, idOf: IdOf): DialReport {
  const { by, host, port, fact, place } = dial;
  const targets = landingsOf(dial).map((landing) => ({ namespace: idOf(landing.namespace.id), port: landing.port }));
  const known = host === nodeAddress || host === podAddress ? null : host;
  return { from: by, host: known, port, transport: fact.transport, protocol: fact.protocol ?? null, targets, place };
}

/** The node asks its own pod, whatever address that has. */
function ofProbe({ by, port, transport, into, place }: Handover, idOf: IdOf): DialReport {
  const targets = [{ namespace: idOf(into.id), port }];
  return { from: by, host: null, port, transport, protocol: null, targets, place };
}
