import type { FileId, Word } from "../../facts.js";
import { asScalar, asSeq, isNull } from "../../yaml/access.js";
import type { YamlNode } from "../../yaml/node.js";
import { concat, part, wordOf, type Placed } from "./placed.js";

/** `command` or `entrypoint`: a list of words, or a text that is split; undefined where nothing is written. */
export function readCommand(node: YamlNode | undefined, file: FileId): readonly Word[] | undefined {
  if (node === undefined || isNull(node)) return undefined;
  const scalar = asScalar(node);
  if (scalar) return splitWords(scalar).map((word) => wordOf(word, file));
  const items = asSeq(node)?.items;
  return items?.flatMap((item) => {
    const word = asScalar(item);
    return word && word.value !== null ? [wordOf(word, file)] : [];
  });
}

/**
 * Splits a text as Compose does: quotes and backslashes as in a shell, and what stands behind an operator is dropped.
 * A variable stays one piece, whatever its default holds.
 */
export function splitWords(placed: Placed): readonly Placed[] {
  const { text } = placed;
  const words: Placed[] = [];
  let letters: Placed[] | undefined;
  let start = 0;
  const flush = (end: number): void => {
    if (letters) words.push(concat(letters, exactOr(part(placed, start, end))));
    letters = undefined;
  };
  const take = (from: number, to: number, wordStart: number): void => {
    if (letters === undefined) start = wordStart;
    (letters ??= []).push(part(placed, from, to));
  };
  const token =
    /\s+|[;&|<>]|\\([^]?)|'([^']*)('|$)|"((?:[^"\\]|\\[^])*)("|$)|\$\{[^}\n]{0,200}\}|[^\s;&|<>\\'"$]+|\$/dg;
  for (const match of text.matchAll(token)) {
    const at = match.index;
    const end = at + match[0].length;
    const group = (index: number): readonly [number, number] => match.indices?.[index] ?? [at, end];
    if (/^\s/.test(match[0])) flush(at);
    else if (/^[;&|<>]/.test(match[0])) return finish(at);
    else if (match[1] !== undefined) take(...group(1), at);
    else if (match[2] !== undefined) take(...group(2), at);
    else if (match[4] !== undefined) for (const run of withoutEscapes(match[4], group(4)[0])) take(...run, at);
    else take(at, end, at);
  }
  return finish(text.length);

  function finish(end: number): readonly Placed[] {
    flush(end);
    return words;
  }
}

/** The stretches of a double-quoted text between the backslashes that only guard the next letter. */
function withoutEscapes(quoted: string, offset: number): readonly (readonly [number, number])[] {
  const runs: (readonly [number, number])[] = [];
  let from = 0;
  for (const escape of quoted.matchAll(/\\["\\]/g)) {
    runs.push([offset + from, offset + escape.index]);
    from = escape.index + 1;
  }
  return [...runs, [offset + from, offset + quoted.length]];
}

function exactOr({ pieces, span }: Placed): Placed["span"] {
  const first = pieces[0];
  const last = pieces.at(-1);
  return first && last ? { start: first.outer, end: last.outer + last.length } : span;
}
