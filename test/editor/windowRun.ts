import { format } from "node:util";
import type { Browser } from "playwright-core";
import { patience } from "./eventually.js";
import { checkout } from "./host/paths.js";
import type { EditorServer } from "./host/server.js";

/** Of all that a window does; each of its waits gives up long before. */
const mostTime = 20 * 60_000;

/**
 * Opens a folder in a window, with the extension under development, and lets a module run in its extension host; ends
 * when its `run` does.
 *
 * @param log takes what the editor says, line by line
 */
export async function runInWindow(
  browser: Browser,
  server: EditorServer,
  { folder, module, log }: { folder: string; module: string; log: (line: string) => void },
): Promise<void> {
  const onServer = (path: string) => `vscode-remote://${server.authority}${path}`;
  const url = server.url(folder, [
    ["extensionDevelopmentPath", onServer(checkout)],
    ["extensionTestsPath", onServer(module)],
    ["skipWelcome", "true"],
  ]);
  const page = await browser.newPage();
  let timer: NodeJS.Timeout | undefined;
  try {
    // The workbench calls these two functions of its page, where VS Code on a desktop would print and exit.
    let done: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => (done = resolve));
    await page.exposeFunction("codeAutomationLog", (_type: string, args: unknown[]) => log(format(...args)));
    await page.exposeFunction("codeAutomationExit", () => done());
    await page.goto(url, { timeout: patience });
    const tooLong = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`A window did not end in ${mostTime / 60_000} minutes.`)), mostTime);
    });
    await Promise.race([ended, tooLong]);
  } finally {
    clearTimeout(timer);
    await page.close();
  }
}
