import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import type { EditorInstall } from "../host/install.js";
import { startEditorServer } from "../host/server.js";
import { writeManyPorts } from "../manyPorts.js";
import type { Result } from "../result.js";
import { withWorkspace, withWorkspaceCopy } from "../workspaceCopy.js";
import { chartSteps } from "./chartSteps.js";
import { crashLanguageServer } from "./crash.js";
import { helpSteps, withPortToMove } from "./helpSteps.js";
import { manyPortsSteps } from "./manyPortsSteps.js";
import { crashSteps, emptySteps, noFolderSteps, portMapSteps } from "./portMapSteps.js";
import { liveStory } from "./liveSteps.js";
import { collisionSteps, restrictedSteps, type Step } from "./steps.js";
import { Workbench } from "./workbench.js";

export interface Story {
  readonly steps: (workbench: Workbench, folder: string, editorHome: string) => readonly Step[];
  /** Where it takes place, if not in a copy of the example. */
  readonly within?: <T>(use: (folder: string) => Promise<T>) => Promise<T>;
  /** What the editor finds in its environment, and what makes that. */
  readonly environment?: (folder: string) => Readonly<Record<string, string>>;
  readonly opensFolder?: false;
  readonly restricted?: true;
}

export const stories: readonly Story[] = [
  { steps: collisionSteps },
  { steps: restrictedSteps, restricted: true },
  liveStory(),
  { steps: helpSteps, within: withPortToMove },
  { steps: portMapSteps },
  { steps: chartSteps },
  { steps: emptySteps, within: (use) => withWorkspace("notes", writeNote, use) },
  { steps: noFolderSteps, opensFolder: false },
  { steps: (workbench, _, home) => crashSteps(workbench, () => crashLanguageServer(home)) },
  { steps: manyPortsSteps, within: (use) => withWorkspace("many-ports", writeManyPorts, use) },
];

/** Uses the packaged extension as a person does, in a window of its own for each story. */
export async function runPerson(
  install: EditorInstall,
  browser: Browser,
  vsix: string,
  told = stories,
): Promise<Result> {
  const result = { passed: 0, failed: 0 };
  for (const story of told) {
    const { passed, failed } = await play(story, install, browser, vsix).catch(untold);
    result.passed += passed;
    result.failed += failed;
  }
  return result;
}

function play(story: Story, install: EditorInstall, browser: Browser, vsix: string): Promise<Result> {
  const { steps, within = withWorkspaceCopy, opensFolder = true, restricted = false, environment } = story;
  return within(async (folder) => {
    const server = await startEditorServer(install, {
      vsix,
      restricted,
      ...(environment && { env: environment(folder) }),
    });
    try {
      const workbench = await Workbench.open(browser, server.url(opensFolder ? folder : undefined), opensFolder);
      try {
        return await tell(steps(workbench, folder, server.home), workbench);
      } finally {
        await workbench.close();
      }
    } finally {
      await server.stop();
    }
  });
}

async function writeNote(folder: string): Promise<void> {
  await mkdir(folder);
  await writeFile(join(folder, "notes.txt"), "Nothing about ports.\n");
}

/** A story that does not even begin takes no other with it. */
function untold(error: unknown): Result {
  console.log(`    ✘ a window for the next story\n${said(error)}`);
  return { passed: 0, failed: 1 };
}

/** A step that fails ends its story, and those that it keeps from running count as failed. */
async function tell(steps: readonly Step[], workbench: Workbench): Promise<Result> {
  for (const [passed, { title, run }] of steps.entries()) {
    const started = Date.now();
    try {
      await run();
      console.log(`    ✔ ${title} (${Date.now() - started}ms)`);
    } catch (error) {
      const glance = await workbench.glance().catch(said);
      console.log(`    ✘ ${title}\n${said(error)}\n${glance}`);
      await workbench.screenshot(`failed-${title.replaceAll(/\W+/g, "-")}`).catch(() => undefined);
      return { passed, failed: steps.length - passed };
    }
  }
  return { passed: steps.length, failed: 0 };
}

function said(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
