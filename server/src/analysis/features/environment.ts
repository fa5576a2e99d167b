import type { EnvFact } from "../facts.js";
import type { Collector, SiteModel } from "../topology/model.js";

/** The variables of a collector's process; none where no manifest starts it. */
export function environmentOf({ id }: Collector, { processes }: SiteModel): readonly EnvFact[] {
  return processes.find(({ workload }) => workload.collector?.id === id)?.facts.env ?? [];
}
