import type { DocumentText } from "../yaml/documentTexts.js";
import { movedBy } from "./moved.js";
import type { SourceResult } from "./source.js";

/** Reads one document of a file, or knows what it says. */
export type DocumentReader = (document: DocumentText, read: (document: DocumentText) => SourceResult) => SourceResult;

/** Whatever is not remembered. */
export const readAnew: DocumentReader = (document, read) => read(document);

/**
 * What the documents of one file said when it was read last, for a file that is edited: those that are still there word
 * for word are not read again, wherever they stand now.
 */
export class DocumentMemory {
  private known = new Map<string, { readonly start: number; readonly result: SourceResult }>();

  /** For one reading of the whole file; what it does not ask for is forgotten. */
  next(): DocumentReader {
    const before = this.known;
    const now = new Map<string, { readonly start: number; readonly result: SourceResult }>();
    this.known = now;
    return (document, read) => {
      const { text, start } = document;
      const last = before.get(text);
      const result = last ? movedBy(last.result, start - last.start) : read(document);
      now.set(text, { start, result });
      return result;
    };
  }
}
