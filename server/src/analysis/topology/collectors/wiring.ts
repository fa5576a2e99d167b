import { findComponent } from "../../catalog/components.js";
import type { ComponentFact, PipelineFact, Reference, Signal } from "../../facts.js";
import type { Collector } from "../model.js";

/** A pipeline that names a connector. */
export interface ConnectorEnd {
  readonly pipeline: PipelineFact;
  readonly signal: Signal;
  readonly reference: Reference;
}

/** A connector, and what it stands between. */
export interface Wiring {
  readonly connector: ComponentFact;
  /** Pipelines that export to it. */
  readonly from: readonly ConnectorEnd[];
  /** Pipelines that receive from it. */
  readonly to: readonly ConnectorEnd[];
}

/** All connectors that pipelines name. */
export function wiringsOf(collector: Collector): readonly Wiring[] {
  const connectors = collector.components.filter(({ kind }) => kind === "connector");
  if (connectors.length === 0) return [];
  const from = endsById(collector, "exporters");
  const to = endsById(collector, "receivers");
  return connectors
    .map((connector) => ({ connector, from: from.get(connector.id) ?? [], to: to.get(connector.id) ?? [] }))
    .filter((wiring) => wiring.from.length + wiring.to.length > 0);
}

/** Where each id is named; once for a pipeline that names it more often. */
function endsById(
  { pipelines }: Collector,
  role: "exporters" | "receivers",
): ReadonlyMap<string, readonly ConnectorEnd[]> {
  const ends = new Map<string, ConnectorEnd[]>();
  for (const pipeline of pipelines ?? []) {
    const { signal } = pipeline;
    if (signal === undefined) continue;
    for (const reference of pipeline[role].references) {
      const known = ends.get(reference.id) ?? [];
      if (known.at(-1)?.pipeline === pipeline) continue;
      known.push({ pipeline, signal, reference });
      ends.set(reference.id, known);
    }
  }
  return ends;
}

/**
 * Whether a connector takes data from pipelines of one signal to those of another. One that nobody knows may do what it
 * likes, and of profiles each release knows more than the last.
 */
export function joins({ type }: ComponentFact, from: Signal, to: Signal): boolean {
  const row = findComponent("connector", type);
  if (row === undefined || row.signals.length === 0 || from === "profiles" || to === "profiles") return true;
  return row.signals.some((pair) => typeof pair === "object" && pair.from === from && pair.to === to);
}
