import type { FileId } from "../../facts.js";
import type { FeatureContext } from "../feature.js";
import type { Completion, Scene } from "./completion.js";
import { componentIds } from "./componentIds.js";
import { componentTypes } from "./componentTypes.js";
import { configKeys } from "./configKeys.js";
import { configValues } from "./configValues.js";
import { cursorAt } from "./cursor.js";
import { dialPorts } from "./dialPorts.js";
import { endpoints } from "./endpoints.js";
import { environmentNames } from "./environmentNames.js";
import { configAround } from "./halfTyped.js";
import { idReferences } from "./idReferences.js";
import { targetPorts } from "./targetPorts.js";

/** In this order; the first that has something to offer answers. */
const kinds: readonly ((scene: Scene) => readonly Completion[])[] = [
  environmentNames,
  componentTypes,
  componentIds,
  idReferences,
  endpoints,
  dialPorts,
  configKeys,
  configValues,
];

/** What could stand at an offset of a text, the best first. Nothing in a file that is not ours. */
export function complete(context: FeatureContext, file: FileId, offset: number): readonly Completion[] {
  const text = context.texts(file);
  const cursor = text === undefined ? undefined : cursorAt(text, offset);
  if (text === undefined || cursor === undefined) return [];
  const around = configAround(context, file, text, cursor);
  if (around === undefined) return targetPorts(context, file, text, cursor);
  const scene: Scene = { ...around, file, text, cursor };
  for (const kind of kinds) {
    const found = kind(scene);
    if (found.length > 0) return found;
  }
  return [];
}
