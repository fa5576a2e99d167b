import type { Expansion, FileId } from "../../facts.js";
import { mayTell } from "../../sources/secrets.js";
import type { Collector, SiteModel } from "../../topology/model.js";
import { lookupIn } from "../../topology/processes/environment.js";
import { unknown } from "../../variables.js";
import { environmentOf } from "../environment.js";
import type { Unwritten } from "./unwritten.js";

/** What the variables of a configuration amount to, as far as the manifests of its workload tell. */
export function environmentHints(model: SiteModel, file: FileId): readonly Unwritten[] {
  return model.collectors.flatMap((collector) =>
    collector.facts
      .filter((facts) => facts.file === file)
      .flatMap(({ expansions }) => expansions.flatMap((expansion) => valueOf(expansion, collector, model) ?? [])),
  );
}

/** More of a value is not shown. */
const longest = 60;

/** Undefined where nobody can tell, and where nobody should: what looks secret stays where it is. */
function valueOf({ uri, state, place }: Expansion, collector: Collector, model: SiteModel): Unwritten | undefined {
  const [whole, name = "", fallback] = /^(?:env:)?([A-Za-z_]\w*)(?::-(.*))?$/.exec(uri) ?? [];
  if (whole === undefined || state !== "closed") return undefined;
  const env = environmentOf(collector, model);
  const fact = env.findLast((each) => each.name === name);
  const hint = (value: string, reason: string): Unwritten | undefined => {
    const isPlain = value !== "" && !/[\p{Cc}\p{Co}]/u.test(value) && !value.includes(unknown) && mayTell(name, value);
    const shown = value.length > longest ? `${value.slice(0, longest)}…` : value;
    return isPlain ? { at: place.span.end, sign: "=", value: shown, reason } : undefined;
  };
  if (fact?.value.kind === "field") return hint(fact.value.path, `${name} holds that field of the pod.`);
  const held = lookupIn(env)(name);
  if (held !== undefined && (held !== "" || fallback === undefined)) {
    return hint(held, `${name} is set for ${collector.name}.`);
  }
  const reason =
    env.length > 0
      ? `${name} is not set for ${collector.name}, so the default holds.`
      : `The default, unless ${name} is set where the collector runs.`;
  return fallback === undefined ? undefined : hint(fallback, reason);
}
