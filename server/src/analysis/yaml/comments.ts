import { Lexer } from "yaml";
import type { Span } from "../text.js";

export interface Comments {
  readonly comments: readonly Span[];
  /** The texts of literal and folded blocks, their headers not included: a `#` in them is part of the text. */
  readonly blocks: readonly Span[];
}

/** What the lexer writes before a plain scalar and before a block's text. */
const scalarFollows = "\u001f";
/** Signs of the lexer that stand for no letter: the beginning of a document, a wrong place in a flow, a scalar. */
const signs: readonly string[] = ["\u0002", "\u0018", scalarFollows];

/** Where the comments of a YAML text stand, from its `from` on; never inside quotes or a block of text. */
export function commentsIn(text: string, { start, end }: Span = { start: 0, end: text.length }): Comments {
  const comments: Span[] = [];
  const blocks: Span[] = [];
  let at = start;
  let before = "";
  // To YAML a lone CR ends a line, to the library it does not.
  for (const token of new Lexer().lex(text.slice(start, end).replace(/\r(?!\n)/g, "\n"))) {
    if (!signs.includes(token)) {
      const span = { start: at, end: at + token.length };
      if (before === scalarFollows && /[\r\n]/.test(token)) blocks.push(span);
      else if (before !== scalarFollows && token.startsWith("#")) comments.push(span);
      at = span.end;
    }
    before = token;
  }
  return { comments, blocks };
}
