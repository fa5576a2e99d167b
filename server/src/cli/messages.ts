import { printable } from "./format/cells.js";
import type { Loaded, Loading } from "./load.js";
import type { ExitCode, Terminal } from "./terminal.js";

export function reportProblems(loading: Extract<Loading, { kind: "unreadable" }>, terminal: Terminal): ExitCode {
  return reportErrors(loading.problems, terminal);
}

export function reportErrors(problems: readonly string[], terminal: Terminal): ExitCode {
  for (const problem of problems) terminal.err(`portolan: error: ${printable(problem)}\n`);
  return 2;
}

export function reportNote(note: string, terminal: Terminal): void {
  terminal.err(`portolan: note: ${printable(note)}\n`);
}

/** What was passed over, and that nothing was recognised where that is so; none of it is a failure. */
export function reportNotes(loaded: Loaded, terminal: Terminal): void {
  for (const note of loaded.notes) reportNote(note, terminal);
  if (loaded.files.length > 0) return;
  const read = loaded.read === 1 ? "1 file was" : `${loaded.read} files were`;
  reportNote(`nothing recognised: ${read} read, and none describes a collector or what runs beside one`, terminal);
}
