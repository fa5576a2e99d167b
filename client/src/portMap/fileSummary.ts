import type { PortMapResult } from "../../../server/src/protocol.js";
import type { ClaimItem } from "./nodes.js";
import { counted, present, shortPort } from "./words.js";

export interface FileSummary {
  readonly text: string;
  readonly conflicts: number;
}

/** What a file opens, in a few words; undefined where that is nothing. What several workloads read counts once. */
export function fileSummary({ namespaces }: PortMapResult, isFile: (uri: string) => boolean): FileSummary | undefined {
  const listeners = new Set<string>();
  const handedOn = new Set<string>();
  const conflicts = new Set<string>();
  for (const namespace of namespaces) {
    for (const claim of [...namespace.listeners, ...namespace.mappings]) {
      if (!isFile(claim.uri)) continue;
      ("via" in claim ? handedOn : listeners).add(keyOf(claim));
      if (claim.conflict) conflicts.add(shortPort(claim));
    }
  }
  const parts = present(
    listeners.size > 0 && counted(listeners.size, "listener"),
    handedOn.size > 0 && `${String(handedOn.size)} handed on`,
    conflicts.size > 0 && counted(conflicts.size, "conflict"),
  );
  return parts.length === 0 ? undefined : { text: parts.join(" · "), conflicts: conflicts.size };
}

function keyOf(claim: ClaimItem): string {
  const { start } = claim.range;
  return `${String(start.line)}:${String(start.character)} ${shortPort(claim)} ${claim.label}`;
}
