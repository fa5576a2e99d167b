import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { packageExtension } from "../../scripts/package.js";
import { cannotRunHere } from "../../scripts/test/layers.js";
import { runActivation } from "./activation/run.js";
import { CannotRunHere } from "./host/cannotRunHere.js";
import { launchChromium } from "./host/chromium.js";
import { installEditor } from "./host/install.js";
import { testOutput } from "./host/paths.js";
import { exitOnSignals } from "./host/processes.js";
import { runPerson } from "./person/run.js";
import type { Result } from "./result.js";
import { runSuite } from "./suiteRun.js";

async function main(): Promise<void> {
  const started = Date.now();
  exitOnSignals();
  const browser = await launchChromium();
  try {
    const install = await installEditor(console.log);
    const vsix = await packageExtension();
    await forgetEarlierRun();

    console.log("\n  the extension under development, from within");
    const suite = await runSuite(install, browser).catch(unfinished);

    console.log("  its start, in a folder with nothing of ours");
    const activation = await runActivation(install, browser).catch(unfinished);

    console.log("\n  the packaged extension, as a person uses it");
    const person = await runPerson(install, browser, vsix);

    const result = sum([suite, activation, person]);
    await writeFile(join(testOutput, "result.json"), JSON.stringify(result));
    console.log(
      `\n  editor: ${result.passed} passed, ${result.failed} failed, ${Math.round((Date.now() - started) / 1000)} s`,
    );
    if (result.failed > 0) process.exitCode = 1;
  } finally {
    await browser.close();
  }
}

/** The others are run all the same. */
function unfinished(error: unknown): Result {
  console.log(error instanceof Error ? error.message : error);
  return { passed: 0, failed: 1 };
}

function sum(results: readonly Result[]): Result {
  const total = (of: keyof Result): number => results.reduce((count, result) => count + result[of], 0);
  return { passed: total("passed"), failed: total("failed") };
}

async function forgetEarlierRun(): Promise<void> {
  await mkdir(testOutput, { recursive: true });
  for (const name of await readdir(testOutput)) {
    if (/\.png$|^result\.json$/.test(name)) await rm(join(testOutput, name));
  }
}

main().catch((error: unknown) => {
  if (error instanceof CannotRunHere) {
    console.log(error.message);
    process.exitCode = cannotRunHere;
    return;
  }
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
