import { quoted, type Failure } from "./failure.js";
import type { HostName } from "./hostName.js";
import type { End, Outcome } from "./runProbe.js";
import { sshFailure } from "./sshFailures.js";
import type { Via } from "./transports/index.js";

/** What became of a probe that brought no whole answer back. */
export function failureOf({ end, stdout, stderr }: Outcome, host: HostName, via: Via): Failure {
  const early = earlyFailure(end, host, via);
  if (early !== undefined) return early;
  // Once the script has spoken, whatever stands on standard error is the host's word and not ssh's.
  const began = /^@portolan /m.test(stdout);
  if (!began && via === "ssh" && end.kind === "exited" && end.code === 255) return sshFailure(stderr, host);
  if (!began && via === "minikube" && end.kind === "exited" && !noShellCodes.has(end.code))
    return noCluster(host, stderr);
  if (!began && end.kind === "exited" && noShellCodes.has(end.code)) {
    return {
      kind: "no-shell",
      sentence: `${host} has no POSIX shell to ask: it could not run sh.`,
      nextStep: "Only hosts with sh can be asked; ask the machine below it, or one that reaches its ports.",
    };
  }
  if (began) {
    return {
      kind: "closed",
      sentence: `${host} stopped in the middle of its answer.`,
      nextStep: `Ask again; if it happens again, look whether something on ${host} kills long-running commands.`,
    };
  }
  return {
    kind: "no-answer",
    sentence: `${host} sent nothing sensible back${quoted(stdout === "" ? stderr : stdout)}.`,
    nextStep: "Look in a terminal whether commands are allowed for this login, and whether its start-up files print.",
  };
}

/** Of a shell that does not find a program, or may not run it. */
const noShellCodes: ReadonlySet<number> = new Set([126, 127]);

function earlyFailure(end: End, host: HostName, via: Via): Failure | undefined {
  switch (end.kind) {
    case "exited":
      return undefined;
    case "killed":
      return {
        kind: "closed",
        sentence: `The program that asked ${host} was ended from outside (${end.signal}).`,
        nextStep: "Ask again.",
      };
    case "not-started":
      return notStarted(end.error, via);
    case "timed-out":
      return {
        kind: "timed-out",
        sentence: `${host} did not finish its answer within ${Math.round(end.after / 100) / 10} s.`,
        nextStep: "Ask again with a longer time limit, or look whether the host is overloaded.",
      };
    case "cancelled":
      return { kind: "cancelled", sentence: `${host} was not asked to the end: cancelled.`, nextStep: "Ask again." };
    case "flooded":
      return {
        kind: "flooded",
        sentence: `${host} sent more than ${end.most / 1024 / 1024} MiB, which no answer of a probe needs.`,
        nextStep: "Look in a terminal what its login shell or its start-up files print.",
      };
  }
}

function notStarted(error: NodeJS.ErrnoException, via: Via): Failure {
  const program = { ssh: "ssh", local: "sh", minikube: "minikube" }[via];
  if (error.code === "ENOENT") {
    return {
      kind: "no-program",
      sentence: `There is no program ${program} on this machine.`,
      nextStep: `Install ${via === "ssh" ? "an OpenSSH client" : program}, or put it on the PATH.`,
    };
  }
  return {
    kind: "no-program",
    sentence: `The program ${program} could not be started: ${error.code ?? error.message}.`,
    nextStep: `Try ${program} in a terminal.`,
  };
}

function noCluster(profile: HostName, stderr: string): Failure {
  return {
    kind: "unreachable",
    sentence: `minikube could not enter ${profile}${quoted(stderr)}.`,
    nextStep: `Look with minikube status -p ${profile} whether it runs.`,
  };
}
