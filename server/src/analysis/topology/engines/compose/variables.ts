import type { EnvFact, EnvFileFacts, EnvValue, FileId, Place, Word } from "../../../facts.js";
import { interpolate, type Variables } from "../../../sources/compose/interpolate.js";
import { exactPlace, unplaced, type Placed } from "../../../sources/compose/placed.js";

/** A longer one is no port, path or image, and multiplies wherever it is used. */
const longestValue = 500;

/** What is known of the shell that starts a project. */
export function workingFolder(folder: FileId): Variables {
  return new Map([["PWD", unplaced(folder, { start: 0, end: 0 })]]);
}

/** What files of `NAME=value` lines give variables. A later line wins over an earlier one, `outer` over all of them. */
export function withEnvFiles(outer: Variables, files: readonly EnvFileFacts[]): Variables {
  const env = files.flatMap((file) => file.env);
  if (env.length === 0) return outer;
  const known = new Map(outer);
  for (const { name, value } of env) {
    if (value.kind !== "text" || outer.has(name)) continue;
    const placed = interpolate(placedWord(value.word), known, "as-written");
    if (placed.text.length <= longestValue) known.set(name, placed);
    else known.delete(name);
  }
  return known;
}

/** A word with its variables in their place. One that nobody gives a value stays as it is written. */
export function resolveWord(word: Word, variables: Variables): Word {
  if (!word.text.includes("$")) return word;
  return wordAt(interpolate(placedWord(word), variables, "as-written"), word.place);
}

/** What a container gets for a name without a value. */
export function handedThrough({ name, place, value }: EnvFact, variables: Variables): EnvValue {
  const given = variables.get(name);
  return given ? { kind: "text", word: wordAt(given, place) } : value;
}

/**
 * @param written where it is said to stand if it stands nowhere letter by letter; it must not look then as if it did,
 * nor as if only quotes stood around it
 */
function wordAt(placed: Placed, { file, span }: Place): Word {
  const { text } = placed;
  const exact = exactPlace(placed, file);
  if (exact) return { text, place: exact };
  const around = span.end - span.start - text.length;
  const end = around === 0 || around === 2 ? span.end - 1 : span.end;
  return { text, place: { file, span: { start: span.start, end } } };
}

/** A word stands in its file letter by letter where its place is as long as it is. */
function placedWord({ text, place: { file, span } }: Word): Placed {
  const exact = span.end - span.start === text.length && text !== "";
  return { text, span, pieces: exact ? [{ inner: 0, outer: span.start, length: text.length, file }] : [] };
}
