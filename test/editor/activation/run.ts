import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import type { EditorInstall } from "../host/install.js";
import { testOutput } from "../host/paths.js";
import { startEditorServer } from "../host/server.js";
import type { Result } from "../result.js";
import { bundleForHost } from "../suiteBundle.js";
import { runInWindow } from "../windowRun.js";
import { withWorkspace } from "../workspaceCopy.js";
import type { Sighting } from "./window.js";

const windows = 3;

/** Milliseconds, where nothing else goes on. */
const mostForActivation = 50;

/** Opens a folder with nothing of ours in several windows, and looks how the extension starts in each. */
export async function runActivation(install: EditorInstall, browser: Browser): Promise<Result> {
  const sightings = await sightAll(install, browser);
  const activation = median(sightings.map(({ loading, activating }) => loading + activating));
  const slow = median(sightings.map((each) => each.slowness));
  const most = mostForActivation * slow;
  const each = sightings.map(({ loading, activating }) => `${ms(loading)} + ${ms(activating)}`).join(", ");
  const figures = `${ms(activation)} (loading + activating: ${each}; the machine takes ${slow.toFixed(1)} times as long)`;
  return judged([
    [`activates in at most ${ms(most)}: ${figures}`, activation <= most],
    ["starts no server for YAML of others", sightings.every(({ servers }) => servers.besideOthers === 0)],
    [
      "starts one once a collector's configuration is typed",
      sightings.every(({ servers }) => servers.besideOurs === 1),
    ],
  ]);
}

async function sightAll(install: EditorInstall, browser: Browser): Promise<readonly Sighting[]> {
  const module = await bundleForHost("activation", ["window.ts"]);
  const file = join(testOutput, "activation", "sighting.json");
  const log: string[] = [];
  return withWorkspace("notes", writeNotes, async (folder) => {
    const server = await startEditorServer(install, { tests: true, env: { PORTOLAN_SIGHTING: file } });
    try {
      const sightings: Sighting[] = [];
      for (let count = 0; count < windows; count++) {
        await writeFile(file, "nothing");
        await runInWindow(browser, server, { folder, module, log: (line) => log.push(line) });
        sightings.push(sightingIn(await readFile(file, "utf8"), log));
      }
      return sightings;
    } finally {
      await server.stop();
    }
  });
}

function sightingIn(text: string, log: readonly string[]): Sighting {
  try {
    return JSON.parse(text) as Sighting;
  } catch (cause) {
    throw new Error(`A window saw nothing. The editor said:\n${log.slice(-20).join("\n")}`, { cause });
  }
}

async function writeNotes(folder: string): Promise<void> {
  await mkdir(folder);
  await writeFile(join(folder, "site.yaml"), "site_name: Notes\nnav:\n  - Home: index.md\n");
}

function judged(verdicts: readonly (readonly [title: string, holds: boolean])[]): Result {
  for (const [title, holds] of verdicts) console.log(`    ${holds ? "✔" : "✘"} ${title}`);
  const passed = verdicts.filter(([, holds]) => holds).length;
  return { passed, failed: verdicts.length - passed };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

function ms(value: number): string {
  return `${value.toFixed(0)} ms`;
}
