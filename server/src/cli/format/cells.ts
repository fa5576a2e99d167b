/** A character as a person sees it, and the room it takes on a terminal. */
export interface Cell {
  readonly text: string;
  /** In columns: 0, 1 or 2. A tab becomes several cells of a space. */
  readonly width: number;
  /** Where it stands in the text it was taken from, in UTF-16 code units. */
  readonly start: number;
  readonly end: number;
}

/** Terminals differ in where their tab stops are, so tabs are written as spaces, as compilers do. */
const tabWidth = 4;

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

const wide =
  /^[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97C\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{17000}-\u{18CFF}\u{1B000}-\u{1B2FF}\u{20000}-\u{3FFFD}]/u;
const emoji = /\p{Emoji_Presentation}|\uFE0F/u;
const invisible = /^[\p{Mark}\u200B-\u200D\u2060\u00AD]+$/u;

/**
 * What could move the cursor, colour the terminal or turn the direction of the text around. Files are written by
 * others, and their bytes must not drive the terminal of the person who checks them.
 */
export const unsafe = /[\u0000-\u001F\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069\uFEFF]|\p{Surrogate}/gu;

/** The same text on one line, with everything unsafe made visible. */
export function printable(text: string): string {
  return text
    .replace(/\s*[\r\n]+\s*/g, " ")
    .replaceAll("\t", " ")
    .replace(unsafe, visible);
}

function visible(char: string): string {
  const code = char.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? "\u2421" : "\uFFFD";
}

/** The cells of a line; approximate for scripts and emoji that terminals themselves disagree about. */
export function cellsOf(line: string): readonly Cell[] {
  const cells: Cell[] = [];
  for (const { segment, index } of segmenter.segment(line)) {
    const end = index + segment.length;
    if (segment === "\t") {
      for (let space = 0; space < tabWidth; space++) cells.push({ text: " ", width: 1, start: index, end });
      continue;
    }
    const text = segment.replace(unsafe, visible);
    cells.push({ text, width: widthOf(text), start: index, end });
  }
  return cells;
}

function widthOf(grapheme: string): number {
  if (invisible.test(grapheme)) return 0;
  return wide.test(grapheme) || emoji.test(grapheme) ? 2 : 1;
}

/** In columns. */
export function displayWidth(text: string): number {
  // Most of what is ever printed, and the segmenter is slow.
  if (/^[\x20-\x7E]*$/.test(text)) return text.length;
  return cellsOf(text).reduce((sum, cell) => sum + cell.width, 0);
}

/** Breaks at spaces into lines of at most `width` columns; a longer word keeps a line of its own. */
export function wrap(text: string, width: number | undefined): readonly [string, ...string[]] {
  if (width === undefined || displayWidth(text) <= width) return [text];
  const lines: string[] = [];
  let line = "";
  let columns = 0;
  for (const word of text.split(" ")) {
    const room = displayWidth(word);
    if (line !== "" && columns + 1 + room > width) {
      lines.push(line);
      line = word;
      columns = room;
    } else {
      columns += line === "" ? room : room + 1;
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  const [first, ...rest] = [...lines, line];
  return [first, ...rest];
}
