import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { parseAllDocuments, visit } from "yaml";
import { shorterTime } from "./clock.js";
import { withFolder } from "./ending.js";
import type { AnchorFigures } from "./report/figures.js";
import { medianOf } from "./statistics.js";

const repetitions = 60;

const starts = 9;

/** What a server's start cannot undercut: a Node process that does nothing. */
export async function nodeStart(): Promise<number> {
  const samples: number[] = [];
  for (let i = 0; i < starts; i++) {
    const start = performance.now();
    const child = spawn(process.execPath, ["-e", "0"], { stdio: "ignore" });
    await once(child, "exit");
    samples.push(performance.now() - start);
  }
  return medianOf(samples);
}

/** In bytes: what a server's memory cannot undercut. */
export async function nodeResident(): Promise<number> {
  const { stdout } = await promisify(execFile)(process.execPath, ["-p", "process.memoryUsage.rss()"]);
  return Number(stdout);
}

/** What cannot be undercut, in this process and after a warm-up: the same bytes read, the same text parsed once. */
export function anchorsOf(text: string): Promise<AnchorFigures> {
  return withFolder((folder) => {
    const file = join(folder, "document.yaml");
    writeFileSync(file, text);
    const inner = embeddedIn(text);
    return {
      read: timed(() => readFileSync(file, "utf8")),
      parse: timed(() => parseAllDocuments(text)),
      parseWithEmbedded:
        inner.length === 0 ? null : timed(() => [text, ...inner].map((each) => parseAllDocuments(each))),
    };
  });
}

/** Blocks of text that are documents themselves. */
export function embeddedIn(text: string): readonly string[] {
  const blocks: string[] = [];
  for (const document of parseAllDocuments(text)) {
    if (!("contents" in document)) continue;
    visit(document, {
      Scalar(_, { type, value }) {
        if (type === "BLOCK_LITERAL" && typeof value === "string") blocks.push(value);
      },
    });
  }
  return blocks;
}

/** The median, in milliseconds. */
function timed(work: () => unknown): number {
  const samples: number[] = [];
  for (let i = 0; i < 2 * repetitions; i++) samples.push(shorterTime(work));
  return medianOf(samples.slice(repetitions));
}
