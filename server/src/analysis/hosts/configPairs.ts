import type { FileId } from "../facts.js";
import type { ConfigPair } from "./hostView.js";
import { liesAt } from "./hostPaths.js";
import type { ConfigSeen, HostObservation } from "./observation.js";
import type { KnownTexts, Placement } from "./placement.js";

/**
 * The collectors' configurations that the host has, beside those of the workspace: by their text, else by where they
 * lie. A `datadog.yaml` holds a key of its host, and is never the same.
 */
export function configPairs(
  { configs }: HostObservation,
  placements: readonly Placement[],
  known: KnownTexts,
): readonly ConfigPair[] {
  return placements.flatMap((placement) => {
    const files = placement.files.filter((file) => isConfig(file, placement));
    return configs.flatMap((seen) => {
      const [file, ...others] = filesOf(seen, files, known);
      if (file === undefined || others.length > 0) return [];
      const state = stateOf(seen, known.sha256Of(file));
      return [{ path: seen.path, file, model: placement.model, placement, state }];
    });
  });
}

function isConfig(file: FileId, { model }: Placement): boolean {
  return model.files.get(file)?.facts.some((fact) => fact.kind === "collector" && !fact.holder) ?? false;
}

function filesOf({ path, sha256 }: ConfigSeen, files: readonly FileId[], known: KnownTexts): readonly FileId[] {
  const there = files.filter((file) => liesAt(file, path));
  return there.length > 0 || sha256 === undefined ? there : files.filter((file) => known.sha256Of(file) === sha256);
}

function stateOf({ state, sha256 }: ConfigSeen, here: string | undefined): ConfigPair["state"] {
  if (state === "absent") return "absent";
  if (sha256 === undefined || here === undefined) return "unknown";
  return sha256 === here ? "same" : "differs";
}
