import type { Finding, Severity } from "../finding.js";
import type { SiteModel } from "../topology/model.js";

/** What a rule is about: who takes a port, who reaches whom, what has an effect, what is refused by whom. */
export type RuleGroup = "ports" | "reach" | "effect" | "refused" | "manifests" | "housekeeping";

/** The cases among the rule's tests that its documentation page shows, by the names of their folders. */
export interface RuleExample {
  readonly fails: string;
  /** Left out where what the first fix makes of the failing one passes. */
  readonly passes?: string;
}

/**
 * One thing that Portolan reports. A rule is one file; the documentation page, the list of rules and the fixtures'
 * names derive from it.
 */
export interface Rule {
  readonly id: string;
  readonly severity: Severity;
  /** The version of Portolan that has it first. */
  readonly since: string;
  readonly group: RuleGroup;
  readonly example: RuleExample;
  /** What is wrong, in half a sentence. */
  readonly summary: string;
  /** Why it matters, and which run-time error it becomes. */
  readonly why: string;
  /** Why there is no quick-fix, where there is none. */
  readonly noFix?: string;
  /** Whether any of its fixes may be safe (see `EditFix`), so that "fix all" asks for them. */
  readonly fixesSafely?: true;
  /** @param ruleIds of all rules, for those that look at who names one */
  check(model: SiteModel, ruleIds: readonly string[]): Iterable<Finding>;
}
