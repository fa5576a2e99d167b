import type { ParameterExpansionPart, Word, WordPart } from "unbash";
import { concat, part, unknown, unplaced, type Placed } from "../compose/placed.js";

/** A word as it is written, quotes taken out, and as it is known before the script runs. */
export interface ShellWord {
  /** With its variables as they stand there. */
  readonly raw: Placed;
  /** With defaults and the folder in their place; for every other variable there is the `unknown` letter. */
  readonly known: Placed;
}

/** The script that a word stands in. */
export interface Script {
  readonly text: Placed;
  /** What `$PWD` and `$(pwd)` stand for: a script is started where it lies, if nothing else is known. */
  readonly folder: string;
}

export function shellWord(word: Word, script: Script, depth = 0): ShellWord {
  const { span } = piece(word.pos, word.end, script);
  const letters = word.parts
    ? word.parts.map((each) => readPart(each, script, depth))
    : [literal(word.pos, word.text, word.value, script)];
  return join(letters, span);
}

export function wordPart({ raw, known }: ShellWord, start: number): ShellWord {
  return { raw: part(raw, start), known: part(known, start) };
}

/** A stretch of a script, as it stands there. */
export function piece(start: number, end: number, { text }: Script): Placed {
  const stretch = part(text, start, end);
  const first = stretch.pieces[0];
  const last = stretch.pieces.at(-1);
  return first && last ? { ...stretch, span: { start: first.outer, end: last.outer + last.length } } : stretch;
}

function readPart(each: WordPart, script: Script, depth: number): ShellWord {
  const raw = piece(each.pos, each.end, script);
  switch (each.type) {
    case "Literal":
      return literal(each.pos, each.text, each.value, script);
    case "SingleQuoted":
      return same(piece(each.pos + 1, each.end - 1, script));
    case "AnsiCQuoted":
      return same(unplaced(each.value, raw.span));
    case "DoubleQuoted":
    case "LocaleString":
      return join(
        each.parts.map((inner) => readPart(inner, script, depth)),
        raw.span,
      );
    case "ParameterExpansion":
      return { raw, known: defaultOf(each, script, depth) ?? folderOr(unknown, raw, script) };
    case "SimpleExpansion":
    case "CommandExpansion":
      return { raw, known: folderOr(unknown, raw, script) };
    case "ArithmeticExpansion":
    case "ProcessSubstitution":
      return { raw, known: unplaced(unknown, raw.span) };
    case "Glob":
    case "ExtendedGlob":
    case "BraceExpansion":
      return same(raw);
  }
}

/** Nobody nests defaults deeper. */
const deepest = 2;

/** `${NAME:-default}`; `${NAME:+other}` is nothing, since nobody set the name. */
function defaultOf({ operation }: ParameterExpansionPart, script: Script, depth: number): Placed | undefined {
  if (depth > deepest || operation?.type !== "Default" || operation.operator.endsWith("?")) return undefined;
  const { known } = shellWord(operation.operand, script, depth + 1);
  return operation.operator.endsWith("+") ? unplaced("", known.span) : known;
}

function folderOr(other: string, raw: Placed, { folder }: Script): Placed {
  const isFolder = /^(?:\$PWD|\$\{PWD\}|\$\(\s*pwd\s*\)|`\s*pwd\s*`)$/.test(raw.text);
  return unplaced(isFolder ? folder : other, raw.span);
}

/** Plain letters, without the backslashes between them. */
function literal(start: number, text: string, value: string, script: Script): ShellWord {
  if (text === value) return same(piece(start, start + text.length, script));
  const runs: Placed[] = [];
  let from = 0;
  for (const escape of text.matchAll(/\\(?:\n|(?=[^]))/g)) {
    if (escape.index < from) continue;
    runs.push(piece(start + from, start + escape.index, script));
    from = escape.index + escape[0].length;
    // The guarded letter is itself, even if it is a backslash.
    if (escape[0] === "\\") runs.push(piece(start + from, start + ++from, script));
  }
  const read = concat([...runs, piece(start + from, start + text.length, script)], script.text.span);
  return same(read.text.length === value.length ? read : unplaced(value, read.span));
}

function same(placed: Placed): ShellWord {
  return { raw: placed, known: placed };
}

function join(words: readonly ShellWord[], span: Placed["span"]): ShellWord {
  return {
    raw: concat(
      words.map(({ raw }) => raw),
      span,
    ),
    known: concat(
      words.map(({ known }) => known),
      span,
    ),
  };
}
