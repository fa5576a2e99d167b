import type { ComponentKind, Reference, Section } from "../facts.js";
import type { Finding, Severity } from "../finding.js";
import { undefinedComponentFixes } from "../fixes/undefinedComponent.js";
import { componentIdProblem } from "../topology/collectors/ids.js";
import type { Collector } from "../topology/model.js";
import { roleKinds } from "../topology/collectors/usage.js";
import type { Slot } from "../yaml/edit.js";
import type { Rule } from "./rule.js";
import { keyOf, partsOf, type Parts } from "./settled.js";

export const undefinedComponent: Rule = {
  id: "undefined-component",
  severity: "error",
  since: "0.1.0",
  group: "refused",
  example: { fails: "receivers-commented-out" },
  summary: "A pipeline or `service.extensions` names a component that is not configured.",
  why: 'The collector refuses the configuration before anything starts: `references receiver "otlp" which is not configured`.',
  *check(model) {
    const beside = partsOf(model);
    for (const collector of model.collectors) {
      if (collector.facts.some(({ syntaxErrors }) => syntaxErrors)) continue;
      const own = new Set(collector.components.map(keyOf));
      const uses = usesOf(collector).map((use) => ({ use, lacking: lackingIn(collector, own, use, beside) }));
      const ofThose = (wanted: Lacking): readonly Use[] =>
        uses.flatMap(({ use, lacking }) => (lacking === wanted ? [use] : []));
      const surely = ofThose("surely");
      yield* surely.map((use) => missing(use, collector));
      if (surely.length === 0) yield* withoutSection(ofThose("maybe"));
    }
  },
};

interface Use {
  readonly reference: Reference;
  readonly kind: ComponentKind;
  /** Who names it, for the message, and as the collector's own error spells it. */
  readonly user: string;
  readonly path: string;
  /** Of the list that names it. */
  readonly slot: Slot | undefined;
}

function usesOf(collector: Collector): readonly Use[] {
  const inPipelines = (collector.pipelines ?? []).flatMap((pipeline) =>
    roleKinds.flatMap(([role, kind]) =>
      pipeline[role].references.map((reference): Use => ({
        reference,
        kind,
        user: `Pipeline ${pipeline.id}`,
        path: `service::pipelines::${pipeline.id}`,
        slot: pipeline[role].slot,
      })),
    ),
  );
  const inService = (collector.extensions ?? []).map((reference): Use => ({
    reference,
    kind: "extension",
    user: "`service.extensions`",
    path: "service::extensions",
    slot: collector.facts.findLast(({ extensions }) => extensions)?.extensionsSlot,
  }));
  return [...inPipelines, ...inService];
}

/** `maybe` where only a file that nobody knows here can have it. */
type Lacking = "surely" | "maybe";

function lackingIn(
  collector: Collector,
  own: ReadonlySet<string>,
  { kind, reference }: Use,
  beside: Parts,
): Lacking | undefined {
  const { id } = reference;
  // What is no id at all is another rule's.
  const problem = componentIdProblem(id);
  if (problem && problem.since === undefined) return undefined;
  const kinds: readonly ComponentKind[] = kind === "receiver" || kind === "exporter" ? [kind, "connector"] : [kind];
  const definedIn = (components: ReadonlySet<string>): boolean =>
    kinds.some((each) => components.has(keyOf({ kind: each, id })));
  const sections = collector.facts.flatMap((facts) => kinds.map((each) => facts.sections[each]));
  if (definedIn(own) || sections.includes("elsewhere")) return undefined;
  // A part that lies beside it may be merged with it; nobody said so, but nobody denied it either.
  if (collector.start?.whole !== true && definedIn(beside.components)) return undefined;
  // An empty section says that there are none; a missing one only that they are not here.
  if (isWhole(collector) || holds(collector, kind, ["empty"])) return "surely";
  const isPart = collector.start !== undefined || holds(collector, kind, ["present"]) || !hasOthers(collector);
  if (isPart || isMisspelled(collector, kind)) return undefined;
  return beside.kinds.has(kind) ? undefined : "maybe";
}

function isWhole({ complete, start }: Collector): boolean {
  return complete || start?.whole === true;
}

function holds({ facts }: Collector, kind: ComponentKind, states: readonly Section[]): boolean {
  return facts.some(({ sections }) => states.includes(sections[kind]));
}

/** A lone section beside its pipelines is an excerpt. */
function hasOthers({ facts }: Collector): boolean {
  return facts.some(({ sections }) => Object.values(sections).filter((state) => state === "present").length > 1);
}

/** `exporterss`: what is missing stands there, and is told already. */
function isMisspelled({ facts }: Collector, kind: ComponentKind): boolean {
  return facts.some(({ unknownKeys }) => unknownKeys.some(({ meant }) => meant === `${kind}s`));
}

function missing(use: Use, collector: Collector): Finding {
  const { reference, kind, user } = use;
  const start = `${user} uses ${kind} "${reference.id}", which is not configured in this collector. It`;
  return {
    ...findingOf(use, undefinedComponent.severity, start),
    fixes: (texts) => undefinedComponentFixes(collector, use, texts),
  };
}

/**
 * Said only of what is whole but for one component: where more is missing, it is a part of something, and its author
 * knows.
 */
function withoutSection(uses: readonly Use[]): readonly Finding[] {
  const [first] = uses;
  const isOnlyOne = uses.every(({ kind, reference }) => kind === first?.kind && reference.id === first.reference.id);
  if (first === undefined || !isOnlyOne) return [];
  const { kind, user, reference } = first;
  const message =
    `${user} uses ${kind} "${reference.id}", and there is no \`${kind}s:\` here. Unless another file that the collector ` +
    "merges with this one has it, it";
  return [findingOf(first, "information", message)];
}

function findingOf({ reference: { id, place }, kind, path }: Use, severity: Severity, start: string): Finding {
  const error = `${path}: references ${kind} "${id}" which is not configured`;
  const message = `${start} refuses to start: \`${error}\`.`;
  return { rule: undefinedComponent.id, severity, message, place, related: [] };
}
