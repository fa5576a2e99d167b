import type { CollectorFacts, ComponentFact, ConfigHolder, FileId, ListenerFact, PipelineFact } from "../facts.js";
import { sectionKinds } from "../sources/collector/recognise.js";
import type { Span } from "../text.js";
import { embeddedConfigsOf } from "./embeddedConfigs.js";
import type { FeatureContext } from "./feature.js";

/** An entry of a document's outline. */
export interface OutlineItem {
  readonly kind: "config" | "section" | "component" | "pipeline";
  readonly name: string;
  readonly detail: string;
  /** All that belongs to it. */
  readonly span: Span;
  /** What is marked when a person goes there; lies in `span`, as the children do. */
  readonly selection: Span;
  readonly children: readonly OutlineItem[];
}

/** The outline of the configurations embedded in a file; what is plain YAML, every editor outlines by itself. */
export function documentSymbolsOf(context: FeatureContext, file: FileId): readonly OutlineItem[] {
  return embeddedConfigsOf(context, file).map(configItem);
}

function configItem(facts: CollectorFacts): OutlineItem {
  const { holder, place, components, pipelines } = facts;
  const sections = [...sectionKinds].flatMap(([name, kind]) =>
    groupItem(
      name,
      components.filter((each) => each.kind === kind),
      componentItem,
    ),
  );
  const children = [...sections, ...groupItem("pipelines", pipelines ?? [], pipelineItem)];
  return {
    kind: "config",
    name: nameOf(holder),
    detail: holder === undefined ? "" : `${holder.kind} ${holder.name}`,
    span: hull([place.span, ...children.map(({ span }) => span)]),
    selection: place.span,
    children,
  };
}

function nameOf(holder: ConfigHolder | undefined): string {
  if (holder === undefined) return "configuration";
  return holder.key === "" ? holder.name : holder.key;
}

function groupItem<T>(name: string, members: readonly T[], toItem: (member: T) => OutlineItem): readonly OutlineItem[] {
  const children = members.map(toItem);
  const [first] = children;
  if (first === undefined) return [];
  const span = hull(children.map((child) => child.span));
  return [{ kind: "section", name, detail: "", span, selection: first.selection, children }];
}

function componentItem({ id, key, entry, listeners }: ComponentFact): OutlineItem {
  return {
    kind: "component",
    name: id,
    detail: listeners.flatMap(addressOf).join(", "),
    span: hull([entry.span, key.span]),
    selection: key.span,
    children: [],
  };
}

/** As newer versions of the program bind it. */
function addressOf({ binds }: ListenerFact): readonly string[] {
  const endpoint = binds.at(-1)?.endpoint;
  return endpoint === undefined || endpoint.port === null ? [] : [`${endpoint.hostText}:${String(endpoint.port)}`];
}

function pipelineItem({ id, key, body, receivers, processors, exporters }: PipelineFact): OutlineItem {
  const stages = [receivers, processors, exporters].map(({ references }) => references.map((each) => each.id));
  return {
    kind: "pipeline",
    name: id,
    detail: stages
      .filter((ids) => ids.length > 0)
      .map((ids) => ids.join(", "))
      .join(" → "),
    span: hull([body.span, key.span]),
    selection: key.span,
    children: [],
  };
}

/** The stretch from the first of them to the last. */
function hull(spans: readonly Span[]): Span {
  return spans.reduce((all, { start, end }) => ({ start: Math.min(all.start, start), end: Math.max(all.end, end) }));
}
