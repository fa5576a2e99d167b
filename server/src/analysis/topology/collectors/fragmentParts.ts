import type {
  CollectorFacts,
  ComponentFact,
  ComponentKind,
  Include,
  NodePath,
  PipelineFact,
  Place,
} from "../../facts.js";
import { placeKey } from "../../places.js";
import { normaliseId, sectionKinds } from "../../sources/collector/recognise.js";
import { mergeListeners, mergeTelemetry } from "./merge.js";
import { mergeIssues } from "./mergedIssues.js";
import { roleKinds } from "./usage.js";

/**
 * A configuration with an included part where it is named. What the part says keeps its places in its own file; a
 * key that stands in the configuration is placed there.
 */
export function putInto(whole: CollectorFacts, part: CollectorFacts, { path, place }: Include): CollectorFacts {
  const [section, ...rest] = path;
  const kind = sectionKinds.get(String(section));
  const joined = {
    ...whole,
    repeatedKeys: [...whole.repeatedKeys, ...part.repeatedKeys],
    expansions: [...whole.expansions, ...part.expansions],
    unknownKeys: [...whole.unknownKeys, ...part.unknownKeys],
    syntaxErrors: whole.syntaxErrors || part.syntaxErrors,
  };
  if (kind) return inSection(joined, part, kind, rest, place);
  return section === "service" ? inService(joined, part, rest) : joined;
}

function inSection(
  whole: CollectorFacts,
  part: CollectorFacts,
  kind: ComponentKind,
  [id, ...settings]: NodePath,
  place: Place,
): CollectorFacts {
  if (id === undefined) {
    const sections = { ...whole.sections, [kind]: part.sections[kind] };
    return { ...whole, sections, components: [...whole.components, ...part.components] };
  }
  const [written] = part.components;
  if (written === undefined) return whole;
  const put = settings.length === 0 ? withSettingsOf : (each: ComponentFact) => withSetting(each, written, place);
  const isIt = (each: ComponentFact): boolean => each.kind === kind && each.id === normaliseId(String(id));
  return { ...whole, components: whole.components.map((each) => (isIt(each) ? put(each, written) : each)) };
}

function withSettingsOf({ key, entry }: ComponentFact, written: ComponentFact): ComponentFact {
  return { ...written, key, entry };
}

/** What the part leaves out stands in the configuration. */
function withSetting(component: ComponentFact, written: ComponentFact, place: Place): ComponentFact {
  const { memoryLimit } = written;
  const isElsewhere = (each: { readonly place: Place }): boolean => placeKey(each.place) !== placeKey(place);
  return {
    ...component,
    listeners: mergeListeners(component.listeners, written.listeners),
    dials: [
      ...component.dials.filter(isElsewhere),
      ...written.dials.filter(({ literalAt }) => literalAt !== undefined),
    ],
    ...mergeIssues(written, { ...component, settings: component.settings.filter(isElsewhere) }),
    references: [...component.references, ...written.references],
    ...(memoryLimit !== undefined && { memoryLimit }),
  };
}

function inService(whole: CollectorFacts, part: CollectorFacts, [key, ...rest]: NodePath): CollectorFacts {
  const { service, extensions, pipelines, pipelineSection } = part;
  switch (key) {
    case undefined:
      return { ...whole, service, extensions, pipelines, pipelineSection };
    case "extensions":
      return { ...whole, extensions: [...(whole.extensions ?? []), ...(extensions ?? [])] };
    case "pipelines": {
      const [id, ...below] = rest;
      if (id === undefined) return { ...whole, pipelines, pipelineSection };
      const [written] = pipelines ?? [];
      const isIt = (each: PipelineFact): boolean => each.id === normaliseId(String(id));
      const put = (each: PipelineFact): PipelineFact =>
        written && isIt(each) ? inPipeline(each, written, below) : each;
      return { ...whole, pipelines: whole.pipelines?.map(put) };
    }
    case "telemetry": {
      const telemetry = mergeTelemetry([whole, part].flatMap((each) => each.service?.telemetry ?? []));
      return { ...whole, service: whole.service && telemetry && { ...whole.service, telemetry } };
    }
    default:
      return whole;
  }
}

function inPipeline(pipeline: PipelineFact, written: PipelineFact, [list, index]: NodePath): PipelineFact {
  if (list === undefined) return { ...written, key: pipeline.key };
  const [role] = roleKinds.find(([each]) => each === list) ?? [];
  if (role === undefined) return pipeline;
  const [before, part] = [pipeline[role], written[role]];
  if (index === undefined) {
    return { ...pipeline, [role]: { ...before, references: part.references, elsewhere: part.elsewhere } };
  }
  // Of a list with one item in another file, others may be, too.
  const references = before.references.toSpliced(Number(index), 0, ...part.references);
  return { ...pipeline, [role]: { ...before, references } };
}
