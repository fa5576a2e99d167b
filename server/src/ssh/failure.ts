import { redact } from "../analysis/hosts/readers/redact.js";

/** Why a host could not be asked. */
export interface Failure {
  readonly kind: FailureKind;
  /** What happened. */
  readonly sentence: string;
  /** What a person does about it. */
  readonly nextStep: string;
}

export type FailureKind =
  | "unknown-host-key"
  | "changed-host-key"
  | "permission-denied"
  | "not-resolved"
  | "refused"
  | "unreachable"
  | "timed-out"
  | "jump-failed"
  | "no-common-algorithm"
  | "ssh-configuration"
  | "closed"
  | "no-program"
  | "no-shell"
  | "no-answer"
  | "flooded"
  | "cancelled";

/** Whether a connection that a person makes in a terminal shows the cause, and often mends it. */
export function needsTerminal({ kind }: Failure): boolean {
  return terminalKinds.has(kind);
}

const terminalKinds: ReadonlySet<FailureKind> = new Set([
  "unknown-host-key",
  "changed-host-key",
  "permission-denied",
  "jump-failed",
  "closed",
  "no-shell",
  "no-answer",
]);

/** The last line of what was sent, for a sentence; what stands before is often a greeting. Secrets are taken out. */
export function quoted(output: string): string {
  const end = output
    .slice(-mostLooked)
    .replaceAll("\t", " ")
    .replace(/[^\P{C}\n\r]/gu, "");
  const last = end.split(/[\r\n]+/).findLast((line) => line.trim() !== "");
  return last === undefined ? "" : ` (${redact(last.trim().slice(0, mostQuoted))})`;
}

/** In UTF-16 code units. */
const mostLooked = 4_096;
const mostQuoted = 200;
