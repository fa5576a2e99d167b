import { analyse } from "../analysis/analyse.js";
import type { EditFix, Finding, Severity } from "../analysis/finding.js";
import { changesOf } from "./fixChanges.js";
import { checkGithub } from "./format/github.js";
import { checkJson } from "./format/json.js";
import { checkSarif } from "./format/sarif.js";
import { createStyle } from "./format/style.js";
import { checkText } from "./format/text.js";
import { reportProblems, reportNotes } from "./messages.js";
import { load, type Loaded } from "./load.js";
import type { ExitCode, Terminal } from "./terminal.js";
import { placesOf } from "./places.js";
import { titleOf, viewOfFindings, type CheckView, type FixView } from "./view.js";

export const checkFormats = ["text", "json", "sarif", "github"] as const;
export const failLevels = ["error", "warning", "information"] as const;

export interface CheckOptions {
  readonly format: (typeof checkFormats)[number];
  readonly failOn: (typeof failLevels)[number];
}

const weight: Readonly<Record<Severity, number>> = { error: 3, warning: 2, information: 1, hint: 0 };

/** `portolan check`: writes the findings, and says whether one is at or above the level. */
export async function check(paths: readonly string[], options: CheckOptions, terminal: Terminal): Promise<ExitCode> {
  const loaded = await load(paths, terminal.workingDirectory);
  if (loaded.kind === "unreadable") return reportProblems(loaded, terminal);
  reportNotes(loaded, terminal);
  const found = [...analyse(loaded.files, { roots: loaded.roots }).findings.values()].flat();
  terminal.out(written(found, options.format, loaded, terminal));
  return found.some(({ severity }) => weight[severity] >= weight[options.failOn]) ? 1 : 0;
}

function written(
  found: readonly Finding[],
  format: CheckOptions["format"],
  loaded: Loaded,
  terminal: Terminal,
): string {
  const places = placesOf(loaded, terminal.workingDirectory);
  const view = <Told extends FixView>(tell: (fix: EditFix) => Told): CheckView<Told> =>
    viewOfFindings(found, loaded, places, tell);
  switch (format) {
    case "text":
      return checkText(view(titleOf), places.lineOf, createStyle(terminal));
    case "json":
      return checkJson(view(titleOf));
    case "sarif":
      return checkSarif(
        view((fix) => changesOf(fix, places)),
        places.lineOf,
        terminal.workingDirectory,
      );
    case "github":
      return checkGithub(view(titleOf), createStyle(terminal));
  }
}
