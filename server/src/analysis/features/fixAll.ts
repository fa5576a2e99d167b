import { readFile } from "../sources/index.js";
import type { FileId } from "../facts.js";
import type { EditFix, Finding, Fix, TextOf } from "../finding.js";
import { rules } from "../rules/index.js";
import { applyEdits, overlaps, type TextEdit } from "../text.js";
import type { FeatureContext } from "./feature.js";
import { lineEdits } from "./lineEdits.js";

/** More rounds than any file has problems of one kind behind the other. */
const mostRounds = 100;

/**
 * How many findings are asked, by how much text each fix has to look through: seconds in all. Of very many, the next
 * "fix all" mends what is left.
 */
const mostReading = 1_000_000;
const fewest = 50;

const fixedSafely: ReadonlySet<string> = new Set(rules.filter((rule) => rule.fixesSafely).map(({ id }) => id));

/**
 * What makes a file as it is after all safe fixes in it, and after those that only then are possible. Empty where there
 * is none.
 */
export function fixAll({ analysis, texts }: FeatureContext, file: FileId): readonly TextEdit[] {
  const before = texts(file);
  if (before === undefined) return [];
  if (!analysis.findingsOf(file).some(mayBeSafe)) return [];
  const trial = analysis.apart(file);
  let text = before;
  let left = Math.max(fewest, Math.ceil(mostReading / before.length));
  for (let round = 0; round < mostRounds && left > 0; round++) {
    trial.set(file, readFile(file, text, analysis.roleOf(file)));
    trial.update();
    const current = text;
    const findings = trial.findingsOf(file).filter(mayBeSafe).slice(0, left);
    left -= findings.length;
    const edits = safeEdits(findings, file, (each) => (each === file ? current : texts(each)));
    if (edits.length === 0) break;
    text = applyEdits(text, edits);
  }
  return lineEdits(before, text);
}

function mayBeSafe({ rule }: Finding): boolean {
  return fixedSafely.has(rule);
}

/** Of fixes that touch each other, the first; the other may look different afterwards. */
function safeEdits(findings: readonly Finding[], file: FileId, texts: TextOf): readonly TextEdit[] {
  const taken: TextEdit[] = [];
  for (const finding of findings) {
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
