import { ignoreFixes } from "../../server/src/analysis/ignoreFixes.js";
import type { FileId } from "../../server/src/analysis/facts.js";
import type { Finding } from "../../server/src/analysis/finding.js";
import { append } from "../../server/src/analysis/lists.js";
import { complete } from "../../server/src/analysis/features/completion/complete.js";
import { componentRenameAt } from "../../server/src/analysis/features/componentRename.js";
import { definitionAt } from "../../server/src/analysis/features/definition.js";
import { highlightsAt } from "../../server/src/analysis/features/documentHighlight.js";
import { documentLinksOf } from "../../server/src/analysis/features/documentLinks.js";
import { documentSymbolsOf } from "../../server/src/analysis/features/documentSymbols.js";
import { explain } from "../../server/src/analysis/features/explain/explain.js";
import { fixAll } from "../../server/src/analysis/features/fixAll.js";
import { foldsOf } from "../../server/src/analysis/features/folding.js";
import { hoverAt } from "../../server/src/analysis/features/hover/hover.js";
import { inlayHints } from "../../server/src/analysis/features/inlayHints/inlayHints.js";
import { portRenameAt } from "../../server/src/analysis/features/portRename.js";
import { referencesAt } from "../../server/src/analysis/features/references.js";
import type { RenameProvider } from "../../server/src/analysis/features/rename.js";
import { root } from "./documents.js";
import { assertHarmless } from "./edits.js";
import type { Trial } from "./trial.js";

/** Takes the time of an answer, and says with the name what failed. */
export type Ask = <T>(name: string, question: () => T) => T;

/**
 * Everything that can be asked about a file; of what stands at a place, at each of some.
 *
 * @param mostOfRule findings of one rule whose fixes are asked for: more have fixes of the same kinds
 */
export function askEverything(trial: Trial, file: FileId, offsets: readonly number[], ask: Ask, mostOfRule = 40): void {
  askAboutFile(trial, file, ask);
  for (const offset of offsets) askAt(trial, file, offset, (name, question) => ask(`${name} at ${offset}`, question));
  askForFixes(trial, file, ask, mostOfRule);
}

const logLines: readonly string[] = [
  "listen tcp 0.0.0.0:4317: bind: address already in use",
  "dial tcp 127.0.0.1:7777: connect: connection refused",
  'service::pipelines::traces: references exporter "otlp" which is not configured',
  "receivers::otlp: must specify at least one protocol when using the OTLP receiver",
  "'receivers' error reading configuration for \"__proto__\": decoding failed",
];

function askAboutFile(trial: Trial, file: FileId, ask: Ask): void {
  const length = trial.texts(file)?.length ?? 0;
  ask("ports", () => trial.analysis.ports());
  ask("symbols", () => documentSymbolsOf(trial, file));
  ask("folds", () => foldsOf(trial, file));
  ask("links", () => documentLinksOf(trial, file));
  ask("inlay hints", () => inlayHints(trial, file, { start: 0, end: length }));
  for (const line of logLines) ask(`explain ${line}`, () => explain(line, trial));
  const edits = ask("fix all", () => fixAll(trial, file));
  assertHarmless("fix all", [{ file, edits }], trial.texts);
}

function askAt(trial: Trial, file: FileId, offset: number, ask: Ask): void {
  ask("hover", () => hoverAt(trial, file, offset));
  ask("completion", () => complete(trial, file, offset));
  ask("definition", () => definitionAt(trial, file, offset));
  ask("references", () => referencesAt(trial, file, offset, true));
  ask("highlights", () => highlightsAt(trial, file, offset));
  askRename("rename of a component", componentRenameAt, "fresh_name/9", trial, file, offset, ask);
  askRename("rename of a port", portRenameAt, "45999", trial, file, offset, ask);
}

function askRename(
  what: string,
  provider: RenameProvider,
  name: string,
  trial: Trial,
  file: FileId,
  offset: number,
  ask: Ask,
): void {
  const target = ask(what, () => provider(trial, file, offset));
  const result = target && ask(`${what} to ${name}`, () => target.rename(name));
  if (result?.kind === "edits") assertHarmless(`${what} at ${offset}`, result.edits, trial.texts);
}

function askForFixes(trial: Trial, file: FileId, ask: Ask, mostOfRule: number): void {
  const around = { roots: [root], projects: trial.analysis.projects() };
  const byRule = new Map<string, Finding[]>();
  for (const finding of trial.analysis.findingsOf(file)) append(byRule, finding.rule, finding);
  for (const finding of [...byRule.values()].flatMap((found) => found.slice(0, mostOfRule))) {
    const own = ask(`fixes of ${finding.rule}`, () => finding.fixes?.(trial.texts) ?? []);
    const ignores = ask(`ignores of ${finding.rule}`, () => ignoreFixes(finding, trial.texts, around));
    for (const fix of [...own, ...ignores]) {
      if (fix.kind === "edit") assertHarmless(`${finding.rule}: ${fix.title}`, fix.edits, trial.texts);
    }
  }
}
