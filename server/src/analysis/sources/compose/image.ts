import type { FileId, ImageRef } from "../../facts.js";
import { placeOf, unknown, type Placed } from "./placed.js";

/**
 * Reads `docker.io/otel/opentelemetry-collector:0.95.0@sha256:…`. A registry that only a variable tells is left out;
 * undefined where a variable or a template decides the image itself.
 */
export function readImage(image: Placed, file: FileId): ImageRef | undefined {
  const [named = ""] = image.text.trim().split("@");
  const colon = named.lastIndexOf(":");
  const tagged = colon > named.lastIndexOf("/");
  const path = (tagged ? named.slice(0, colon) : named).split("/");
  const tag = tagged ? named.slice(colon + 1) : "";
  const guessed = path.findLastIndex((segment) => segment.includes(unknown));
  const tail = path[guessed]?.split(unknown).at(-1) ?? "";
  // `${REGISTRY}otel/…`: the variable ends in a slash of its own.
  const known = guessed < path.length - 1 && tail !== "" ? [tail, ...path.slice(guessed + 1)] : path.slice(guessed + 1);
  const repository = known
    .join("/")
    .replace(/^(?:index\.)?docker\.io\//, "")
    .replace(/^library\//, "");
  if (!/^[\w.:-]+(?:\/[\w.-]+)*$/.test(repository)) return undefined;
  return { repository, tag: /^[\w.-]+$/.test(tag) ? tag : undefined, place: placeOf(image, file) };
}
