import { commonLines, followSpan } from "../../analysis/follow.js";
import type { FileId, Place } from "../../analysis/facts.js";
import type { TextOf } from "../../analysis/finding.js";
import type { LiveFinding } from "../../analysis/hosts/compare.js";

type Follow = (place: Place) => Place | undefined;

/**
 * What hosts show at lines of the workspace. A finding stands until its host is asked again or it is taken back; it
 * follows its line when others change, and goes when its own does: of another text the host said nothing.
 */
export class LiveFindings {
  private readonly byHost = new Map<string, readonly LiveFinding[]>();
  /** What the findings' places count in. */
  private readonly texts = new Map<FileId, string>();

  constructor(private readonly textOf: TextOf) {}

  /** Takes what a host shows now, of the texts as they are, in place of what it showed before. Tells whose findings changed. */
  put(host: string, findings: readonly LiveFinding[]): ReadonlySet<FileId> {
    const moved = this.follow(this.files());
    const before = this.byHost.get(host) ?? [];
    this.byHost.set(host, findings);
    for (const { file } of findings.flatMap(placesOf)) this.remember(file);
    return new Set([...moved, ...filesOf(before), ...filesOf(findings)]);
  }

  clear(): ReadonlySet<FileId> {
    const files = new Set([...this.byHost.values()].flatMap(filesOf));
    this.byHost.clear();
    this.texts.clear();
    return files;
  }

  /** Lets findings follow what some files say now. Tells whose findings changed by it. */
  follow(files: Iterable<FileId>): ReadonlySet<FileId> {
    const changed = new Set<FileId>();
    for (const file of [...files]) {
      const before = this.texts.get(file);
      const after = this.textOf(file);
      if (before === undefined || before === after) continue;
      const follow = followingIn(file, before, after);
      for (const [host, findings] of this.byHost) {
        for (const each of findings)
          if (placesOf(each).some((place) => place.file === file)) changed.add(each.place.file);
        this.byHost.set(
          host,
          findings.flatMap((each) => followed(each, follow)),
        );
      }
      this.texts.delete(file);
      this.remember(file);
    }
    return changed;
  }

  /** All that findings speak of. */
  files(): Iterable<FileId> {
    return this.texts.keys();
  }

  of(file: FileId): readonly LiveFinding[] {
    return [...this.byHost.values()].flat().filter(({ place }) => place.file === file);
  }

  private remember(file: FileId): void {
    const text = this.textOf(file);
    if (text !== undefined) this.texts.set(file, text);
  }
}

function followingIn(file: FileId, before: string, after: string | undefined): Follow {
  const lines = after === undefined ? undefined : commonLines(before, after);
  return (place) => {
    if (place.file !== file) return place;
    const span = lines && followSpan(place.span, lines);
    return span && { file, span };
  };
}

function followed(finding: LiveFinding, follow: Follow): readonly LiveFinding[] {
  const place = follow(finding.place);
  if (place === undefined) return [];
  const related = finding.related.flatMap(({ place: other, message }) => {
    const there = follow(other);
    return there ? [{ place: there, message }] : [];
  });
  return [{ ...finding, place, related }];
}

function placesOf({ place, related }: LiveFinding): readonly Place[] {
  return [place, ...related.map((each) => each.place)];
}

function filesOf(findings: readonly LiveFinding[]): readonly FileId[] {
  return findings.map(({ place }) => place.file);
}
