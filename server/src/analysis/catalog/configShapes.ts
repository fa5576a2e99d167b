import { configShapes } from "./generated/configShapes.js";
import type { ComponentRow, KeysShape } from "./types.js";

/** What is known of the keys of a component's own settings; undefined where nobody looked them up. */
export function configShapeOf({ kind, type }: ComponentRow): KeysShape | undefined {
  const name = `${kind} ${type}`;
  return Object.hasOwn(configShapes, name) ? configShapes[name]?.() : undefined;
}
