import { readdir, readFile, writeFile } from "node:fs/promises";
import Module from "node:module";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Extension, extensions, Position, window, workspace } from "vscode";
import { until } from "../eventually.js";
import { slowness } from "../slowness.js";

/** What one window saw of the start. */
export interface Sighting {
  /** Milliseconds, as the editor counts them: reading and running the bundle, then `activate` until it is settled. */
  readonly loading: number;
  readonly activating: number;
  /** Of the machine, at the same moment. */
  readonly slowness: number;
  readonly servers: {
    /** How many language servers ran once a YAML file of others was shown. */
    readonly besideOthers: number;
    /** And once a collector's configuration was typed into an empty one. */
    readonly besideOurs: number;
  };
}

const collector = "receivers:\n  otlp:\n    protocols:\n      grpc:\n";

/** VS Code calls this in the extension host of a folder with nothing of ours. */
export async function run(): Promise<void> {
  const { PORTOLAN_SIGHTING: file } = process.env;
  if (file !== undefined) await writeFile(file, JSON.stringify(await sight()));
}

async function sight(): Promise<Sighting> {
  const extension = extensions.getExtension("portolan.portolan");
  if (extension === undefined || extension.isActive) throw new Error("The extension is not there, or runs already.");
  const slow = slowness();
  const activation = timeActivation(extension);
  await extension.activate();

  const [others] = await workspace.findFiles("**/*.yaml");
  if (others === undefined) throw new Error("The folder holds no YAML.");
  await window.showTextDocument(others);
  // What does not come cannot be waited for.
  await sleep(1500);
  const besideOthers = (await servers()).length;

  const editor = await window.showTextDocument(await workspace.openTextDocument({ language: "yaml" }));
  await editor.edit((edit) => edit.insert(new Position(0, 0), collector));
  await until("a language server", async () => (await servers()).length > 0);
  return { ...activation, slowness: slow, servers: { besideOthers, besideOurs: (await servers()).length } };
}

/**
 * Listens to how the editor loads an extension and activates it. What lies between and around is the editor's own: it
 * asks the window for what the extension has stored.
 */
function timeActivation({ packageJSON, extensionPath }: Extension<unknown>): { loading: number; activating: number } {
  const times = { loading: NaN, activating: NaN };
  const main = join(extensionPath, (packageJSON as { main: string }).main);
  const loader = Module as unknown as { _load: (request: string, ...rest: unknown[]) => unknown };
  const load = loader._load;
  loader._load = function (request, ...rest) {
    if (request !== main) return load.call(this, request, ...rest);
    loader._load = load;
    const started = performance.now();
    const loaded = load.call(this, request, ...rest) as { activate: (context: unknown) => unknown };
    times.loading = performance.now() - started;
    const activate = async (context: unknown): Promise<unknown> => {
      const called = performance.now();
      const exports = await loaded.activate(context);
      times.activating = performance.now() - called;
      return exports;
    };
    return { ...loaded, activate };
  };
  return times;
}

/** The language servers that this extension host has started. */
async function servers(): Promise<readonly string[]> {
  const found = [];
  for (const pid of (await readdir("/proc")).filter((name) => /^\d+$/.test(name))) {
    const command = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
    if (!command.includes("dist/server.js")) continue;
    const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
    if (status.includes(`\nPPid:\t${process.pid}\n`)) found.push(pid);
  }
  return found;
}
