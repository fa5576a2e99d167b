import { resolve } from "node:path";
import { parseArgs } from "node:util";

const parts = ["typing", "scale", "workspaces"] as const;
export type Part = (typeof parts)[number];

export interface Options {
  readonly edits: number;
  /** Seconds for each kind of edit, in place of what a document allows. */
  readonly limit: number | undefined;
  /** Numbers of manifests, growing. */
  readonly scale: readonly number[];
  /** Numbers of YAML files, growing. */
  readonly workspaces: readonly number[];
  readonly only: Part | undefined;
  readonly json: string;
}

export const usage = `Usage: npm run bench -- [--only PART] [--edits N] [--limit SECONDS] [--scale N,N…] [--workspaces N,N…]
                     [--json PATH]

  --only PART         (default all of them)
                      typing: keystrokes in single documents, beside yaml-language-server
                      scale: the command line over many manifests
                      workspaces: the server among many YAML files
  --edits N           edits of each kind for each server and document (default 200)
  --limit SECONDS     after which a server makes no further edit of a kind (default 45, for the large documents 12)
  --scale N,N…        numbers of Kubernetes manifests that the command line maps (default 500,5000,20000)
  --workspaces N,N…   numbers of YAML files among which the server is typed into (default 100,1000,10000)
  --json PATH         where the figures go (default out/bench/results.json)
  --help              this

In workspaces, 1 file in 10 is a manifest and the rest ordinary YAML (workflows, translations, CRDs, data, …), then every
file is a manifest; 50 files a folder. Measured of the server: its start, the first reading of all files until the port
map is there (cold, and warm with the cache that the first run left), memory, what it computes at rest, and edits of a
230-line manifest, for which yaml-language-server is driven in turn. Beside it fresh Node processes which read the same
bytes, search them for a few words, and parse them with the package yaml. Exponents tell how all that grows with the
files; the bars are meant for 10000 of them.`;

/** Undefined where the command line is not understood. */
export function readOptions(args: readonly string[]): Options | "help" | undefined {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        edits: { type: "string", default: "200" },
        limit: { type: "string" },
        scale: { type: "string", default: "500,5000,20000" },
        workspaces: { type: "string", default: "100,1000,10000" },
        only: { type: "string" },
        json: { type: "string" },
        help: { type: "boolean", default: false },
      },
    });
    if (values.help) return "help";
    const edits = Number(values.edits);
    const limit = values.limit === undefined ? undefined : Number(values.limit);
    const scale = sizesIn(values.scale);
    const workspaces = sizesIn(values.workspaces);
    const only = parts.find((part) => part === values.only);
    if (!isCount(edits) || (limit !== undefined && !(limit > 0))) return undefined;
    if (scale === undefined || workspaces === undefined || values.only !== only) return undefined;
    const json = values.json ?? resolve(import.meta.dirname, "../out/bench/results.json");
    return { edits, limit, scale, workspaces, only, json };
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
