import type { FileId } from "../../facts.js";
import { folderOf } from "../../paths.js";
import type { ScalarNode } from "../../yaml/node.js";
import type { PathAt, ProjectReading } from "./reading.js";

export interface HostAt {
  readonly key: ScalarNode;
  readonly runs: readonly PathAt[];
  readonly ssh: string | undefined;
}

/** Deeper than any file lies. */
const deepest = 100;

/** A file belongs to the first host that names it or a folder above it; a later host names it in vain. */
export function noteTwiceRun(hosts: readonly HostAt[], reading: ProjectReading): void {
  const runBy = new Map<FileId, string>();
  for (const { key, runs } of hosts) {
    for (const { path, span } of runs) {
      const first = firstHost(path, runBy);
      if (first === undefined) continue;
      const message = `Host "${first}" runs this already, and a file belongs to the first host that names it.`;
      reading.note(span, message, { severity: "information" });
    }
    for (const { path } of runs) if (!runBy.has(path)) runBy.set(path, key.text);
  }
}

function firstHost(path: FileId, runBy: ReadonlyMap<FileId, string>): string | undefined {
  for (let each = path, depth = 0; each !== "" && depth < deepest; each = folderOf(each), depth++) {
    const host = runBy.get(each);
    if (host !== undefined) return host;
  }
  return undefined;
}
