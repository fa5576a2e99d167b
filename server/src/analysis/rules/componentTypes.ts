import { findComponent } from "../catalog/components.js";
import type { ComponentRow } from "../catalog/types.js";
import type { ComponentFact, Reference } from "../facts.js";
import type { EditFix, FileEdit, Severity, TextOf } from "../finding.js";
import { renameEdits, replaceId } from "../fixes/renameComponent.js";
import { typeOf } from "../sources/collector/recognise.js";
import { hasComponent } from "../topology/collectors/builds.js";
import type { Collector, SiteModel } from "../topology/model.js";
import { isWithin, type VersionRange } from "../versions.js";

/** What the rules on a component's type share. */

export interface TypedComponent {
  readonly collector: Collector;
  readonly component: ComponentFact;
  /** Undefined for a type that is in no catalogue. */
  readonly row: ComponentRow | undefined;
  /** The receiver_creator that starts it, where no pipeline does. */
  readonly creator?: ComponentFact;
}

/** What the authors of the files wrote themselves, with what is known of its type. */
export function typedComponents({ collectors }: SiteModel): readonly TypedComponent[] {
  return collectors.flatMap((collector) =>
    collector.components
      .filter(({ inherited, type }) => !inherited && type !== "" && !/[${}%<]/.test(type))
      .map((component) => ({ collector, component, row: findComponent(component.kind, component.type) })),
  );
}

/** The same, and what a receiver_creator starts where it discovers something. */
export function typesInUse(model: SiteModel): readonly TypedComponent[] {
  return typedComponents(model).flatMap((typed) => [
    typed,
    ...(typed.component.starts ?? []).map((template) => templateOf(typed, template)),
  ]);
}

/** Each of its sockets is opened only once there is something to watch. */
function templateOf({ collector, component: creator }: TypedComponent, { id, place }: Reference): TypedComponent {
  const type = typeOf(id);
  const nothing = { listeners: [], dials: [], issues: [], settings: [], references: [] };
  const component: ComponentFact = { kind: "receiver", id, type, key: place, entry: place, ...nothing };
  return { collector, component, creator, row: findComponent("receiver", type) };
}

export function isOutdated({ component, row }: TypedComponent): boolean {
  return row !== undefined && row.type !== component.type;
}

/** Whether the version in use is known to have left a type behind. */
export function isRemoved({ collector, row }: TypedComponent): boolean {
  return (
    row?.removedIn !== undefined &&
    isWithin(collector.versions, { since: row.removedIn }) &&
    !isOwnBuild(collector, row)
  );
}

/** A distribution of its own, or somebody's build, may keep what the project's have dropped. */
export function isOwnBuild({ distribution, build }: Collector, row: ComponentRow): boolean {
  if (build) return hasComponent(build.build, row.kind, typesOf(row)) !== false;
  return distribution !== undefined && row.distributions.includes(distribution);
}

export function typesOf({ type, aliases }: ComponentRow): readonly string[] {
  return [type, ...aliases];
}

export function isVersionUnknown({ versions }: Collector): boolean {
  return versions.since === undefined && versions.before === undefined;
}

/** `v0.104.0`, where it is known. */
export function sayVersion({ since }: VersionRange): string {
  return since === undefined ? "the version in use" : `v${since}`;
}

/** What the collector does about a type that it does not know. A receiver_creator asks for it when it needs it. */
export function sayUnknown({
  component: { type, id },
  creator,
}: Pick<TypedComponent, "component" | "creator">): string {
  return creator
    ? `the receiver "${creator.id}" cannot start it, and says so only in the log: \`unable to lookup factory for receiver "${id}"\``
    : `the collector refuses to start: \`unknown type: "${type}" for id: "${id}"\``;
}

/** What stops the whole collector elsewhere, here only keeps one receiver from starting. */
export function severityIn({ creator }: TypedComponent, severity: Severity): Severity {
  return creator && severity === "error" ? "warning" : severity;
}

/** Gives the component another type and its pipelines the new id, in all files of its collector. */
export function retypeFix(
  { collector, component, creator }: TypedComponent,
  type: string,
  texts: TextOf,
  more: readonly FileEdit[] = [],
): readonly EditFix[] {
  const newId = type + component.id.slice(component.type.length);
  const own = creator && replaceId(component.key, component.id, newId, texts);
  const edits = creator ? own && [own] : renameEdits(collector, component, newId, texts);
  if (edits === undefined) return [];
  const title = `Rename ${component.kind} "${component.id}" to "${newId}" here and wherever this collector names it`;
  const fix: EditFix = { kind: "edit", title, edits: [...edits, ...more], preferred: true };
  return [fix];
}
