import type { TextSource } from "./source.js";

/** Formats other than YAML; the first that may be a file's and whose marker stands in it reads it. */
export const textSources: readonly TextSource[] = [];
