import { starterOf, type Starter } from "../catalog/starters.js";
import type { ComponentFact, ComponentKind } from "../facts.js";
import { typeOf } from "../sources/collector/recognise.js";
import type { Collector } from "../topology/model.js";

/**
 * What a component needs before it starts, beside those of its type that the collector has already: two of them cannot
 * listen on the same defaults. Undefined where nobody knows, or where nothing is left.
 */
export function starterFor({ components }: Collector, kind: ComponentKind, id: string): Starter | undefined {
  const starter = starterOf(kind, typeOf(id));
  const others = components.filter((each) => each.kind === kind && each.type === typeOf(id) && each.id !== id);
  const taken = new Set(others.flatMap(listenerKeys));
  if (starter === undefined || taken.size === 0) return starter;
  const left = starter.filter((line) => !taken.has(line.trim().replace(/:.*$/, "")));
  const isOnDefaults = left.length === starter.length || left.length === 1;
  return isOnDefaults ? undefined : left;
}

/** `grpc` of `protocols.grpc.endpoint`; `endpoint` for one that listens on a port of its own. */
function listenerKeys({ listeners }: ComponentFact): readonly string[] {
  return listeners.flatMap(({ key }) => key.replace(/^protocols\./, "").split(".")[0] ?? []);
}
