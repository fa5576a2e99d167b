import type { FileFacts, FileId } from "./facts.js";
import type { TextOf } from "./finding.js";
import { Inclusions } from "./inclusions.js";
import { readFile } from "./sources/index.js";

/**
 * What files say that are all at hand, each in the role that the others give it; those of them that say something of ours.
 *
 * @param others gives the texts of files that are only read because one of these includes them
 */
export function readFiles(texts: ReadonlyMap<FileId, string>, others: TextOf = () => undefined): readonly FileFacts[] {
  const inclusions = new Inclusions();
  const read = new Map<FileId, FileFacts | undefined>();
  const pending = [...texts.keys()];
  // An array that grows while it is walked hands out what was added, too.
  for (const file of pending) {
    const text = texts.get(file) ?? others(file);
    const facts = text === undefined ? undefined : readFile(file, text, inclusions.roleOf(file));
    read.set(file, facts);
    pending.push(...inclusions.set(file, facts).filter((each) => read.has(each) || !texts.has(each)));
  }
  return [...read.values()].flatMap((facts) => facts ?? []);
}
