import type { ReportingConfiguration } from "sarif";
import type { Severity } from "../../analysis/finding.js";

/** SARIF has one word for whatever is less than a warning. */
export const levels: Readonly<Record<Severity, NonNullable<ReportingConfiguration["level"]>>> = {
  error: "error",
  warning: "warning",
  information: "note",
  hint: "note",
};
