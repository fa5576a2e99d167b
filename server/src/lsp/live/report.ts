import type { Diagnostic } from "vscode-languageserver/node";
import type { HostReport, LiveFinding } from "../../analysis/hosts/compare.js";
import type { AnalysisSession } from "../../analysis/session.js";
import type { LiveFindingItem, LiveHostReport } from "../../protocol.js";
import type { Answer } from "../../ssh/askHosts.js";
import { needsTerminal } from "../../ssh/failure.js";
import { rangeOfPlace, toDiagnostic } from "../diagnostics.js";
import type { DocumentUris } from "../documentUris.js";

type Seen = Extract<Answer, { kind: "seen" }>;
type Failed = Extract<Answer, { kind: "failed" }>;

export function reportOnSeen(
  { host, observation }: Seen,
  { summary, checks, findings }: HostReport,
  analysis: AnalysisSession,
  uris: DocumentUris,
): LiveHostReport {
  return {
    host,
    askedAt: observation.askedAt,
    outcome: {
      kind: "seen",
      ...(summary !== undefined && { summary }),
      checks,
      findings: findings.map((finding) => toItem(finding, analysis, uris)),
    },
  };
}

export function reportOnFailed({ host, askedAt, failure }: Failed): LiveHostReport {
  const { sentence, nextStep } = failure;
  return {
    host,
    askedAt,
    outcome: { kind: "failed", sentence, nextStep, ...(needsTerminal(failure) && { connect: `ssh ${host}` }) },
  };
}

function toItem(finding: LiveFinding, analysis: AnalysisSession, uris: DocumentUris): LiveFindingItem {
  const { rule, severity, message, evidence, place, commands } = finding;
  return {
    rule,
    severity,
    message,
    ...(evidence !== undefined && { evidence }),
    commands,
    uri: uris.of(place.file),
    range: rangeOfPlace(place, analysis),
  };
}

/** Beside what the rules find in the files, and told apart from it by its source and by when it was seen. */
export function toLiveDiagnostic(finding: LiveFinding, analysis: AnalysisSession, uris: DocumentUris): Diagnostic {
  const seen = `Seen on ${finding.host}, ${new Date(finding.askedAt).toISOString().slice(0, 19).replace("T", " ")} UTC.`;
  const evidence = finding.evidence === undefined ? seen : `${finding.evidence}\n${seen}`;
  return { ...toDiagnostic({ ...finding, evidence }, analysis, uris), source: "portolan (live)" };
}
