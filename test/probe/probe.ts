import { spawn, type ChildProcess } from "node:child_process";
import { accessSync, chmodSync, constants, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import { createServer as createListener, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { readSections, type Section } from "../../server/src/analysis/hosts/sections.js";
import { probeScript } from "../../server/src/ssh/script.js";

export type Shell = readonly [string, ...string[]];

/** As a host may have them for `sh`. */
export const shells: readonly Shell[] = [["dash"], ["busybox", "sh"], ["bash", "--posix"]];

/** Where a program is on this machine. */
export function find(program: string): string | undefined {
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/sbin"];
  return folders.map((folder) => join(folder, program)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The path of a program that a test cannot do without; skips the test, with the reason, where it is missing. */
export function need(context: Mocha.Context, program: string): string {
  const path = find(program);
  if (path !== undefined) return path;
  console.log(`      skipped: there is no ${program} on this machine`);
  return context.skip();
}

export interface Answer {
  readonly code: number | null;
  readonly output: string;
  readonly complete: boolean;
  readonly sections: readonly Section[];
  readonly seconds: number;
}

export interface Asking {
  readonly words?: readonly string[];
  readonly environment?: NodeJS.ProcessEnv;
  /** The folder of a toolbox: nothing else is found then. */
  readonly toolbox?: string;
  readonly script?: string;
}

/** Runs the script as a host would, on the standard input of a shell. */
export async function ask(argv: readonly string[], asking: Asking = {}): Promise<Answer> {
  const { words = [], environment, toolbox, script = probeScript } = asking;
  const [program = "", ...args] = argv;
  const started = performance.now();
  const child = spawn(program, [...args, "-s", "--", ...words], {
    stdio: ["pipe", "pipe", "inherit"],
    // Without a terminal, as over ssh.
    detached: true,
    env: { ...process.env, ...environment, ...(toolbox === undefined ? {} : { PATH: toolbox }) },
  });
  child.stdin.end(toolbox === undefined ? script : sealed(script));
  const { code, output } = await ended(child);
  return { code, output, ...readSections(output), seconds: (performance.now() - started) / 1000 };
}

/** The script without the folders that it adds to PATH, in which the system's own programs are. */
function sealed(script: string): string {
  const text = script.replace(':/usr/sbin:/sbin"', '"');
  if (text === script) throw new Error("the script extends PATH in another way");
  return text;
}

/** Calls functions of the script without the rest of it. */
export async function call(argv: readonly string[], commands: string, asking: Asking = {}): Promise<string> {
  const functions = probeScript.replace(/\nmain "\$@".*\n$/, "\n");
  if (functions === probeScript) throw new Error("the script ends in another way");
  const script = `${functions}\nexec 2>/dev/null\nuid=$(id -u)\nfind_limiter\n${commands}\n`;
  return (await ask(argv, { ...asking, script: `PATH="$PATH:/usr/sbin:/sbin"\n${script}` })).output;
}

function ended(child: ChildProcess): Promise<{ readonly code: number | null; readonly output: string }> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    child.stdout?.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, output: Buffer.concat(chunks).toString() }));
  });
}

export function sectionOf(answer: Answer, name: string, ...words: readonly string[]): Section | undefined {
  return answer.sections.find(
    (section) => section.name === name && words.every((word, at) => section.words[at] === word),
  );
}

export function textOf(answer: Answer, name: string, ...words: readonly string[]): string | undefined {
  return sectionOf(answer, name, ...words)?.text;
}

/** What every system with a shell has, whoever wrote it. */
const usual = [
  "awk",
  "cat",
  "date",
  "grep",
  "head",
  "id",
  "ls",
  "readlink",
  "sleep",
  "tail",
  "tr",
  "true",
  "uname",
  "wc",
];

/** Everything that a test makes, and takes away again. */
export class Bench {
  private readonly folder = mkdtempSync(join(tmpdir(), "portolan-probe-"));
  private readonly endings: (() => void)[] = [];

  path(...names: readonly string[]): string {
    return join(this.folder, ...names);
  }

  write(name: string, text: string): string {
    const path = this.path(name);
    writeFileSync(path, text);
    return path;
  }

  /** A folder for PATH: the usual programs, some of this machine's, and stand-ins by their text. */
  toolbox(programs: readonly string[], standIns: Readonly<Record<string, string>> = {}): string {
    const folder = mkdtempSync(this.path("tools-"));
    for (const name of [...usual, ...programs]) {
      const real = find(name);
      if (real !== undefined && !Object.hasOwn(standIns, name)) symlinkSync(real, join(folder, name));
    }
    for (const [name, text] of Object.entries(standIns)) {
      writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`);
      chmodSync(join(folder, name), 0o755);
    }
    return folder;
  }

  /** A folder for PATH in which busybox is all there is. */
  busybox(busybox: string, applets: readonly string[]): string {
    const folder = mkdtempSync(this.path("busybox-"));
    for (const applet of applets) symlinkSync(busybox, join(folder, applet));
    return folder;
  }

  home(): string {
    const folder = this.path("home");
    mkdirSync(folder, { recursive: true });
    return folder;
  }

  async serve(answer: RequestListener): Promise<number> {
    const server = createServer(answer);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    this.endings.push(() => server.close());
    return (server.address() as AddressInfo).port;
  }

  /** A process whose command line says what a test wants; its first word need not be its program. */
  async run(program: string, args: readonly string[], argv0?: string): Promise<number> {
    const child = spawn(program, args, { stdio: "ignore", ...(argv0 === undefined ? {} : { argv0 }) });
    await new Promise((resolve, reject) => child.on("spawn", resolve).on("error", reject));
    this.endings.push(() => child.kill("SIGKILL"));
    return child.pid ?? 0;
  }

  /** A stand-in for a collector: it does nothing, and is called as one with its arguments. */
  collector(...args: readonly string[]): Promise<number> {
    return this.run(
      process.execPath,
      ["-e", "setTimeout(() => {}, 120000)", "--", ...args],
      "/usr/bin/otelcol-contrib",
    );
  }

  clear(): void {
    for (const end of this.endings.splice(0)) end();
    rmSync(this.folder, { recursive: true });
  }
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const listener = createListener();
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  const { port } = listener.address() as AddressInfo;
  await new Promise((resolve) => listener.close(resolve));
  return port;
}
