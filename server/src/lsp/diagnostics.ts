import { DiagnosticSeverity, DiagnosticTag, type Diagnostic } from "vscode-languageserver/node";
import type { FileId, Place } from "../analysis/facts.js";
import type { Finding, Severity } from "../analysis/finding.js";
import type { AnalysisSession } from "../analysis/session.js";
import { rangeOf, type Range } from "../analysis/text.js";
import type { DocumentUris } from "./documentUris.js";

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

export function toDiagnostics(analysis: AnalysisSession, file: FileId, uris: DocumentUris): Diagnostic[] {
  return analysis.findingsOf(file).map((finding) => toDiagnostic(finding, analysis, uris));
}

export function toDiagnostic(finding: Finding, analysis: AnalysisSession, uris: DocumentUris): Diagnostic {
  return {
    range: rangeOfPlace(finding.place, analysis),
    severity: severities[finding.severity],
    code: finding.rule,
    source: "portolan",
    message: finding.evidence ? `${finding.message}\n${finding.evidence}` : finding.message,
    ...(finding.unnecessary && { tags: [DiagnosticTag.Unnecessary] }),
    relatedInformation: finding.related.map(({ place, message }) => ({
      location: { uri: uris.of(place.file), range: rangeOfPlace(place, analysis) },
      message,
    })),
  };
}

export function rangeOfPlace(place: Place, analysis: AnalysisSession): Range {
  return rangeOf(analysis.factsOf(place.file)?.lines ?? [0], place.span);
}
