import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { installEditor } from "../../test/editor/host/install.js";
import { startEditorServer } from "../../test/editor/host/server.js";
import { withWorkspaceCopy } from "../../test/editor/workspaceCopy.js";
import { packageExtension } from "../package.js";

/** `npm run editor [FOLDER]`: VS Code in a browser, with the extension as it is shipped. */
async function main([folder]: readonly string[]): Promise<void> {
  if (folder === undefined) {
    await withWorkspaceCopy((copy) => serve(copy, "a copy of examples/ddot-conflict, so type what you like"));
    return;
  }
  if (!existsSync(folder)) throw new Error(`There is no ${folder}.`);
  await serve(resolve(folder), resolve(folder));
}

async function serve(folder: string, what: string): Promise<void> {
  const install = await installEditor(console.log);
  const server = await startEditorServer(install, { vsix: await packageExtension() });
  console.log(`\nOpen ${server.url(folder)}\nIt shows ${what}. Ctrl+C ends it.`);
  await new Promise<void>((stop) => {
    process.once("SIGINT", () => stop());
    process.once("SIGTERM", () => stop());
  });
  await server.stop();
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
