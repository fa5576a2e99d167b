import type { EditFix, TextOf } from "../finding.js";
import type { Dial, Elsewhere } from "../topology/model.js";

/** More of them are no help to choose from. */
const mostOffered = 3;

/** Puts the name of whoever listens in place of `localhost`, one fix for each. */
export function dialElsewhereFixes(dial: Dial, found: readonly Elsewhere[], texts: TextOf): readonly EditFix[] {
  const { file } = dial.place;
  const text = texts(file);
  const start = hostStart(dial);
  if (text === undefined || start === undefined || dial.host === null) return [];
  const { host } = dial;
  if (!text.startsWith(host, start)) return [];
  return found.slice(0, mostOffered).map(({ name, listener }): EditFix => {
    const edits = [{ span: { start, end: start + host.length }, newText: name }];
    const title = `Connect to ${name}, where the ${listener.owner} answers`;
    return { kind: "edit", title, edits: [{ file, edits }], ...(found.length === 1 && { preferred: true }) };
  });
}

/** Offset in the file of the host as it is written; undefined where it does not stand there literally. */
export function hostStart({ fact: { text, literalAt }, host }: Dial): number | undefined {
  const before = /^\s*(?:[a-z][a-z0-9+.-]*:\/\/\/?)?/i.exec(text)?.[0].length ?? 0;
  const isWritten = host !== null && !text.includes("$") && text.startsWith(host, before);
  return isWritten && literalAt !== undefined ? literalAt + before : undefined;
}
