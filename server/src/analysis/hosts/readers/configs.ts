import type { ConfigSeen } from "../observation.js";
import type { Section } from "../sections.js";
import { firstOf, valuesOf, wholeNumber } from "./lines.js";

/** Reads a section `config <path>`. */
export function readConfig({ words: [path = ""], text }: Section): ConfigSeen | undefined {
  const values = valuesOf(text);
  const state = firstOf(values, "state");
  if (path === "" || (state !== "readable" && state !== "unreadable" && state !== "absent")) return undefined;
  const sha256 = firstOf(values, "sha256")?.toLowerCase();
  return {
    path,
    state,
    bytes: wholeNumber(firstOf(values, "bytes")),
    sha256: sha256 !== undefined && /^[0-9a-f]{64}$/.test(sha256) ? sha256 : undefined,
  };
}
