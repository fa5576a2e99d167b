import { findComponent } from "../../catalog/components.js";
import type { ComponentFact, ComponentKind, PipelineRole, Signal } from "../../facts.js";
import { signals, typeOf } from "../../sources/collector/recognise.js";
import { usageOf } from "../../topology/collectors/usage.js";
import { keyEdit, wordEdit, type Completion, type Scene } from "./completion.js";

/** Ids in the lists of a pipeline and in `service.extensions`: those that may stand there, unused ones first. */
export function componentIds(scene: Scene): readonly Completion[] {
  const { path, cursor } = scene;
  const [service, list, ...rest] = path;
  if (service !== "service") return [];
  if (list === "extensions")
    return isInList(rest, cursor.role) ? offers(scene, (each) => each.kind === "extension") : [];
  const [pipeline = "", role, ...inner] = rest;
  if (list !== "pipelines" || !isRole(role) || !isInList(inner, cursor.role)) return [];
  const signal = signals.find((each) => each === typeOf(pipeline));
  return offers(scene, (each) => fits(each, role, signal));
}

/** An item, the value that is to be a list, or an empty line below its key. */
function isInList(inner: readonly string[], role: "key" | "value" | "item"): boolean {
  return inner.length === 0 ? role !== "item" : inner.length === 1 && inner[0] === "*" && role === "item";
}

function isRole(key: string | undefined): key is PipelineRole {
  return key === "receivers" || key === "processors" || key === "exporters";
}

const kindOf: Readonly<Record<PipelineRole, ComponentKind>> = {
  receivers: "receiver",
  processors: "processor",
  exporters: "exporter",
};

/** Whether a component may stand in a list of a pipeline. One of which nobody knows the signals may. */
function fits({ kind, type }: ComponentFact, role: PipelineRole, signal: Signal | undefined): boolean {
  const isEnd = kind === "connector" && role !== "processors";
  if (kind !== kindOf[role] && !isEnd) return false;
  const known = findComponent(kind, type)?.signals ?? [];
  if (signal === undefined || known.length === 0) return true;
  const side = role === "receivers" ? "to" : "from";
  return known.some((each) => (typeof each === "string" ? each : each[side]) === signal);
}

function offers(scene: Scene, mayStand: (component: ComponentFact) => boolean): readonly Completion[] {
  const { cursor, text, collector } = scene;
  const named = new Set(cursor.siblings);
  const isUsed = collector && usageOf([collector]);
  return componentsOf(scene)
    .filter((each) => mayStand(each) && !named.has(each.id))
    .map((component) => ({ component, idle: isUsed?.(component) === false }))
    .sort((a, b) => Number(b.idle) - Number(a.idle))
    .map(({ component: { id, kind }, idle }) => ({
      label: id,
      kind: "id",
      detail: idle ? `${kind}, not used yet` : kind,
      edit: editOf(text, cursor, id),
    }));
}

/** Those of the file as it is being typed, and of the others that its collector reads. */
export function componentsOf({ facts, collector, file }: Scene): readonly ComponentFact[] {
  const others = (collector?.components ?? []).filter(({ key }) => key.file !== file);
  const all = [...(facts?.components ?? []), ...others];
  return [...new Map(all.map((each) => [`${each.kind} ${each.id}`, each])).values()];
}

function editOf(text: string, cursor: Scene["cursor"], id: string): Completion["edit"] {
  switch (cursor.role) {
    case "item":
      return wordEdit(cursor, id);
    case "value":
      return wordEdit(cursor, `[${id}]`);
    case "key":
      return keyEdit(text, cursor, [`- ${id}`]);
  }
}
