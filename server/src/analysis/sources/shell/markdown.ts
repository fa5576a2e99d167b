import type { ScalarNode } from "../../yaml/node.js";
import { joinLines, linesOf, type Line } from "./lines.js";

/** A fenced block of a Markdown page. */
export interface FencedBlock {
  /** The first word of what stands behind the fence, in lower case: `bash`, `yaml`; empty where nothing does. */
  readonly language: string;
  /** What stands in it, freed of the indentation of the list or quotation around it, as `parseEmbedded` takes it. */
  readonly scalar: ScalarNode;
}

/** The fenced blocks of a page, also inside lists and quotations. One that is not closed runs to the end. */
export function fencedBlocks(text: string): readonly FencedBlock[] {
  const blocks: FencedBlock[] = [];
  let open: OpenFence | undefined;
  for (const line of linesOf(text)) {
    const content = text.slice(line.start, line.end);
    if (open && leaves(content, open)) {
      blocks.push(blockOf(open, text));
      open = undefined;
    }
    if (open === undefined) open = openingFence(content);
    else if (closes(content, open)) {
      blocks.push(blockOf(open, text));
      open = undefined;
    } else open.lines.push({ ...line, start: line.start + prefixLength(content, open) });
  }
  return open ? [...blocks, blockOf(open, text)] : blocks;
}

interface OpenFence {
  readonly fence: string;
  readonly language: string;
  /** How many quotations it stands in, each a `>` before its lines. */
  readonly quotations: number;
  readonly indent: number;
  readonly lines: Line[];
}

function openingFence(line: string): OpenFence | undefined {
  const match = /^((?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])*)(`{3,}|~{3,})[ \t]*(.*)$/.exec(line);
  const [, prefix = "", fence = "", info = ""] = match ?? [];
  if (match === null || (fence.startsWith("`") && info.includes("`"))) return undefined;
  const language = /^\{?\.?([\w+-]*)/.exec(info)?.[1] ?? "";
  const quotations = prefix.split(">").length - 1;
  const indent = prefix.slice(prefix.lastIndexOf(">") + 1).replace(quotations > 0 ? /^ / : /^/, "").length;
  return { fence, language: language.toLowerCase(), quotations, indent, lines: [] };
}

/** A line outside of the quotation that a fence stands in. */
function leaves(line: string, { quotations }: OpenFence): boolean {
  return quotations > 0 && !/^[ \t]*>/.test(line);
}

/** A fence that is indented further belongs to what stands in the block. */
function closes(line: string, open: OpenFence): boolean {
  const { fence } = open;
  const inner = line.slice(prefixLength(line, open)).trimEnd();
  const bare = inner.trimStart();
  const same = bare.length >= fence.length && bare === fence.charAt(0).repeat(bare.length);
  return same && inner.length - bare.length < 4;
}

/** How much of a line belongs to what the fence stands in. */
function prefixLength(line: string, { quotations, indent }: OpenFence): number {
  const quotation = /[ \t]*> ?/y;
  let at = 0;
  for (let level = 0; level < quotations && quotation.test(line); level++) at = quotation.lastIndex;
  const blank = /^[ \t]*/.exec(line.slice(at))?.[0].length ?? 0;
  return at + Math.min(blank, indent);
}

function blockOf({ language, lines }: OpenFence, text: string): FencedBlock {
  const placed = joinLines(text, lines);
  return { language, scalar: { kind: "scalar", value: placed.text, style: "literal", ...placed } };
}
