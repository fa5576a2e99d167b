import type { ConfigShape } from "../../catalog/types.js";
import { signals } from "../../sources/collector/recognise.js";
import { wantedOf } from "../../sources/collector/shapes.js";
import { keyEdit, type Completion, type Scene } from "./completion.js";
import { freeId } from "./componentTypes.js";
import { shapeAt } from "./shapeAt.js";

/** Keys that are not written yet. */
export function configKeys(scene: Scene): readonly Completion[] {
  const { path, cursor, text } = scene;
  if (cursor.role === "value") return [];
  const [service, pipelines, ...deeper] = path;
  if (service === "service" && pipelines === "pipelines") {
    if (deeper.length === 0) return pipelineIds(scene);
    if (deeper.length === 1) return pipelineRoles(scene);
  }
  const shape = shapeAt(path);
  if (typeof shape !== "object" || !("keys" in shape)) return [];
  return Object.entries(shape.keys)
    .filter(([key]) => !cursor.siblings.has(key))
    .map(([key, value]) => ({
      label: key,
      kind: "key",
      ...detailOf(value),
      edit: keyEdit(text, cursor, [isScalar(value) ? `${key}: ` : `${key}:`]),
    }));
}

function isScalar(shape: ConfigShape): boolean {
  return typeof shape === "string" && shape !== "any";
}

function detailOf(shape: ConfigShape): { readonly detail?: string } {
  if (shape === "any") return {};
  if (typeof shape === "string") return { detail: wantedOf(shape) };
  return { detail: "items" in shape ? "a list" : "a map" };
}

function pipelineIds({ cursor, text }: Scene): readonly Completion[] {
  if (cursor.role !== "key") return [];
  return signals.map((signal) => {
    const id = freeId(signal, cursor.siblings);
    return { label: id, kind: "key", detail: "a pipeline", edit: keyEdit(text, cursor, [`${id}:`]) };
  });
}

function pipelineRoles({ cursor, text }: Scene): readonly Completion[] {
  if (cursor.role !== "key") return [];
  return ["receivers", "processors", "exporters"]
    .filter((role) => !cursor.siblings.has(role))
    .map((role) => {
      const edit = keyEdit(text, cursor, [`${role}:`]);
      const snippet = cursor.hasColon || cursor.flow ? {} : { snippet: `${edit.newText} [$0]` };
      return { label: role, kind: "key", detail: "a list of ids", edit, ...snippet };
    });
}
