import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runTests } from "@vscode/test-electron";
import { buildAll } from "../../scripts/build.js";
import { checkout, editorCache, testOutput } from "./host/paths.js";
import { calmSettings } from "./host/settings.js";
import type { SuiteResult } from "./result.js";
import { bundleSuite } from "./suiteBundle.js";
import { withWorkspaceCopy } from "./workspaceCopy.js";

/**
 * Runs the suite in a desktop VS Code: the one that `VSCODE_PATH` names, else one that is downloaded, of the version
 * in `VSCODE_VERSION` (`stable`, `insiders`, `1.91.0`).
 */
async function main(): Promise<void> {
  await buildAll({ dev: true });
  const suite = await bundleSuite();
  const resultFile = join(testOutput, "suite", "result.json");
  const profile = await mkdtemp(join(tmpdir(), "portolan-profile-"));
  try {
    await mkdir(join(profile, "User"), { recursive: true });
    await writeFile(join(profile, "User", "settings.json"), JSON.stringify(calmSettings));
    await withWorkspaceCopy(async (folder) => {
      await runTests({
        ...vscode(),
        extensionDevelopmentPath: checkout,
        extensionTestsPath: suite,
        extensionTestsEnv: { PORTOLAN_SUITE_RESULT: resultFile },
        launchArgs: [folder, "--user-data-dir", profile, "--disable-extensions", "--disable-workspace-trust"],
      });
    });
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 3 });
    await printReport(resultFile);
  }
}

function vscode(): { vscodeExecutablePath: string } | { version?: string; cachePath: string } {
  const { VSCODE_PATH: path, VSCODE_VERSION: version } = process.env;
  if (path !== undefined) return { vscodeExecutablePath: path };
  return { cachePath: editorCache, ...(version !== undefined && { version }) };
}

/** The extension host's own output is mixed with what VS Code has to say. */
async function printReport(resultFile: string): Promise<void> {
  const text = await readFile(resultFile, "utf8").catch(() => undefined);
  if (text === undefined) return;
  const { report } = JSON.parse(text) as SuiteResult;
  for (const line of report) console.log(line);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
