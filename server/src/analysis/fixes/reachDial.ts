import type { Fix, TextOf } from "../finding.js";
import { PodIndex, selectedPods } from "../topology/kubernetes/selection.js";
import type { Dial, SiteModel } from "../topology/model.js";
import { isLoopback, listenersAt } from "../topology/reach.js";
import { dialOtherFix } from "./dialOther.js";
import { servicePortFix } from "./exposePort.js";

/** Has the Service hand on what is dialled where its pods listen there, or dials the port that is open. */
export function reachDialFixes(dial: Dial, model: SiteModel, texts: TextOf): readonly Fix[] {
  return [...openServiceFix(dial, model, texts), ...dialOtherFix(dial, model, texts)];
}

function openServiceFix({ leads, port, fact }: Dial, { cluster }: SiteModel, texts: TextOf): readonly Fix[] {
  if (leads.kind !== "closed" || port === null) return [];
  const pods = selectedPods(leads.service, new PodIndex(cluster.pods));
  const open = pods.map(({ namespace }) =>
    listenersAt(namespace, port, fact.transport).find(({ hosts }) => !hosts.some(isLoopback)),
  );
  const [listener] = open;
  return listener && open.every((each) => each !== undefined) ? servicePortFix(leads.service, listener, texts) : [];
}
