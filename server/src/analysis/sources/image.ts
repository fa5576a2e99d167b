import type { ImageRef, Place } from "../facts.js";

/**
 * Reads `docker.io/otel/opentelemetry-collector:0.95.0@sha256:…`. Undefined where a variable or a template decides which
 * image it is; one that decides the tag only leaves the tag open.
 */
export function readImageRef(text: string, place: Place): ImageRef | undefined {
  const { path, tag } = splitTag(text);
  const repository = path.replace(/^(?:index\.)?docker\.io\//, "").replace(/^library\//, "");
  if (!/^[\w.:-]+(?:\/[\w.-]+)*$/.test(repository)) return undefined;
  return { repository, tag: /^[\w.-]+$/.test(tag) ? tag : undefined, place };
}

/** What stands before the tag and the digest, and the tag; empty for none. */
export function splitTag(text: string): { readonly path: string; readonly tag: string } {
  const [named = ""] = text.split("@", 1);
  const colon = named.lastIndexOf(":");
  // A colon before a slash belongs to the port of a registry.
  if (colon <= named.lastIndexOf("/")) return { path: named, tag: "" };
  return { path: named.slice(0, colon), tag: named.slice(colon + 1) };
}
