import type { CollectorFacts, ComponentFact, ComponentKind, Place } from "../../facts.js";
import type { Collector } from "../model.js";
import { roleKinds } from "./usage.js";

/** What an id can name: a component, or a pipeline. */
export type IdKind = ComponentKind | "pipeline";

/** A place where a file of a collector writes an id. */
export interface Occurrence {
  readonly kind: IdKind;
  readonly id: string;
  readonly place: Place;
  /** Whether it is the key that what it names is configured under. */
  readonly defines: boolean;
}

/**
 * Every id in the files of a collector, with what it means there. The id of a receiver or an exporter in a pipeline may
 * be a connector's; one that is both means either. What a chart's defaults bring stands at a place of other letters.
 */
export function occurrencesIn(collector: Collector): readonly Occurrence[] {
  const defined = new Set(collector.components.map(({ kind, id }) => `${kind} ${id}`));
  return collector.facts.flatMap((facts) => [
    ...definitionsIn(facts),
    ...namedByPipelines(facts, defined),
    ...(facts.extensions ?? []).map(({ id, place }): Occurrence => ({ kind: "extension", id, place, defines: false })),
    ...facts.components.flatMap((component) => namedBySettings(component, defined)),
  ]);
}

function definitionsIn({ components, pipelines }: CollectorFacts): readonly Occurrence[] {
  return [
    ...components.map(({ kind, id, key }): Occurrence => ({ kind, id, place: key, defines: true })),
    ...(pipelines ?? []).map(({ id, key }): Occurrence => ({ kind: "pipeline", id, place: key, defines: true })),
  ];
}

function namedByPipelines({ pipelines }: CollectorFacts, defined: ReadonlySet<string>): readonly Occurrence[] {
  return (pipelines ?? []).flatMap((pipeline) =>
    roleKinds.flatMap(([role, kind]) =>
      pipeline[role].references.flatMap(({ id, place }) =>
        meantKinds(kind, id, defined).map((meant): Occurrence => ({ kind: meant, id, place, defines: false })),
      ),
    ),
  );
}

function meantKinds(kind: ComponentKind, id: string, defined: ReadonlySet<string>): readonly ComponentKind[] {
  const possible: readonly ComponentKind[] = kind === "processor" ? [kind] : [kind, "connector"];
  const found = possible.filter((each) => defined.has(`${each} ${id}`));
  return found.length > 0 ? found : [kind];
}

/** What a component has of its own under such a name, and no extension has, is not one. */
function namedBySettings({ references }: ComponentFact, defined: ReadonlySet<string>): readonly Occurrence[] {
  return references
    .filter(({ id, orBuiltIn }) => orBuiltIn !== true || defined.has(`extension ${id}`))
    .map(({ to, id, place }): Occurrence => ({ kind: to, id, place, defines: false }));
}
