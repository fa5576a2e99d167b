import { fork } from "node:child_process";
import { join } from "node:path";
import { medianDuration, type Duration } from "../duration.js";
import { interruption, killAtEnd } from "../ending.js";
import { repeated } from "../repeated.js";
import type { WorkspaceAnchors } from "../report/workspaceFigures.js";

export type AnchorWork = "read" | "scan" | "parse";

export interface AnchorQuestion {
  readonly work: AnchorWork;
  readonly paths: readonly string[];
}

export type AnchorAnswer = Duration;

/** What cannot be undercut: the same files read, searched, and parsed where each of them has to be. */
export async function workspaceAnchors(paths: readonly string[], parses: boolean): Promise<WorkspaceAnchors> {
  const runs = (work: AnchorWork): Promise<readonly AnchorAnswer[]> => repeated(() => inChild({ work, paths }));
  const read = await runs("read");
  const scan = await runs("scan");
  const parse = parses ? await runs("parse") : undefined;
  return {
    read: medianDuration(read),
    scan: medianDuration(scan),
    parse: parse ? medianDuration(parse) : null,
  };
}

/** By a fresh process, as a server is one, too. */
function inChild(question: AnchorQuestion): Promise<AnchorAnswer> {
  const child = fork(join(import.meta.dirname, "anchorChild.ts"), { signal: interruption, killSignal: "SIGKILL" });
  const ended = killAtEnd(() => child.kill("SIGKILL"));
  return new Promise<AnchorAnswer>((fulfil, reject) => {
    child.once("error", reject);
    child.once("message", (answer) => fulfil(answer as AnchorAnswer));
    child.once("close", (code, signal) => {
      reject(new Error(`the process that is to ${question.work} ended with ${signal ?? code ?? "?"}`));
    });
    child.send(question);
  }).finally(ended);
}
