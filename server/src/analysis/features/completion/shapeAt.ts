import { findComponent } from "../../catalog/components.js";
import { configShapeOf } from "../../catalog/configShapes.js";
import { configurationKeys, telemetryKeys } from "../../catalog/configurationKeys.js";
import type { ComponentRow, ConfigShape } from "../../catalog/types.js";
import { sectionKinds, typeOf } from "../../sources/collector/recognise.js";

/** What may stand at a path of a configuration; undefined where nobody knows. */
export function shapeAt(path: readonly string[]): ConfigShape | undefined {
  const own = componentAt(path);
  if (own) {
    const shape = configShapeOf(own.row);
    return shape && below(shape, own.path);
  }
  const [service, telemetry, ...rest] = path;
  const isTelemetry = service === "service" && telemetry === "telemetry";
  return isTelemetry ? below(telemetryKeys, rest) : below(configurationKeys, path);
}

/** The component in whose settings a path leads, and the rest of the path from there. */
export function componentAt(
  path: readonly string[],
): { readonly row: ComponentRow; readonly path: readonly string[] } | undefined {
  const [section = "", id, ...rest] = path;
  const kind = sectionKinds.get(section);
  const row = kind && id !== undefined ? findComponent(kind, typeOf(id)) : undefined;
  return row && { row, path: rest };
}

function below(shape: ConfigShape, path: readonly string[]): ConfigShape | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return shape;
  if (typeof shape === "string") return undefined;
  if ("items" in shape) return key === "*" ? below(shape.items, rest) : undefined;
  if ("values" in shape) return below(shape.values, rest);
  const inner = Object.hasOwn(shape.keys, key) ? shape.keys[key] : undefined;
  return inner && below(inner, rest);
}

/** Whether keys lead where a path of the catalogue does, in which `*` stands for every item and every key. */
export function leadsTo(keys: readonly string[], path: readonly string[]): boolean {
  return keys.length === path.length && path.every((key, index) => key === "*" || key === keys[index]);
}
