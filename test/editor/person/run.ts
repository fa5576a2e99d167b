import type { Browser } from "playwright-core";
import type { EditorInstall } from "../host/install.js";
import { type EditorServerOptions, startEditorServer } from "../host/server.js";
import type { Result } from "../result.js";
import { withWorkspaceCopy } from "../workspaceCopy.js";
import { collisionSteps, restrictedSteps, type Step } from "./steps.js";
import { Workbench } from "./workbench.js";

/** Uses the packaged extension as a person does, in a window of its own for each story. */
export async function runPerson(install: EditorInstall, browser: Browser, vsix: string): Promise<Result> {
  const told = await story(install, browser, { vsix }, collisionSteps);
  const restricted = await story(install, browser, { vsix, restricted: true }, restrictedSteps);
  return { passed: told.passed + restricted.passed, failed: told.failed + restricted.failed };
}

function story(
  install: EditorInstall,
  browser: Browser,
  options: EditorServerOptions,
  steps: (workbench: Workbench, folder: string) => Step[],
): Promise<Result> {
  return withWorkspaceCopy(async (folder) => {
    const server = await startEditorServer(install, options);
    try {
      const workbench = await Workbench.open(browser, server.url(folder));
      try {
        return await tell(steps(workbench, folder), workbench);
      } finally {
        await workbench.close();
      }
    } finally {
      await server.stop();
    }
  });
}

/** A step that fails ends its story, and those that it keeps from running count as failed. */
async function tell(steps: readonly Step[], workbench: Workbench): Promise<Result> {
  for (const [passed, { title, run }] of steps.entries()) {
    const started = Date.now();
    try {
      await run();
      console.log(`    ✔ ${title} (${Date.now() - started}ms)`);
    } catch (error) {
      console.log(`    ✘ ${title}\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      await workbench.screenshot(`failed-${title.replaceAll(/\W+/g, "-")}`);
      return { passed, failed: steps.length - passed };
    }
  }
  return { passed: steps.length, failed: 0 };
}
