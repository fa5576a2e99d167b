import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import type { EditorInstall } from "./host/install.js";
import { testOutput } from "./host/paths.js";
import { startEditorServer } from "./host/server.js";
import type { Result, SuiteResult } from "./result.js";
import { bundleSuite } from "./suiteBundle.js";
import { runInWindow } from "./windowRun.js";
import { withWorkspaceCopy } from "./workspaceCopy.js";

/** Runs the suite in the extension host of a real VS Code, whose window is a page of the browser. */
export async function runSuite(install: EditorInstall, browser: Browser): Promise<Result> {
  const suite = await bundleSuite();
  const resultFile = join(testOutput, "suite", "result.json");
  const logFile = join(testOutput, "suite", "console.log");
  const log: string[] = [];
  await withWorkspaceCopy(async (folder) => {
    const server = await startEditorServer(install, { tests: true, env: { PORTOLAN_SUITE_RESULT: resultFile } });
    try {
      await runInWindow(browser, server, { folder, module: suite, log: (line) => log.push(line) });
    } finally {
      await server.stop();
      await writeFile(logFile, log.join("\n"));
    }
  });
  try {
    const result = JSON.parse(await readFile(resultFile, "utf8")) as SuiteResult;
    for (const line of result.report) console.log(line);
    return result;
  } catch (cause) {
    throw new Error(`The suite left no result; ${logFile} holds what the editor said.`, { cause });
  }
}
