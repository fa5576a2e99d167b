import { statSync } from "node:fs";
import { basename, resolve } from "node:path";
import type { FileId } from "../analysis/facts.js";
import { readAnswer, type Answer } from "../ssh/askHosts.js";
import { fromFileId, toFileId } from "../workspace/paths.js";
import { describeError, readText } from "../workspace/read.js";

export type Import =
  | { readonly kind: "answers"; readonly answers: readonly Answer[] }
  | { readonly kind: "refused"; readonly problems: readonly string[] };

/**
 * What the probe's script printed on hosts that something else reached, a file for each. The file's name without
 * `.txt` names the host, and its time is when the host was asked.
 */
export function importAnswers(files: readonly string[], workingDirectory: FileId): Import {
  const answers: Answer[] = [];
  const problems: string[] = [];
  for (const file of files) {
    const read = importAnswer(resolve(fromFileId(workingDirectory), file));
    if (typeof read === "string") problems.push(`${file}: ${read}`);
    else answers.push(read);
  }
  return problems.length > 0 ? { kind: "refused", problems } : { kind: "answers", answers };
}

/** A string says why the file cannot be read. */
function importAnswer(path: string): Answer | string {
  const content = readText(toFileId(path));
  if (content.kind === "skipped") return content.why;
  const host = basename(path).replace(/\.(txt|out|log)$/, "");
  try {
    const askedAt = Math.round(statSync(path).mtimeMs);
    const observation = readAnswer(content.text, { host, askedAt });
    if (observation !== undefined) return { kind: "seen", host, observation };
    return { kind: "failed", host, askedAt, failure: noAnswer(host) };
  } catch (error) {
    return describeError(error);
  }
}

function noAnswer(host: string): Extract<Answer, { kind: "failed" }>["failure"] {
  return {
    kind: "no-answer",
    sentence: `The file of ${host} holds no whole answer of the probe's script.`,
    nextStep: "Look there how the script ended, and import its standard output as it is.",
  };
}
