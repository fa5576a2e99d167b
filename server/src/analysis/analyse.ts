import type { FileFacts, FileId } from "./facts.js";
import type { Finding } from "./finding.js";
import type { PortReport } from "./report.js";
import { AnalysisSession, type AnalysisOptions } from "./session.js";

export type { AnalysisOptions };

export interface Analysis {
  /** Only files that have findings. */
  readonly findings: ReadonlyMap<FileId, readonly Finding[]>;
  readonly ports: PortReport;
}

/** Analyses a workspace once, from nothing. */
export function analyse(files: readonly FileFacts[], options: AnalysisOptions): Analysis {
  const { session, touched } = begin(files, options);
  return { findings: new Map([...touched].map((file) => [file, session.findingsOf(file)])), ports: session.ports() };
}

/** The same for whoever asks more of it than findings and ports. */
export function sessionOf(files: readonly FileFacts[], options: AnalysisOptions): AnalysisSession {
  return begin(files, options).session;
}

function begin(
  files: readonly FileFacts[],
  options: AnalysisOptions,
): { readonly session: AnalysisSession; readonly touched: ReadonlySet<FileId> } {
  const session = new AnalysisSession(options);
  for (const facts of files) session.set(facts.file, facts);
  return { session, touched: session.update().files };
}
