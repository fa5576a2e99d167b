import { baseName } from "../../paths.js";
import { parseVersion } from "../../versions.js";
import type { ProgramSeen } from "../observation.js";
import type { Section } from "../sections.js";
import { linesOf } from "./lines.js";

/** Reads a section `package <tool>`: `datadog-agent 1:7.55.0-1`, without the epoch and what the distribution adds. */
export function readPackages({ text }: Section): readonly ProgramSeen[] {
  return linesOf(text).flatMap((line) => {
    const [, name = "", written = ""] = /^(\S{1,200})\s+(?:\d+:)?(\S{1,200})$/.exec(line) ?? [];
    const version = parseVersion(written);
    return version === undefined ? [] : [{ name, version, source: "package" }];
  });
}

/** Reads a section `program <path>`: `otelcol version v0.104.0`, `Agent 7.55.0 - Commit: …`; the first version counts. */
export function readProgram({ words: [path = ""], text }: Section): ProgramSeen | undefined {
  const name = baseName(path);
  for (const line of linesOf(text).slice(0, 10)) {
    const version = parseVersion(/(?<![\w.])v?\d{1,5}\.\d{1,5}\.\d{1,5}(?![\d.])/.exec(line)?.[0] ?? "");
    if (version !== undefined && name !== "") return { name, version, source: "program" };
  }
  return undefined;
}
