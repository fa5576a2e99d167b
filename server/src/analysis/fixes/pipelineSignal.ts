import type { PipelineFact } from "../facts.js";
import type { Fix, TextOf } from "../finding.js";
import { nearest } from "../nearest.js";
import { signals, typeOf } from "../sources/collector/recognise.js";

/** Writes the signal that was meant: `traces` for `trace`. */
export function pipelineSignalFixes({ id, key }: PipelineFact, texts: TextOf): readonly Fix[] {
  const written = typeOf(id);
  const meant = nearest(written, signals);
  const { start, end } = key.span;
  const at = texts(key.file)?.slice(start, end).indexOf(written) ?? -1;
  if (written === "" || meant === undefined || at < 0) return [];
  const span = { start: start + at, end: start + at + written.length };
  const edits = [{ file: key.file, edits: [{ span, newText: meant }] }];
  return [{ kind: "edit", title: `Change "${written}" to "${meant}"`, edits, preferred: true }];
}
