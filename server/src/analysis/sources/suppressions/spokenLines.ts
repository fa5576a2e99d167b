import { positionAt, type LineStarts } from "../../text.js";
import { fencedBlocks } from "../shell/markdown.js";
import type { CommentAt } from "./comments.js";

export interface Lines {
  readonly first: number;
  readonly last: number;
}

/** The lines of a file, asked for one by one. */
export class TextLines {
  /** The last line of each fenced block, by the line that opens it. */
  private fences: ReadonlyMap<number, number> | undefined;
  /** The last walk over comments: where it began, and which line it came to. */
  private walked = { from: -1, to: -1 };
  /** What belongs to a line, by that line: several comments may stand above it. */
  private readonly spoken = new Map<number, Lines>();

  constructor(
    private readonly text: string,
    readonly starts: LineStarts,
  ) {}

  at(line: number): string {
    return this.text.slice(this.starts[line], this.starts[line + 1]);
  }

  /** Which lines a comment speaks of: its own, or the next one where it stands alone, with what belongs to that. */
  spokenOf({ span, style }: CommentAt): Lines {
    const { line } = positionAt(this.starts, span.start);
    const before = this.text.slice(this.starts[line], span.start);
    const behind = this.text.slice(span.end, this.starts[line + 1]);
    const continues = style === "script" || style === "whole-lines";
    if (!/^[\s>]*$/.test(before) || behind.trim() !== "") {
      let first = line;
      while (continues && first > 0 && isContinued(this.at(first - 1))) first--;
      return { first, last: line };
    }
    const first = this.nextSpoken(line + 1);
    const known = this.spoken.get(first);
    if (known) return known;
    let last = style === "page" ? this.fenceEnd(first) : first;
    while (continues && last < this.starts.length && isContinued(this.at(last))) last++;
    const lines = { first, last };
    this.spoken.set(first, lines);
    return lines;
  }

  /** The first line that is neither a comment nor blank. */
  private nextSpoken(from: number): number {
    if (this.walked.from <= from && from <= this.walked.to) return this.walked.to;
    let to = from;
    while (to < this.starts.length && isCommentOrBlank(this.at(to))) to++;
    this.walked = { from, to };
    return to;
  }

  private fenceEnd(line: number): number {
    this.fences ??= new Map(
      fencedBlocks(this.text).map(({ scalar }) => [
        positionAt(this.starts, scalar.span.start).line - 1,
        positionAt(this.starts, scalar.span.end).line,
      ]),
    );
    return this.fences.get(line) ?? line;
  }
}

function isContinued(line: string): boolean {
  return /\\[ \t]*[\r\n]*$/.test(line);
}

function isCommentOrBlank(line: string): boolean {
  return /^[\s>]*(?:$|#|;|<!--)/.test(line);
}
