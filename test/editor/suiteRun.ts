import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { format } from "node:util";
import type { Browser, Page } from "playwright-core";
import type { EditorInstall } from "./host/install.js";
import { checkout, testOutput } from "./host/paths.js";
import { startEditorServer } from "./host/server.js";
import type { SuiteResult } from "./result.js";
import { bundleSuite } from "./suiteBundle.js";
import { withWorkspaceCopy } from "./workspaceCopy.js";

const patience = 120_000;

/** Runs the suite in the extension host of a real VS Code, whose window is a page of the browser. */
export async function runSuite(install: EditorInstall, browser: Browser): Promise<SuiteResult> {
  const suite = await bundleSuite();
  const resultFile = join(testOutput, "suite", "result.json");
  const logFile = join(testOutput, "suite", "console.log");
  const log: string[] = [];
  await withWorkspaceCopy(async (folder) => {
    const server = await startEditorServer(install, { tests: true, env: { PORTOLAN_SUITE_RESULT: resultFile } });
    const page = await browser.newPage();
    try {
      const onServer = (path: string) => `vscode-remote://${server.authority}${path}`;
      const url = server.url(folder, [
        ["extensionDevelopmentPath", onServer(checkout)],
        ["extensionTestsPath", onServer(suite)],
        ["skipWelcome", "true"],
      ]);
      await untilDone(page, url, (line) => log.push(line));
    } finally {
      await page.close();
      await server.stop();
      await writeFile(logFile, log.join("\n"));
    }
  });
  try {
    return JSON.parse(await readFile(resultFile, "utf8")) as SuiteResult;
  } catch (cause) {
    throw new Error(`The suite left no result; ${logFile} holds what the editor said.`, { cause });
  }
}

/** The workbench calls these two functions of its page, where VS Code on a desktop would print and exit. */
async function untilDone(page: Page, url: string, log: (line: string) => void): Promise<void> {
  let done: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => (done = resolve));
  await page.exposeFunction("codeAutomationLog", (_type: string, args: unknown[]) => log(format(...args)));
  await page.exposeFunction("codeAutomationExit", () => done());
  await page.goto(url);

  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`The suite did not end in ${patience / 1000} s.`)), patience);
  });
  await Promise.race([ended, tooLong]).finally(() => clearTimeout(timer));
}
