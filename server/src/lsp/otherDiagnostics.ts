import type { Diagnostic } from "vscode-languageserver/node";
import type { FileId } from "../analysis/facts.js";

/** Who finds things beside the analysis: a collector that was asked, a host that was looked at. */
export type OtherSource = "portolan (validate)" | "portolan (live)";

/** What was found by asking somebody. It stands until it is asked again or taken back, whatever is typed meanwhile. */
export class OtherDiagnostics {
  private readonly bySource = new Map<OtherSource, Map<FileId, readonly Diagnostic[]>>();

  /** Puts a source's findings into some files; an empty list takes back. */
  set(source: OtherSource, files: ReadonlyMap<FileId, readonly Diagnostic[]>): void {
    const found = this.bySource.get(source) ?? new Map<FileId, readonly Diagnostic[]>();
    for (const [file, diagnostics] of files) {
      if (diagnostics.length === 0) found.delete(file);
      else found.set(file, diagnostics);
    }
    this.bySource.set(source, found);
  }

  of(file: FileId): readonly Diagnostic[] {
    return [...this.bySource.values()].flatMap((found) => found.get(file) ?? []);
  }

  filesOf(source: OtherSource): readonly FileId[] {
    return [...(this.bySource.get(source)?.keys() ?? [])];
  }
}
