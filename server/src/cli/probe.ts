import { compare } from "../analysis/hosts/compare.js";
import { mergedWords, scriptWords, type ScriptWord } from "../analysis/hosts/scriptWords.js";
import { AnalysisSession } from "../analysis/session.js";
import type { SiteModel } from "../analysis/topology/model.js";
import { askHosts, type Answer } from "../ssh/askHosts.js";
import { probeScript } from "../ssh/script.js";
import type { Via } from "../ssh/transports/index.js";
import { fingerprints } from "../workspace/fingerprint.js";
import { probeJson } from "./format/json.js";
import { createStyle } from "./format/style.js";
import { probeText } from "./format/text-probe.js";
import { importAnswers } from "./importAnswers.js";
import { load, type Loaded } from "./load.js";
import { reportErrors, reportNote, reportNotes, reportProblems } from "./messages.js";
import { placesOf } from "./places.js";
import { hostsToAsk } from "./probeHosts.js";
import { viewOfProbe, type ProbeView } from "./probeView.js";
import type { ExitCode, Terminal } from "./terminal.js";

export const probeFormats = ["text", "json"] as const;

export interface ProbeOptions {
  readonly via: Via;
  /** What the hosts are compared with. */
  readonly path: string;
  readonly format: (typeof probeFormats)[number];
  /** In seconds, for each host. */
  readonly timeout: number;
  readonly printScript?: true;
  readonly import?: readonly string[];
}

/** `portolan probe`: asks hosts, or reads what they answered elsewhere, and says where they differ from the files. */
export async function probe(words: readonly string[], options: ProbeOptions, terminal: Terminal): Promise<ExitCode> {
  const loaded = await load([options.path], terminal.workingDirectory);
  if (loaded.kind === "unreadable") return reportProblems(loaded, terminal);
  const models = modelsOf(loaded);
  if (options.printScript) return printScript(models, terminal);
  const answers = await answersOf(words, options, models, terminal);
  if (answers.kind === "refused") return reportErrors(answers.problems, terminal);
  reportNotes(loaded, terminal);

  const observations = answers.answers.flatMap((answer) => (answer.kind === "seen" ? [answer.observation] : []));
  const report = compare(observations, models, { sha256Of: fingerprints() });
  const places = placesOf(loaded, terminal.workingDirectory);
  const view = viewOfProbe(answers.answers, report, loaded, places);
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

function modelsOf({ files, roots }: Loaded): readonly SiteModel[] {
  const session = new AnalysisSession({ roots });
  for (const facts of files) session.set(facts.file, facts);
  session.update();
  return session.models();
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
  { via, timeout, import: files }: ProbeOptions,
  models: readonly SiteModel[],
  terminal: Terminal,
): Promise<Answers> {
  if (files !== undefined) {
    if (words.length > 0) return { kind: "refused", problems: ["--import reads answers: no HOST is asked beside it"] };
    return importAnswers(files, terminal.workingDirectory);
  }
  const { hosts, problems } = hostsToAsk(words, via);
  if (problems.length > 0) return { kind: "refused", problems };
  const answers = await askHosts(hosts, {
    via,
    script: probeScript,
    wordsFor: (host) => scriptWords(models, host),
    deadline: timeout * 1000,
    signal: terminal.interruption?.(),
  });
  return { kind: "answers", answers };
}

function exitCodeOf({ hosts, findings }: ProbeView): ExitCode {
  if (hosts.some(({ reachable }) => !reachable)) return 3;
  const failed = hosts.some(({ checks }) => checks.some(({ status }) => status === "failed"));
  return failed || findings.length > 0 ? 1 : 0;
}
