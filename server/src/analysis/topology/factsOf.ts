import type { Fact, FileFacts } from "../facts.js";

/** The facts of one kind, of all files. */
export function factsOf<Kind extends Fact["kind"]>(
  files: readonly FileFacts[],
  kind: Kind,
): readonly Extract<Fact, { kind: Kind }>[] {
  const isOfKind = (fact: Fact): fact is Extract<Fact, { kind: Kind }> => fact.kind === kind;
  return files.flatMap(({ facts }) => facts.filter(isOfKind));
}
