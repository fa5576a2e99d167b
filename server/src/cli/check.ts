import { analyse } from "../analysis/analyse.js";
import type { Severity } from "../analysis/finding.js";
import { createStyle } from "./format/style.js";
import { checkJson } from "./format/json.js";
import { checkText } from "./format/text.js";
import { reportProblems, reportNotes } from "./messages.js";
import { load } from "./load.js";
import type { ExitCode, Terminal } from "./terminal.js";
import { placesOf } from "./places.js";
import { viewOfFindings } from "./view.js";

export const checkFormats = ["text", "json"] as const;
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
  const { findings } = analyse(loaded.files, { roots: loaded.roots });
  const places = placesOf(loaded, terminal.workingDirectory);
  const view = viewOfFindings([...findings.values()].flat(), loaded, places);
  switch (options.format) {
    case "json":
      terminal.out(checkJson(view));
      break;
    case "text":
      terminal.out(checkText(view, places.lineOf, createStyle(terminal)));
      break;
  }
  return view.findings.some((finding) => weight[finding.severity] >= weight[options.failOn]) ? 1 : 0;
}
