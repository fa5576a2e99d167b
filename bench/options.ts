import { resolve } from "node:path";
import { parseArgs } from "node:util";

export interface Options {
  readonly edits: number;
  /** Seconds for each kind of edit, in place of what a document allows. */
  readonly limit: number | undefined;
  readonly json: string;
}

export const usage = `Usage: npm run bench -- [--edits N] [--limit SECONDS] [--json PATH]

  --edits N         edits of each kind for each server and document (default 200)
  --limit SECONDS   after which a server makes no further edit of a kind (default 45, for the large documents 12)
  --json PATH       where the figures go (default out/bench/results.json)`;

/** Undefined where the command line is not understood. */
export function readOptions(args: readonly string[]): Options | undefined {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        edits: { type: "string", default: "200" },
        limit: { type: "string" },
        json: { type: "string" },
      },
    });
    const edits = Number(values.edits);
    const limit = values.limit === undefined ? undefined : Number(values.limit);
    if (!Number.isInteger(edits) || edits < 1 || (limit !== undefined && !(limit > 0))) return undefined;
    const json = values.json ?? resolve(import.meta.dirname, "../out/bench/results.json");
    return { edits, limit, json };
  } catch {
    return undefined;
  }
}
