import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { copyFile, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { CannotRunHere } from "./cannotRunHere.js";
import { isRunning, run } from "./processes.js";
import { editorCache } from "./paths.js";

export interface EditorInstall {
  /** The Node that this build of VS Code asks for. */
  readonly node: string;
  /** The script that starts VS Code's server. */
  readonly serverMain: string;
}

const manifests = ["package.json", "package-lock.json"];
const machines = ["linux-x64", "linux-arm64"];
const home = join(editorCache, "code-server");
const marker = "installed";

/**
 * Installs the editor of `test/editor/host/package-lock.json` from the npm registry, once. The marker in a finished
 * install names the lock it was made from; a run that was cut short leaves no marker, and its folder is not used.
 */
export async function installEditor(log: (line: string) => void): Promise<EditorInstall> {
  const machine = `${process.platform}-${process.arch}`;
  if (!machines.includes(machine)) {
    throw new CannotRunHere(`test/editor/host has no Node for ${machine}; npm run test:electron takes VS Code itself.`);
  }
  const lock = await fingerprint();
  const found = await readFile(join(home, marker), "utf8").catch(() => "");
  if (found !== lock) await installFresh(lock, log);
  return layout(home);
}

async function installFresh(lock: string, log: (line: string) => void): Promise<void> {
  const started = Date.now();
  await removeAbandoned();
  const folder = `${home}.${process.pid}.partial`;
  log(`Installing VS Code's server into ${home} (about 750 MB, once) …`);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const name of manifests) await copyFile(join(import.meta.dirname, name), join(folder, name));
  await npm("ci", folder, process.env);

  const { node, serverMain } = layout(folder);
  // npm says nothing when an optional package cannot be had.
  if (!existsSync(node)) throw new Error(`npm did not install ${node}.`);
  const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ""}` };
  const vscode = dirname(dirname(serverMain));
  // Not `ci`: the shrinkwraps that come with code-server are not quite in step with its manifests.
  await npm("install", vscode, env, "--omit=dev");
  await npm("install", join(vscode, "extensions"), env, "--omit=dev");
  await writeFile(join(folder, marker), lock);

  await rm(home, { recursive: true, force: true });
  await rename(folder, home);
  log(`Installed in ${Math.round((Date.now() - started) / 1000)} s.`);
}

/** `--prefix` outranks the one that an outer `npm run` leaves in the environment. */
async function npm(verb: "ci" | "install", folder: string, env: NodeJS.ProcessEnv, ...more: string[]): Promise<void> {
  const quiet = ["--no-audit", "--no-fund", "--loglevel=error"];
  await run("npm", [verb, "--prefix", folder, "--ignore-scripts", ...quiet, ...more], { cwd: folder, env });
}

async function fingerprint(): Promise<string> {
  const hash = createHash("sha256");
  for (const name of manifests) hash.update(await readFile(join(import.meta.dirname, name)));
  return hash.digest("hex");
}

async function removeAbandoned(): Promise<void> {
  for (const name of await readdir(editorCache).catch(() => [])) {
    const pid = /^code-server\.(\d+)\.partial$/.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid)))
      await rm(join(editorCache, name), { recursive: true, force: true });
  }
}

function layout(folder: string): EditorInstall {
  const modules = join(folder, "node_modules");
  return {
    node: join(modules, `node-${process.platform}-${process.arch}`, "bin", "node"),
    serverMain: join(modules, "code-server", "lib", "vscode", "out", "server-main.js"),
  };
}
