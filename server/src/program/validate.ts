import { dirname } from "node:path";
import { runProgram, type ProgramRun } from "./run.js";

/** One of the configurations that are merged, as the editor shows it. */
export interface ConfigText {
  readonly text: string;
  /** Where its relative paths begin, for the first of them. */
  readonly file: string;
}

/** Linux refuses a variable that is longer. */
const longest = 128 * 1024 - 64;

/**
 * Asks the collector itself. The texts go in as variables, so that nothing needs to be saved first and what stands
 * inside another document can be asked about too.
 */
export function validateConfigs(
  path: string,
  configs: readonly ConfigText[],
  signal?: AbortSignal,
): Promise<ProgramRun> {
  const named = configs.map(({ text }, index) => [`PORTOLAN_CONFIG_${String(index)}`, text] as const);
  if (named.some(([name, text]) => Buffer.byteLength(`${name}=${text}`) > longest)) {
    return Promise.resolve({ kind: "failed", reason: "The configuration is longer than 128 KiB." });
  }
  const args = named.flatMap(([name]) => ["--config", `env:${name}`]);
  const [first] = configs;
  return runProgram(path, ["validate", ...args], {
    environment: Object.fromEntries(named),
    ...(first && { folder: dirname(first.file) }),
    ...(signal && { signal }),
  });
}
