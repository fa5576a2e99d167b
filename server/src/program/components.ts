import type { Build } from "../analysis/facts.js";
import { readComponents } from "../analysis/sources/builder/components.js";
import { runProgram } from "./run.js";

/** What the person's own collector is made of, or why that is not known. */
export type OwnBuild = { readonly build: Build } | { readonly problem: string };

export async function ownBuild(path: string): Promise<OwnBuild> {
  const run = await runProgram(path, ["components"]);
  if (run.kind === "failed") return { problem: run.reason };
  const build = run.code === 0 ? readComponents(run.output) : undefined;
  return build ? { build } : { problem: `${path} components did not print what a collector prints.` };
}
