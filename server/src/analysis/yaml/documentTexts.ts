/** A part of a text that can be parsed for itself. */
export interface DocumentText {
  readonly text: string;
  /** Where it begins in the whole text. */
  readonly start: number;
}

/** What begins a document, whatever stands before it: no scalar and no collection goes on behind such a line. */
const marker = /(?<![^\r\n])---(?=[ \t\r\n]|$)/g;

/** A directive holds for the document behind it, and an end leaves open whether another one follows. */
const needsContext = /(?<![^\r\n])(?:%|\.\.\.(?=[ \t\r\n]|$))/;

/** Parts a text into its documents, each with the marker before it, so that one can be read without the others. */
export function documentTextsOf(text: string): readonly DocumentText[] {
  if (needsContext.test(text)) return [{ text, start: 0 }];
  const starts = [...text.matchAll(marker)].map(({ index }) => index);
  const all = starts[0] === 0 ? starts : [0, ...starts];
  return all.map((start, index) => ({ text: text.slice(start, all[index + 1]), start }));
}

/** The document that an offset of the text lies in. */
export function documentTextAt(documents: readonly DocumentText[], offset: number): DocumentText {
  return documents.findLast(({ start }) => start <= offset) ?? { text: "", start: 0 };
}
