import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseAllDocuments, visit } from "yaml";
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

/** What cannot be undercut, in this process and after a warm-up: the same bytes read, the same text parsed once. */
export function anchorsOf(text: string): AnchorFigures {
  const folder = mkdtempSync(join(tmpdir(), "portolan-bench-"));
  const file = join(folder, "document.yaml");
  try {
    writeFileSync(file, text);
    const inner = embeddedIn(text);
    return {
      read: timed(() => readFileSync(file, "utf8")),
      parse: timed(() => parseAllDocuments(text)),
      parseWithEmbedded:
        inner.length === 0 ? null : timed(() => [text, ...inner].map((each) => parseAllDocuments(each))),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Blocks of text that are documents themselves. */
function embeddedIn(text: string): readonly string[] {
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

/** The median; of each sample the shorter of wall clock and computing time, since other programs may hold the processor. */
function timed(work: () => unknown): number {
  const samples: number[] = [];
  for (let i = 0; i < 2 * repetitions; i++) {
    const [start, cpu] = [performance.now(), process.cpuUsage()];
    work();
    const [wall, { user, system }] = [performance.now() - start, process.cpuUsage(cpu)];
    samples.push(Math.min(wall, (user + system) / 1000));
  }
  return medianOf(samples.slice(repetitions));
}
