import type { EditFix, Finding, TextOf } from "./finding.js";
import { projectFile } from "./rules/projectFile.js";
import { syntax } from "./rules/syntax.js";
import { unexplainedSuppression } from "./rules/unexplainedSuppression.js";
import { unusedSuppression } from "./rules/unusedSuppression.js";
import { ignoreInFileFix } from "./fixes/projectFile.js";
import type { ProjectSurroundings } from "./fixes/projectTarget.js";
import { ignoreHereFix } from "./fixes/suppress.js";

/**
 * Findings about what is ignored, and about the file that says so: to ignore them would only move them. And a text that
 * does not parse: mostly it is half typed.
 */
const notOffered: readonly string[] = [projectFile.id, unusedSuppression.id, unexplainedSuppression.id, syntax.id];

/** What is offered for every finding when nothing else helps; it belongs at a menu's end. */
export function ignoreFixes(finding: Finding, texts: TextOf, around: ProjectSurroundings): readonly EditFix[] {
  if (notOffered.includes(finding.rule)) return [];
  return [...ignoreHereFix(finding, texts), ...ignoreInFileFix(finding, texts, around)];
}
