import type { Place } from "../../facts.js";
import type { Related, Severity } from "../../finding.js";
import type { HostView, Run } from "../../hosts/hostView.js";
import type { Command, LiveFinding } from "../../hosts/liveFinding.js";
import type { Rule, RuleExample } from "../rule.js";

/**
 * One thing that a host that was asked may show to be other than the workspace says. None has a quick-fix: it is put
 * right on the host, and the finding carries the commands for it.
 */
export interface LiveRule extends Omit<Rule, "check" | "noFix" | "group" | "example"> {
  readonly example: Required<RuleExample>;
  check(view: HostView): Iterable<LiveFinding>;
}

export interface LiveSaying {
  readonly message: string;
  readonly place: Place;
  /** Where it is not the rule's own. */
  readonly severity?: Severity;
  readonly related?: readonly Related[];
  readonly commands?: readonly Command[];
}

/** What is compared with a host that may be another one is nothing more than information. */
export function liveFinding(
  { id, severity }: Pick<LiveRule, "id" | "severity">,
  { placement }: Pick<Run, "placement">,
  { seen }: HostView,
  saying: LiveSaying,
): LiveFinding {
  const own = saying.severity ?? severity;
  return {
    rule: id,
    severity: placement.certainty === "ports" && own !== "hint" ? "information" : own,
    message: saying.message,
    place: saying.place,
    evidence: placement.evidence,
    related: saying.related ?? [],
    host: seen.host,
    askedAt: seen.askedAt,
    commands: saying.commands ?? [],
  };
}

/** A finding about a workload as a whole stands on the first key of its configuration. */
export function placeOf({ workload, sockets }: Run): Place | undefined {
  return workload.collector?.facts[0]?.place ?? sockets[0]?.claim.place;
}

/** Whether what runs on the host was made from another text than the workspace has. */
export function readsAnother({ workload }: Run, { configs }: HostView): boolean {
  const files = workload.collector?.facts.map(({ file }) => file) ?? [];
  return configs.some(({ file, state }) => state === "differs" && files.includes(file));
}

/** A sentence about it, to stand behind others. */
export function sayAnother(run: Run, view: HostView): string {
  return readsAnother(run, view) ? " The configuration on the host is another one than this." : "";
}
