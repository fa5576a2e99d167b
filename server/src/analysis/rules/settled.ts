import type { ComponentFact, ComponentKind, Section } from "../facts.js";
import type { Collector, SiteModel } from "../topology/model.js";

/** Whether all that a collector is configured with is at hand, so that what is missing is missing. */
export function isSettled(collector: Collector): boolean {
  return collector.complete && !collector.facts.some(({ syntaxErrors }) => syntaxErrors);
}

/** Whether a file nobody knows here may define components of a kind. */
export function isElsewhere(collector: Collector, kind: ComponentKind): boolean {
  return collector.facts.some(({ sections }) => sections[kind] === "elsewhere");
}

/** What the parts of configurations have that lie in a site: any of them may be merged with the collectors beside it. */
export interface Parts {
  /** `receiver otlp` */
  readonly components: ReadonlySet<string>;
  /** Of which some part has a section, or may have it in another file. */
  readonly kinds: ReadonlySet<string>;
  readonly pipelines: ReadonlySet<string>;
  /** What they list in `service.extensions`. */
  readonly extensions: ReadonlySet<string>;
}

export function partsOf({ collectors }: SiteModel): Parts {
  const parts = collectors.filter(({ complete }) => !complete);
  const sections = parts.flatMap(({ facts }) => facts.flatMap((each) => Object.entries(each.sections)));
  return {
    components: new Set(parts.flatMap(({ components }) => components.map(keyOf))),
    kinds: new Set(sections.flatMap(([kind, state]) => (isThere(state) ? kind : []))),
    pipelines: new Set(parts.flatMap(({ pipelines = [] }) => pipelines.map(({ id }) => id))),
    extensions: new Set(parts.flatMap(({ extensions = [] }) => extensions.map(({ id }) => id))),
  };
}

function isThere(section: Section): boolean {
  return section === "present" || section === "elsewhere";
}

/** What a component is found by. */
export function keyOf({ kind, id }: Pick<ComponentFact, "kind" | "id">): string {
  return `${kind} ${id}`;
}
