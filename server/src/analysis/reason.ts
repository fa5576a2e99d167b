/** What a quick-fix writes where a person has to say why a finding is ignored. It is no reason yet. */
export const reasonToWrite = "TODO say why";

/** A reason that somebody gave; undefined for none, and for a note to write one. */
export function givenReason(text: string | undefined): string | undefined {
  const reason = text?.trim() ?? "";
  return reason === "" || /^TODO\b/i.test(reason) ? undefined : reason;
}
