import { append } from "../lists.js";
import { applySuppressions } from "../suppress.js";
import type { HostView } from "./hostView.js";
import type { LiveFinding } from "./liveFinding.js";

/** What comments of the files and `.portolan.yaml` do not take back. */
export function withoutSuppressed(
  findings: readonly LiveFinding[],
  { placements }: Pick<HostView, "placements">,
): readonly LiveFinding[] {
  const byFile = new Map<string, LiveFinding[]>();
  for (const finding of findings) append(byFile, finding.place.file, finding);
  const left = new Set(
    [...byFile].flatMap(([file, own]) => {
      const model = placements.map((each) => each.model).find(({ files }) => files.has(file));
      const facts = model?.files.get(file);
      if (model === undefined || facts === undefined) return own;
      const ignores = model.context.projects.flatMap(({ ignore }) => ignore);
      return applySuppressions(own, facts, ignores).findings;
    }),
  );
  return findings.filter((finding) => left.has(finding));
}
