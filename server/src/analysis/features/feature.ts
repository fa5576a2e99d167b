import type { TextOf } from "../finding.js";
import type { AnalysisSession } from "../session.js";

/** What a feature answers from: the analysis as of the last update, and the texts it was made from. */
export interface FeatureContext {
  readonly analysis: AnalysisSession;
  readonly texts: TextOf;
}
