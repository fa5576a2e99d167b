import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { format } from "node:util";
import Mocha from "mocha";
import { patience } from "../eventually.js";
import type { SuiteResult } from "../result.js";

/** VS Code calls this in its extension host, whichever launcher started it. */
export async function run(): Promise<void> {
  const report: string[] = [];
  // The extension host's console is full of what VS Code itself has to say.
  Mocha.reporters.Base.consoleLog = (...parts: unknown[]) => report.push(format(...parts));

  // A wait in vain says more than Mocha's word that a test took too long.
  const mocha = new Mocha({ timeout: 2 * patience, color: false });
  const tests = (await readdir(__dirname)).filter((name) => name.endsWith(".test.js"));
  for (const name of tests.sort()) mocha.addFile(join(__dirname, name));
  const result = await new Promise<SuiteResult>((resolve) => {
    const runner = mocha.run((failed) => resolve({ passed: runner.stats?.passes ?? 0, failed, report }));
  });
  const { PORTOLAN_SUITE_RESULT: resultFile } = process.env;
  if (resultFile !== undefined) await writeFile(resultFile, JSON.stringify(result));
  if (result.failed > 0) throw new Error(`${result.failed} of the editor's tests failed.`);
}
