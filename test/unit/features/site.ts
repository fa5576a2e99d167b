import assert from "node:assert/strict";
import type { FileId, Place } from "../../../server/src/analysis/facts.js";
import type { FeatureContext } from "../../../server/src/analysis/features/feature.js";
import { AnalysisSession } from "../../../server/src/analysis/session.js";
import { readFiles } from "../../../server/src/analysis/readFiles.js";
import { applyEdits, positionAt } from "../../../server/src/analysis/text.js";
import type { FileEdit } from "../../../server/src/analysis/finding.js";

/** A workspace at `/w` of a few texts, analysed, and asked by what stands in them. */
export class SiteUnderTest {
  readonly context: FeatureContext;

  constructor(private readonly files: Readonly<Record<string, string>>) {
    const analysis = new AnalysisSession({ roots: ["/w"] });
    const texts = new Map(Object.entries(files).map(([path, text]) => [idOf(path), text]));
    for (const facts of readFiles(texts)) analysis.set(facts.file, facts);
    analysis.update();
    this.context = { analysis, texts: (file) => files[file.slice("/w/".length)] };
  }

  /** The file and the offset of the first letter of `needle`, of which there is one, or the one that is counted. */
  at(path: string, needle: string, count?: number): readonly [FileId, number] {
    const text = this.text(path);
    const found = [...offsetsOf(text, needle)];
    if (count === undefined) assert.equal(found.length, 1, `${path} has "${needle}" ${String(found.length)} times`);
    const offset = found[count ?? 0];
    assert.ok(offset !== undefined, `${path} has no "${needle}"`);
    return [idOf(path), offset];
  }

  /** `config.yaml:12 otlp`: the line from 1, and what stands there. */
  shown({ file, span }: Place): string {
    const path = file.slice("/w/".length);
    const text = this.text(path);
    const lines = this.context.analysis.factsOf(file)?.lines ?? [0];
    return `${path}:${String(positionAt(lines, span.start).line + 1)} ${text.slice(span.start, span.end)}`;
  }

  edited(edits: readonly FileEdit[]): Readonly<Record<string, string>> {
    const changed = [...new Set(edits.map(({ file }) => file))].map((file) => {
      const path = file.slice("/w/".length);
      const own = edits.filter((each) => each.file === file).flatMap((each) => each.edits);
      return [path, applyEdits(this.text(path), own)] as const;
    });
    return Object.fromEntries(changed);
  }

  private text(path: string): string {
    const text = this.files[path];
    assert.ok(text !== undefined, `no ${path}`);
    return text;
  }
}

function idOf(path: string): FileId {
  return `/w/${path}`;
}

function* offsetsOf(text: string, needle: string): Iterable<number> {
  for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + 1)) yield at;
}
