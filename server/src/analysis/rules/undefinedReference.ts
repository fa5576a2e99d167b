import type { ComponentFact, IdReference, PipelineFact, Place } from "../facts.js";
import type { EditFix, Finding, Fix, TextOf } from "../finding.js";
import { addToPipeline } from "../fixes/pipelineMember.js";
import { defineComponent } from "../fixes/defineComponent.js";
import { listExtension } from "../fixes/listExtension.js";
import { replaceId } from "../fixes/renameComponent.js";
import { nearest } from "../nearest.js";
import type { Collector } from "../topology/model.js";
import { usageOf } from "../topology/collectors/usage.js";
import type { Rule } from "./rule.js";
import { isElsewhere, isSettled, keyOf, partsOf, type Parts } from "./settled.js";

export const undefinedReference: Rule = {
  id: "undefined-reference",
  severity: "error",
  since: "0.1.0",
  group: "refused",
  example: { fails: "not-listed" },
  summary: "A component's settings name an extension that does not run, or a pipeline that is not there.",
  why:
    "`otelcol validate` starts nothing, so it does not notice. The collector does when it starts, and exits: " +
    '`failed to resolve authenticator "oidc": authenticator not found`, `no storage client extension found`, ' +
    '`missing consumer: "traces/slow"`. To configure an extension is not enough: `service.extensions` has to list it.',
  *check(model) {
    const beside = partsOf(model);
    for (const collector of model.collectors.filter(isSettled)) {
      const named = namedIn(collector);
      for (const component of collector.components.filter(usageOf([collector]))) {
        for (const reference of component.references) {
          const use = { collector, named, component, reference };
          const finding = reference.to === "extension" ? extensionFinding(use, beside) : pipelineFinding(use, beside);
          if (finding) yield finding;
        }
      }
    }
  },
};

/** What a collector has under the ids that may be named. */
interface Named {
  readonly listed: ReadonlySet<string>;
  readonly extensions: ReadonlyMap<string, ComponentFact>;
  readonly pipelines: ReadonlyMap<string, PipelineFact>;
}

function namedIn({ components, extensions = [], pipelines = [] }: Collector): Named {
  return {
    listed: new Set(extensions.map(({ id }) => id)),
    extensions: new Map(components.flatMap((each) => (each.kind === "extension" ? [[each.id, each]] : []))),
    pipelines: new Map(pipelines.map((each) => [each.id, each])),
  };
}

interface Use {
  readonly collector: Collector;
  readonly named: Named;
  readonly component: ComponentFact;
  readonly reference: IdReference;
}

function extensionFinding(use: Use, beside: Parts): Finding | undefined {
  const { collector, named, reference } = use;
  const { id } = reference;
  if (named.listed.has(id)) return undefined;
  const configured = named.extensions.get(id);
  if (configured === undefined && (reference.orBuiltIn || isElsewhere(collector, "extension"))) return undefined;
  if (beside.extensions.has(id) || beside.components.has(keyOf({ kind: "extension", id }))) return undefined;
  if (isWithoutList(collector)) return undefined;
  const what = configured
    ? `The extension "${id}" is configured, but \`service.extensions\` does not list it, so it never runs`
    : `There is no extension "${id}" in this collector`;
  const certain = collector.start?.whole === true || collector.extensions !== undefined;
  const exits = `${certain ? "The" : "Unless another file brings it, the"} collector exits at start`;
  return {
    ...findingOf(use, `${what}; ${sayUser(use)} needs it. ${exits}: \`${errorOf(reference)}\`.`),
    severity: certain ? undefinedReference.severity : "warning",
    related: configured ? [{ place: configured.key, message: "Configured here." }] : [],
    fixes: (texts) =>
      configured
        ? listFixes(collector, id, texts)
        : [...spellingFixes(use, extensionIds(collector), texts), ...defineFixes(collector, id, texts)],
  };
}

/** The list itself may come from a file nobody knows here, or from a variable. */
function isWithoutList({ facts }: Collector): boolean {
  return (
    facts.every(({ service }) => !service) ||
    facts.some(({ extensionsSlot, extensions }) => extensionsSlot?.holds === "scalar" && extensions?.length === 0)
  );
}

function extensionIds({ components }: Collector): readonly string[] {
  return components.filter(({ kind }) => kind === "extension").map(({ id }) => id);
}

function pipelineFinding(use: Use, beside: Parts): Finding | undefined {
  const { collector, named, component, reference } = use;
  const { id } = reference;
  const pipeline = named.pipelines.get(id);
  if (pipeline?.receivers.references.some((each) => each.id === component.id)) return undefined;
  if (beside.pipelines.has(id)) return undefined;
  // A list that a variable fills in may hold it.
  if (pipeline && pipeline.receivers.slot?.holds === "scalar") return undefined;
  const what = pipeline
    ? `Pipeline ${id} does not have "${component.id}" among its receivers`
    : `There is no pipeline ${id} in this collector`;
  const error = `missing consumer: "${id}"`;
  return {
    ...findingOf(use, `${what}; ${sayUser(use)} sends to it. The collector refuses to start: \`${error}\`.`),
    related: pipeline ? [{ place: pipeline.key, message: "The pipeline." }] : [],
    fixes: (texts) =>
      pipeline
        ? receiverFixes(use, texts)
        : spellingFixes(
            use,
            (collector.pipelines ?? []).map((each) => each.id),
            texts,
          ),
  };
}

function sayUser({ component: { kind, id }, reference: { path } }: Use): string {
  return `\`${path.replaceAll(".*", "")}\` of the ${kind} "${id}"`;
}

function errorOf({ id, path }: IdReference): string {
  if (/(?:^|\.)auth(?:\.authenticator)?$/.test(path)) {
    return `failed to resolve authenticator "${id}": authenticator not found`;
  }
  if (path.endsWith("middlewares.*.id")) return `failed to resolve middleware "${id}": middleware not found`;
  if (path.endsWith("sending_queue.storage")) return "no storage client extension found";
  if (path === "storage") return `storage extension '${id}' not found`;
  if (path === "watch_observers.*") return `failed to find observer "${id}" in the extensions list`;
  return `extension "${id}" not found`;
}

function findingOf({ reference }: Use, message: string): Finding {
  return {
    rule: undefinedReference.id,
    severity: undefinedReference.severity,
    message,
    place: reference.place,
    related: [],
  };
}

function listFixes(collector: Collector, id: string, texts: TextOf): readonly Fix[] {
  const edit = listExtension(collector, id, texts);
  return edit ? [{ kind: "edit", title: `Add "${id}" to service.extensions`, edits: [edit], preferred: true }] : [];
}

/** To configure it is not enough: it has to be listed, too. */
function defineFixes(collector: Collector, id: string, texts: TextOf): readonly Fix[] {
  const edits = [defineComponent(collector, "extension", id, texts), listExtension(collector, id, texts)];
  if (!edits.every((edit) => edit !== undefined)) return [];
  return [{ kind: "edit", title: `Define the extension "${id}", and list it`, edits }];
}

function receiverFixes({ named, component, reference }: Use, texts: TextOf): readonly Fix[] {
  const pipeline = named.pipelines.get(reference.id);
  // What it sends to itself would go round for ever.
  if (pipeline?.exporters.references.some(({ id }) => id === component.id)) return [];
  const edit = pipeline && addToPipeline(pipeline, "receivers", component.id, texts);
  if (edit === undefined) return [];
  const title = `Add "${component.id}" to the receivers of pipeline ${reference.id}`;
  return [{ kind: "edit", title, edits: [edit] }];
}

function spellingFixes({ reference: { id, place } }: Use, known: readonly string[], texts: TextOf): readonly Fix[] {
  const meant = nearest(id, known);
  return meant === undefined ? [] : spelled(place, id, meant, texts);
}

function spelled(place: Place, id: string, meant: string, texts: TextOf): readonly EditFix[] {
  const edit = replaceId(place, id, meant, texts);
  if (edit === undefined) return [];
  return [{ kind: "edit", title: `Change "${id}" to "${meant}"`, edits: [edit] }];
}
