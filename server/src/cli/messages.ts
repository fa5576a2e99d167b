import { printable } from "./format/cells.js";
import type { Loaded, Loading } from "./load.js";
import type { ExitCode, Terminal } from "./terminal.js";

export function reportProblems(loading: Extract<Loading, { kind: "unreadable" }>, terminal: Terminal): ExitCode {
  for (const problem of loading.problems) terminal.err(`portolan: error: ${printable(problem)}\n`);
  return 2;
}

/** What was passed over, and that nothing was recognised where that is so; none of it is a failure. */
export function reportNotes(loaded: Loaded, terminal: Terminal): void {
  for (const note of loaded.notes) terminal.err(`portolan: note: ${printable(note)}\n`);
  if (loaded.files.length > 0) return;
  const read = loaded.read === 1 ? "1 file was" : `${loaded.read} files were`;
  terminal.err(
    `portolan: note: nothing recognised: ${read} read, and none describes a collector or what runs beside one\n`,
  );
}
