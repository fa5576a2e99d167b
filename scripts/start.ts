import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { buildAll } from "./build.js";

/** `npm start`: the example analysed in the terminal and, where VS Code is at hand, opened in it. */
const checkout = resolve(import.meta.dirname, "..");
const example = join("examples", "ddot-conflict");

async function main(): Promise<void> {
  await buildAll({ dev: false });
  portolan("ports", example);
  portolan("check", example);
  const code = onPath(process.platform === "win32" ? "code.cmd" : "code");
  if (code === undefined) {
    console.log(`
No \`code\` on the PATH, so this is the command line's view alone. To see it in an editor:
  npm run editor     serves VS Code with Portolan in a browser (fetches an editor from npm once)
  npm run package    makes dist/portolan.vsix for "Extensions: Install from VSIX…"`);
    return;
  }
  console.log(`\nOpening ${example} in VS Code with Portolan loaded…`);
  const args = [`--extensionDevelopmentPath=${checkout}`, join(checkout, example)];
  spawnSync(code, args, { stdio: "inherit", shell: process.platform === "win32" });
}

/** Findings are what the example is for, so the exit code says nothing here. */
function portolan(...args: readonly string[]): void {
  console.log(`\n$ portolan ${args.join(" ")}\n`);
  spawnSync(process.execPath, [join(checkout, "dist", "cli.js"), ...args], { cwd: checkout, stdio: "inherit" });
}

function onPath(program: string): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return folders.map((folder) => join(folder, program)).find((path) => existsSync(path));
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
