import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { run } from "../../server/src/cli/program.js";
import { toFileId } from "../../server/src/workspace/paths.js";

export interface Outcome {
  readonly code: number | undefined | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the command line inside this process, standing in `folder`, with lines on its standard input. */
export async function portolanIn(
  folder: string,
  words: readonly string[],
  lines: readonly string[] = [],
): Promise<Outcome> {
  let out = "";
  let err = "";
  const code = await run(words, {
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    // eslint-disable-next-line @typescript-eslint/require-await -- stands for a stream
    input: async function* () {
      yield* lines;
    },
    workingDirectory: toFileId(folder),
    colour: false,
    width: undefined,
  });
  return { code, out, err };
}

/** Writes files, with the folders that they need. */
export function put(root: string, files: Readonly<Record<string, string | Buffer>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}
