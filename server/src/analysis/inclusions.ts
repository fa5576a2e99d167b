import type { FileFacts, FileId, FileRole } from "./facts.js";
import { filesIncluded } from "./topology/collectors/includedFiles.js";

/** Whom a file names, and whom only where it is a fragment itself. */
interface Named {
  readonly asDocument: readonly FileId[];
  readonly asFragment: readonly FileId[];
}

/** Which files configurations include, directly or through others, so that they are read as fragments, too. */
export class Inclusions {
  private readonly named = new Map<FileId, Named>();
  private included: ReadonlySet<FileId> = new Set();

  roleOf(file: FileId): FileRole {
    return this.included.has(file) ? "fragment" : "document";
  }

  /** Takes what a file says now, and tells which files have another role from now on. */
  set(file: FileId, facts: FileFacts | undefined): readonly FileId[] {
    const names = facts && namedBy(facts);
    if (names === undefined && !this.named.has(file)) return [];
    if (names) this.named.set(file, names);
    else this.named.delete(file);
    const before = this.included;
    this.included = this.reached();
    return [
      ...[...before].filter((each) => !this.included.has(each)),
      ...[...this.included].filter((each) => !before.has(each)),
    ];
  }

  private reached(): ReadonlySet<FileId> {
    const reached = new Set([...this.named.values()].flatMap(({ asDocument }) => asDocument));
    // A set that grows while it is walked hands out what was added, too.
    for (const file of reached) for (const next of this.named.get(file)?.asFragment ?? []) reached.add(next);
    return reached;
  }
}

function namedBy({ facts }: FileFacts): Named | undefined {
  const asDocument = facts.flatMap((fact) => (fact.kind === "collector" ? filesIncluded(fact.includes) : []));
  const asFragment = facts.flatMap((fact) => (fact.kind === "fragment" ? filesIncluded(fact.includes) : []));
  return asDocument.length + asFragment.length === 0 ? undefined : { asDocument, asFragment };
}
