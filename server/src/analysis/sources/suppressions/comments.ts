import type { Fact, FileId } from "../../facts.js";
import { positionAt, type Span } from "../../text.js";
import { commentsIn } from "../../yaml/comments.js";
import { inWholeFile, withinScalar, type Placement } from "../../yaml/placement.js";
import { linesOf } from "../shell/lines.js";
import { fencedBlocks } from "../shell/markdown.js";
import { commentStyleOf, type CommentStyle } from "./formats.js";
import { ignoreWord } from "./ignoreComment.js";

/** A comment that may ignore something. */
export interface CommentAt {
  readonly span: Span;
  readonly style: CommentStyle;
}

/** The comments of a file in which the word stands. */
export function commentsOf(text: string, file: FileId, facts: readonly Fact[]): readonly CommentAt[] {
  const style = commentStyleOf(file);
  switch (style) {
    case "none":
      return [];
    case "yaml":
      return yamlComments(text, inWholeFile, placesOf(facts)).map((span) => ({ span, style }));
    case "script":
    case "whole-lines":
      return lineComments(text, style).map((span) => ({ span, style }));
    case "page":
      return pageComments(text, placesOf(facts));
  }
}

/** Where the configurations begin that were read, in order: a block of text that holds one has comments of its own. */
function placesOf(facts: readonly Fact[]): readonly number[] {
  const configs = facts.flatMap((fact) =>
    fact.kind === "collector" || fact.kind === "agent" || fact.kind === "client" ? fact.place.span.start : [],
  );
  return configs.sort((a, b) => a - b);
}

/** Deeper than configurations lie in each other. */
const deepest = 5;

function yamlComments(
  text: string,
  placement: Placement,
  configs: readonly number[],
  within: Span = { start: 0, end: text.length },
  depth = 0,
): readonly Span[] {
  const found = commentsIn(text, within);
  const own = found.comments
    .filter((span) => holdsWord(text, span))
    .map(({ start, end }) => placement.span(start, end));
  const embedded = found.blocks.filter(
    (span) => depth < deepest && holdsWord(text, span) && holdsOne(placement.span(span.start, span.end), configs),
  );
  return [...own, ...embedded.flatMap((span) => yamlComments(text, placement, configs, span, depth + 1))];
}

function holdsWord(text: string, { start, end }: Span): boolean {
  return text.slice(start, end).includes(ignoreWord);
}

/** @param sorted offsets, of which the last one before the end of the span is looked up */
function holdsOne({ start, end }: Span, sorted: readonly number[]): boolean {
  const last = sorted[positionAt(sorted, end - 1).line];
  return last !== undefined && start <= last && last < end;
}

function lineComments(text: string, style: "script" | "whole-lines"): readonly Span[] {
  return linesOf(text).flatMap(({ start, end }): readonly Span[] => {
    const line = text.slice(start, end);
    const match = /(?:^|[ \t])(?=#+[ \t]*portolan-ignore(?![\w-]))/.exec(line);
    if (match === null) return [];
    const at = match.index + match[0].length;
    const before = line.slice(0, at);
    const counts = style === "script" ? !endsInQuotes(before) : before.trim() === "";
    return counts ? [{ start: start + at, end: start + line.trimEnd().length }] : [];
  });
}

function endsInQuotes(text: string): boolean {
  let quote = "";
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? "";
    if (char === "\\" && quote !== "'") at++;
    else if (quote === "" ? char === '"' || char === "'" : char === quote) quote = quote === "" ? char : "";
  }
  return quote !== "";
}

function pageComments(text: string, configs: readonly number[]): readonly CommentAt[] {
  const blocks = fencedBlocks(text).map(({ language, scalar }) => ({ language, scalar, span: scalar.span }));
  const inBlocks = blocks.flatMap(({ language, scalar }): readonly CommentAt[] => {
    const placement = withinScalar(scalar);
    if (/^(?:ya?ml|(?:docker-)?compose|otel|k8s|kubernetes)/.test(language)) {
      return yamlComments(scalar.text, placement, configs).map((span) => ({ span, style: "yaml" }));
    }
    const spans = lineComments(scalar.text, "script").map(({ start, end }) => placement.span(start, end));
    return spans.map((span) => ({ span, style: "script" }));
  });
  const starts = blocks.map(({ span }) => span.start);
  const inBlock = (offset: number): boolean => {
    const block = blocks[positionAt(starts, offset).line];
    return block !== undefined && block.span.start <= offset && offset < block.span.end;
  };
  const own = linesOf(text).flatMap(({ start, end }): readonly CommentAt[] => {
    const line = text.slice(start, end);
    const at = line.search(/<!--[ \t]*portolan-ignore(?![\w-])/);
    const closing = at < 0 ? -1 : line.indexOf("-->", at);
    if (closing < 0 || inBlock(start + at)) return [];
    return [{ span: { start: start + at, end: start + closing + "-->".length }, style: "page" }];
  });
  return [...own, ...inBlocks];
}
