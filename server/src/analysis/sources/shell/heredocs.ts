import type { Span } from "../../text.js";
import type { ScalarNode } from "../../yaml/node.js";
import { concat, part, unknown, type Placed } from "../compose/placed.js";
import type { HereDocument } from "./script.js";

/** A text that a script writes with a here-document. */
export interface WrittenText {
  /** The file it is written to, as the script names it; undefined where it goes to a program or to nobody. */
  readonly name: string | undefined;
  readonly span: Span;
  readonly text: string;
  /** The same as a block scalar, for `parseEmbedded`. */
  readonly scalar: ScalarNode;
}

export function writtenText(document: HereDocument, script: Placed): WrittenText {
  const { body, stripsTabs } = document;
  const whole = part(script, body.start, body.end);
  const first = whole.pieces[0];
  const last = whole.pieces.at(-1);
  const span = first && last ? { start: first.outer, end: last.outer + last.length } : script.span;
  const { text, pieces } = stripsTabs ? withoutTabs(whole) : whole;
  const scalar: ScalarNode = { kind: "scalar", value: text, text, style: "literal", pieces, span };
  return { name: nameOf(document), span, text, scalar };
}

/** `> file`, or what `tee` is given. */
function nameOf({ target, commands }: HereDocument): string | undefined {
  const name = target?.known.text;
  if (name !== undefined && name !== "/dev/null") return known(name);
  for (const { words } of commands) {
    const texts = words.map((word) => word.known.text);
    const tee = texts.findIndex((text) => /(?:^|\/)tee$/.test(text));
    if (tee >= 0) return known(texts.slice(tee + 1).find((text) => !text.startsWith("-")));
  }
  return undefined;
}

function known(name: string | undefined): string | undefined {
  return name === undefined || name.includes(unknown) ? undefined : name;
}

/** What `<<-` makes of a text. */
function withoutTabs(placed: Placed): Placed {
  const kept: Placed[] = [];
  for (const line of placed.text.matchAll(/^\t*([^\n]*\n?)/gm)) {
    const end = line.index + line[0].length;
    kept.push(part(placed, end - (line[1]?.length ?? 0), end));
  }
  return concat(kept, placed.span);
}
