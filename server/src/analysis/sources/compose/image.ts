import type { FileId, ImageRef } from "../../facts.js";
import { readImageRef, splitTag } from "../image.js";
import { placeOf, unknown, type Placed } from "./placed.js";

/**
 * Reads an image of which a variable may tell the registry; that is left out. Undefined where a variable or a template
 * decides the image itself.
 */
export function readImage(image: Placed, file: FileId): ImageRef | undefined {
  const text = image.text.trim();
  const place = placeOf(image, file);
  const { path } = splitTag(text);
  const guessed = path.lastIndexOf(unknown);
  if (guessed < 0) return readImageRef(text, place);
  // `${REGISTRY}otel/…`: the variable ends in a slash of its own.
  return path.includes("/", guessed) ? readImageRef(text.slice(guessed + 1).replace(/^\//, ""), place) : undefined;
}
