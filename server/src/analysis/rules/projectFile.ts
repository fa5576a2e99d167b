import type { FileFacts, ProjectFacts, ProjectProblem } from "../facts.js";
import type { EditFix, Finding } from "../finding.js";
import { nearest } from "../nearest.js";
import type { Rule } from "./rule.js";

export const projectFile: Rule = {
  id: "project-file",
  severity: "warning",
  since: "0.1.0",
  group: "housekeeping",
  example: { fails: "misspelt", passes: "whole" },
  summary: "Portolan does not understand something in a `.portolan.yaml`.",
  why:
    "What it does not understand has no effect: two collectors are then not known to share a host, a version stays " +
    "unknown, a finding that should be ignored comes back.",
  *check(model, ruleIds) {
    for (const file of model.files.values()) {
      for (const problem of problemsOf(projectsIn(file), ruleIds)) yield findingOf(problem);
    }
  },
};

function projectsIn({ facts }: FileFacts): readonly ProjectFacts[] {
  return facts.filter((fact) => fact.kind === "project");
}

function problemsOf(
  [first, ...others]: readonly ProjectFacts[],
  ruleIds: readonly string[],
): readonly ProjectProblem[] {
  if (first === undefined) return [];
  const unread = others.map(({ place }): ProjectProblem => {
    return { severity: "warning", message: "Only the first document of a .portolan.yaml has any effect.", place };
  });
  return [...first.problems, ...first.ignore.flatMap((entry) => unknownRule(entry, ruleIds)), ...unread];
}

function unknownRule(
  { rule, place }: ProjectFacts["ignore"][number],
  ruleIds: readonly string[],
): readonly ProjectProblem[] {
  if (ruleIds.includes(rule)) return [];
  const message = `There is no rule "${rule}", so this entry ignores nothing.`;
  const meant = nearest(rule, ruleIds);
  if (meant === undefined) return [{ severity: "warning", message, place }];
  return [{ severity: "warning", message: `${message} Did you mean "${meant}"?`, place, meant }];
}

function findingOf({ severity, message, place, meant }: ProjectProblem): Finding {
  const base: Finding = { rule: projectFile.id, severity, message, place, related: [] };
  if (meant === undefined) return base;
  const edits = [{ file: place.file, edits: [{ span: place.span, newText: meant }] }];
  const fix: EditFix = { kind: "edit", title: `Change to "${meant}"`, edits, preferred: true };
  return { ...base, fixes: () => [fix] };
}
