import { spawn, type ChildProcessByStdio } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { interruption, killAtEnd } from "../ending.js";
import type { Server } from "./servers.js";

/** Characters that are kept of what a server says on stderr, and that a line worth repeating has. */
const lastWords = 4000;
const longestLine = 200;

/** A server as a process of its own; none outlives the bench. */
export class ServerProcess {
  /** Rejects when the process ends before it was stopped. */
  readonly crash: Promise<never>;
  private readonly child: ChildProcessByStdio<Writable, Readable, Readable>;
  private readonly ended: Promise<void>;
  private stopping = false;
  private errors = "";

  constructor(server: Server) {
    const child = spawn(process.execPath, [...server.argv], {
      stdio: ["pipe", "pipe", "pipe"],
      signal: interruption,
      killSignal: "SIGKILL",
    });
    this.child = child;
    const ended = killAtEnd(() => child.kill("SIGKILL"));
    child.stdin.on("error", () => undefined);
    child.stderr.on("data", (chunk: Buffer) => {
      this.errors = (this.errors + chunk.toString()).slice(-lastWords);
    });
    this.ended = new Promise((fulfil) => {
      child.once("close", () => {
        ended();
        fulfil();
      });
    });
    this.crash = new Promise((_, reject) => {
      child.once("error", reject);
      child.once("close", (code, signal) => {
        if (!this.stopping) reject(new Error(`${server.name} ended with ${signal ?? code ?? "?"}\n${this.readable()}`));
      });
    });
    this.crash.catch(() => undefined);
  }

  /** What it said last, without the excerpts of minified code. */
  private readable(): string {
    const lines = this.errors.split("\n").filter((line) => line.length < longestLine && line.trim() !== "");
    return lines.slice(0, 10).join("\n");
  }

  get pid(): number {
    if (this.child.pid === undefined) throw new Error("the server could not be started");
    return this.child.pid;
  }

  get input(): Writable {
    return this.child.stdin;
  }

  get output(): Readable {
    return this.child.stdout;
  }

  /** @param farewell asks the server to end; one that does not is killed */
  async stop(farewell: () => Promise<void>, patience: number): Promise<void> {
    this.stopping = true;
    const timer = setTimeout(() => this.child.kill("SIGKILL"), patience);
    void farewell().catch(() => undefined);
    await this.ended;
    clearTimeout(timer);
  }
}
