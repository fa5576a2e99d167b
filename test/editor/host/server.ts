import type { ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { patience } from "../eventually.js";
import type { EditorInstall } from "./install.js";
import { endGroup, run, startGroup } from "./processes.js";
import { calmSettings } from "./settings.js";

export interface EditorServerOptions {
  /** An extension to install before the start. */
  readonly vsix?: string;
  /** Lets the page name an extension under development and its tests. */
  readonly tests?: boolean;
  /** Opens folders in Restricted Mode, as a person does who has not trusted them yet. */
  readonly restricted?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

export interface EditorServer {
  /** `127.0.0.1:PORT`, as it also stands in `vscode-remote:` URIs. */
  readonly authority: string;
  /** Where it keeps what is its own: extensions, settings. */
  readonly home: string;
  /** The page that shows a folder, or none. */
  url(folder: string | undefined, payload?: readonly (readonly [string, string])[]): string;
  stop(): Promise<void>;
}

/** Starts VS Code's server on a free port of loopback, with settings and folders of its own that go when it goes. */
export async function startEditorServer(install: EditorInstall, options: EditorServerOptions): Promise<EditorServer> {
  const home = await mkdtemp(join(tmpdir(), "portolan-editor-"));
  // Its last child may still be writing.
  const removeHome = () => rm(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  try {
    const folders = ["--server-data-dir", join(home, "data"), "--extensions-dir", join(home, "extensions")];
    const settings = join(home, "data", "data", "User", "settings.json");
    await mkdir(dirname(settings), { recursive: true });
    await writeFile(settings, JSON.stringify(calmSettings));
    if (options.vsix !== undefined) {
      await run(install.node, [install.serverMain, "--install-extension", options.vsix, ...folders], { cwd: home });
    }
    const token = randomBytes(16).toString("hex");
    const child = startGroup(install.node, [install.serverMain, ...folders, ...flags(token, options)], {
      cwd: home,
      env: { ...process.env, ...options.env },
    });
    const port = await portOf(child);
    const authority = `127.0.0.1:${port}`;
    return {
      authority,
      home,
      url(folder, payload) {
        const query = new URLSearchParams({ tkn: token, ...(folder === undefined ? { ew: "true" } : { folder }) });
        if (payload !== undefined) query.set("payload", JSON.stringify(payload));
        return `http://${authority}/?${query.toString()}`;
      },
      async stop() {
        await endGroup(child);
        await removeHome();
      },
    };
  } catch (error) {
    await removeHome();
    throw error;
  }
}

function flags(token: string, { tests = false, restricted = false }: EditorServerOptions): string[] {
  const always = ["--host", "127.0.0.1", "--port", "0", "--connection-token", token, "--accept-server-license-terms"];
  return [
    ...always,
    "--disable-telemetry",
    // The environment is the one that the test gives, whatever the login shell of the person would make of it.
    "--force-disable-user-env",
    ...(tests ? ["--enable-smoke-test-driver"] : []),
    ...(restricted ? [] : ["--disable-workspace-trust"]),
  ];
}

/** The server says where it listens once it does. */
function portOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let said = "";
    const giveUp = (why: string) => {
      void endGroup(child);
      reject(new Error(`VS Code's server ${why}. It said:\n${said}`));
    };
    const timer = setTimeout(() => giveUp(`did not start in ${patience / 1000} s`), patience);
    for (const stream of [child.stdout, child.stderr]) {
      if (stream === null) continue;
      createInterface({ input: stream }).on("line", (line) => {
        said += `${line}\n`;
        const port = /Web UI available at http:\/\/[^ ]*?:(\d+)/.exec(line)?.[1];
        if (port === undefined) return;
        clearTimeout(timer);
        resolve(Number(port));
      });
    }
    child.once("error", (error) => giveUp(`could not be run (${error.message})`));
    child.once("exit", (code) => giveUp(`ended with ${code ?? "a signal"}`));
  });
}
