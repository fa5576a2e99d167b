import { resolve } from "node:path";
import { parseArgs } from "node:util";

const parts = ["typing", "scale"] as const;
export type Part = (typeof parts)[number];

export interface Options {
  readonly edits: number;
  /** Seconds for each kind of edit, in place of what a document allows. */
  readonly limit: number | undefined;
  /** Numbers of manifests, growing. */
  readonly scale: readonly number[];
  readonly only: Part | undefined;
  readonly json: string;
}

export const usage = `Usage: npm run bench -- [--edits N] [--limit SECONDS] [--scale N,N…] [--only PART] [--json PATH]

  --edits N         edits of each kind for each server and document (default 200)
  --limit SECONDS   after which a server makes no further edit of a kind (default 45, for the large documents 12)
  --scale N,N…      numbers of Kubernetes manifests that the command line maps (default 500,5000,20000)
  --only PART       typing: keystrokes, beside yaml-language-server; scale: the command line over many manifests
                    (default both)
  --json PATH       where the figures go (default out/bench/results.json)
  --help            this`;

/** Undefined where the command line is not understood. */
export function readOptions(args: readonly string[]): Options | "help" | undefined {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        edits: { type: "string", default: "200" },
        limit: { type: "string" },
        scale: { type: "string", default: "500,5000,20000" },
        only: { type: "string" },
        json: { type: "string" },
        help: { type: "boolean", default: false },
      },
    });
    if (values.help) return "help";
    const edits = Number(values.edits);
    const limit = values.limit === undefined ? undefined : Number(values.limit);
    const scale = sizesIn(values.scale);
    const only = parts.find((part) => part === values.only);
    if (!isCount(edits) || (limit !== undefined && !(limit > 0)) || scale === undefined) return undefined;
    if (values.only !== only) return undefined;
    const json = values.json ?? resolve(import.meta.dirname, "../out/bench/results.json");
    return { edits, limit, scale, only, json };
  } catch {
    return undefined;
  }
}

/** Each once and the smallest first, since growth is from one to the next. */
function sizesIn(text: string): readonly number[] | undefined {
  const sizes = text.split(",").map(Number);
  return sizes.every(isCount) ? [...new Set(sizes)].sort((a, b) => a - b) : undefined;
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value > 0;
}
