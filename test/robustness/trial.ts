import type { FileId } from "../../server/src/analysis/facts.js";
import type { TextOf } from "../../server/src/analysis/finding.js";
import type { FeatureContext } from "../../server/src/analysis/features/feature.js";
import { AnalysisSession } from "../../server/src/analysis/session.js";
import { readFile } from "../../server/src/analysis/sources/index.js";
import { root, type Texts } from "./documents.js";

/** A workspace in memory, with everything that asks about it. */
export class Trial implements FeatureContext {
  readonly analysis = new AnalysisSession({ roots: [root] });
  private readonly shown: Map<FileId, string>;

  constructor(texts: Texts) {
    this.shown = new Map(texts);
    for (const [file, text] of texts) this.analysis.set(file, readFile(file, text));
    this.analysis.update();
  }

  readonly texts: TextOf = (file) => this.shown.get(file);

  set(file: FileId, text: string): void {
    this.shown.set(file, text);
    this.analysis.set(file, readFile(file, text));
    this.analysis.update();
  }

  /** All findings, as a reader would see them. */
  findings(): readonly string[] {
    const { analysis } = this;
    return analysis
      .files()
      .flatMap((file) => analysis.findingsOf(file).map(({ rule, message }) => `${file} ${rule} ${message}`));
  }
}
