import { run } from "../../server/src/cli/program.js";
import { toFileId } from "../../server/src/workspace/paths.js";

export interface Outcome {
  readonly code: number | undefined;
  readonly out: string;
  readonly err: string;
}

/** Runs the command line inside this process, standing in a folder. */
export async function portolanIn(folder: string, ...words: readonly string[]): Promise<Outcome> {
  let out = "";
  let err = "";
  const code = await run(words, {
    out: (text) => (out += text),
    err: (text) => (err += text),
    workingDirectory: toFileId(folder),
    colour: false,
    width: undefined,
  });
  return { code, out, err };
}
