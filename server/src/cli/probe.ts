import { sessionOf } from "../analysis/analyse.js";
import { compare } from "../analysis/hosts/compare.js";
import { mergedWords, scriptWords, type ScriptWord } from "../analysis/hosts/scriptWords.js";
import type { SiteModel } from "../analysis/topology/model.js";
import { askHosts, type Answer } from "../ssh/askHosts.js";
import { probeScript } from "../ssh/script.js";
import type { Via } from "../ssh/transports/index.js";
import { fingerprints } from "../workspace/fingerprint.js";
import { probeJson } from "./format/json.js";
import { createStyle } from "./format/style.js";
import { probeText } from "./format/text-probe.js";
import { importAnswers } from "./importAnswers.js";
import { load } from "./load.js";
import { reportErrors, reportNote, reportNotes, reportProblems } from "./messages.js";
import { placesOf } from "./places.js";
import { hostsToAsk } from "./probeHosts.js";
import { viewOfProbe, type ProbeView } from "./probeView.js";
import { elsewhereOf, reachedFrom, type Reaching } from "./reachedFrom.js";
import type { ExitCode, Terminal } from "./terminal.js";

export const probeFormats = ["text", "json"] as const;

export interface ProbeOptions {
  readonly via: Via;
  /** What the hosts are compared with. */
  readonly path: string;
  readonly format: (typeof probeFormats)[number];
  /** In seconds, for each host. */
  readonly timeout: number;
  /** Another host, from which the ports of the only one are tried too. */
  readonly from?: string;
  /** What that one calls it. */
  readonly to?: string;
  readonly printScript?: true;
  readonly import?: readonly string[];
}

/** `portolan probe`: asks hosts, or reads what they answered elsewhere, and says where they differ from the files. */
export async function probe(words: readonly string[], options: ProbeOptions, terminal: Terminal): Promise<ExitCode> {
  const loaded = await load([options.path], terminal.workingDirectory);
  if (loaded.kind === "unreadable") return reportProblems(loaded, terminal);
  const models = sessionOf(loaded.files, { roots: loaded.roots }).models();
  if (options.printScript) return printScript(models, terminal);
  const elsewhere = elsewhereOf(options.from, options.to, words);
  if (elsewhere && "problem" in elsewhere) return reportErrors([elsewhere.problem], terminal);
  const signal = terminal.interruption?.();
  const answers = await answersOf(words, options, models, terminal, signal);
  if (answers.kind === "refused") return reportErrors(answers.problems, terminal);
  reportNotes(loaded, terminal);

  const observations = answers.answers.flatMap((answer) => (answer.kind === "seen" ? [answer.observation] : []));
  const report = compare(observations, models, { sha256Of: fingerprints() });
  const places = placesOf(loaded, terminal.workingDirectory);
  const seen = viewOfProbe(answers.answers, report, loaded, places);
  const view = elsewhere ? await withReach(seen, { ...elsewhere, models, ...limitsOf(options), signal }) : seen;
  switch (options.format) {
    case "json":
      terminal.out(probeJson(view));
      break;
    case "text":
      terminal.out(probeText(view, places.lineOf, createStyle(terminal)));
      break;
  }
  return exitCodeOf(view);
}

/** A host that did not answer itself may still be reached; what it says of itself is then missing. */
async function withReach(view: ProbeView, reaching: Reaching): Promise<ProbeView> {
  const [host, ...others] = view.hosts;
  if (host === undefined) return view;
  const checks = [...host.checks, ...(await reachedFrom(reaching, host.host))];
  return { ...view, hosts: [{ ...host, checks }, ...others] };
}

function limitsOf({ via, timeout }: ProbeOptions): { readonly via: Via; readonly deadline: number } {
  return { via, deadline: timeout * 1000 };
}

/** The script alone on standard output, for whatever runs it elsewhere; its arguments are told beside it. */
function printScript(models: readonly SiteModel[], terminal: Terminal): ExitCode {
  terminal.out(probeScript);
  reportNote(`its arguments for this workspace: ${wordsForAll(models).join(" ")}`, terminal);
  return 0;
}

/** For every host at once: those that the workspace names, and any other. */
function wordsForAll(models: readonly SiteModel[]): readonly ScriptWord[] {
  const named = models.flatMap(({ site: { placement } }) => (placement.kind === "named-host" ? placement.name : []));
  return mergedWords(["", ...named].map((host) => scriptWords(models, host)));
}

type Answers =
  | { readonly kind: "answers"; readonly answers: readonly Answer[] }
  /** A sentence for each word that cannot be taken. */
  | { readonly kind: "refused"; readonly problems: readonly string[] };

async function answersOf(
  words: readonly string[],
  { import: files, ...options }: ProbeOptions,
  models: readonly SiteModel[],
  terminal: Terminal,
  signal: AbortSignal | undefined,
): Promise<Answers> {
  if (files !== undefined) {
    if (words.length > 0) return { kind: "refused", problems: ["--import reads answers: no HOST is asked beside it"] };
    return importAnswers(files, terminal.workingDirectory);
  }
  const limits = limitsOf(options);
  const { hosts, problems } = hostsToAsk(words, limits.via);
  if (problems.length > 0) return { kind: "refused", problems };
  const answers = await askHosts(hosts, {
    ...limits,
    script: probeScript,
    wordsFor: (host) => scriptWords(models, host),
    signal,
  });
  return { kind: "answers", answers };
}

function exitCodeOf({ hosts, findings }: ProbeView): ExitCode {
  if (hosts.some(({ reachable }) => !reachable)) return 3;
  const failed = hosts.some(({ checks }) => checks.some(({ status }) => status === "failed"));
  return failed || findings.length > 0 ? 1 : 0;
}
