import { readFile } from "../sources/index.js";
import type { FileId } from "../facts.js";
import type { EditFix, Fix, TextOf } from "../finding.js";
import type { AnalysisSession } from "../session.js";
import { applyEdits, overlaps, type TextEdit } from "../text.js";
import type { FeatureContext } from "./feature.js";
import { lineEdits } from "./lineEdits.js";

/** More rounds than any file has problems of one kind behind the other. */
const mostRounds = 100;

/**
 * What makes a file as it is after all safe fixes in it, and after those that only then are possible. Empty where there
 * is none.
 */
export function fixAll({ analysis, texts }: FeatureContext, file: FileId): readonly TextEdit[] {
  const before = texts(file);
  if (before === undefined) return [];
  const trial = analysis.apart(file);
  let text = before;
  for (let round = 0; round < mostRounds; round++) {
    trial.set(file, readFile(file, text, analysis.roleOf(file)));
    trial.update();
    const current = text;
    const edits = safeEdits(trial, file, (each) => (each === file ? current : texts(each)));
    if (edits.length === 0) break;
    text = applyEdits(text, edits);
  }
  return lineEdits(before, text);
}

/** Of fixes that touch each other, the first; the other may look different afterwards. */
function safeEdits(analysis: AnalysisSession, file: FileId, texts: TextOf): readonly TextEdit[] {
  const taken: TextEdit[] = [];
  for (const finding of analysis.findingsOf(file)) {
    const fix = (finding.fixes?.(texts) ?? []).find((each) => isSafe(each) && staysIn(each, file));
    if (fix?.kind !== "edit") continue;
    const edits = fix.edits.flatMap((each) => each.edits);
    if (edits.every(({ span }) => taken.every((other) => !overlaps(other.span, span)))) taken.push(...edits);
  }
  return taken;
}

/** Whether a fix may be applied without anybody looking. */
export function isSafe(fix: Fix): fix is EditFix {
  return fix.kind === "edit" && fix.safe === true && fix.preferred === true;
}

function staysIn({ edits }: EditFix, file: FileId): boolean {
  return edits.every((each) => each.file === file && !each.create && !each.annotation?.needsConfirmation);
}
