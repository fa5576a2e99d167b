import type { FileId } from "../../facts.js";
import { folderOf, joinPath } from "../../paths.js";
import type { ScalarNode } from "../../yaml/node.js";
import { concat, part, unknown, type Placed } from "../compose/placed.js";
import { readScript, type HereDocument } from "./script.js";
import { targetOf } from "./target.js";

/** A text that a script writes with a here-document. */
export interface WrittenText {
  /** The file it is written to, as the script names it, variables included; undefined where it goes to a program. */
  readonly name: string | undefined;
  /** The same, absolute; as written where another shell resolves it. Undefined where only a variable tells. */
  readonly path: FileId | undefined;
  /** The text as a block scalar, as `parseEmbedded` takes it. */
  readonly scalar: ScalarNode;
  /** Whether the shell fills nothing in. */
  readonly literal: boolean;
}

/** Whether a text may have a here-document; one without is not worth parsing for them. */
export function mayWrite(text: string): boolean {
  return /<<-?[ \t]*["'\\]?\w/.test(text);
}

/** More levels than anybody quotes delimiters for. */
const deepest = 3;

/** The first line that is no comment is a key: a manifest, whatever scripts stand in it. */
const beginsAsYaml = /^(?:[ \t]*(?:#.*)?\n)*(?:---|[ \t]*["']?[\w.-]+["']?:(?=\s|$))/;

/**
 * The texts of a script's here-documents, in order. One that goes to a program may be a script itself, as for
 * `ssh host <<EOF`: then what it writes stands in its place.
 */
export function writtenTexts(
  documents: readonly HereDocument[],
  script: Placed,
  file: FileId,
  depth = 0,
): readonly WrittenText[] {
  return documents.flatMap((document) => {
    const written = writtenText(document, script, depth === 0 ? folderOf(file) : undefined);
    const { scalar, name } = written;
    const { text } = scalar;
    if (name !== undefined || depth >= deepest || !mayWrite(text) || beginsAsYaml.test(text)) return [written];
    const inner = readScript(scalar, "", text).documents;
    return inner.length === 0 ? [written] : writtenTexts(inner, scalar, file, depth + 1);
  });
}

function writtenText(document: HereDocument, script: Placed, folder: FileId | undefined): WrittenText {
  const { body, stripsTabs, literal } = document;
  const whole = part(script, body.start, body.end);
  const first = whole.pieces[0];
  const last = whole.pieces.at(-1);
  const span = first && last ? { start: first.outer, end: last.outer + last.length } : script.span;
  const { text, pieces } = stripsTabs ? withoutTabs(whole) : whole;
  const target = targetOf(document);
  return {
    name: target?.written,
    path: target && pathOf(target.known, target.elsewhere ? undefined : folder),
    scalar: { kind: "scalar", value: text, text, style: "literal", pieces, span },
    literal,
  };
}

function pathOf(known: string, folder: FileId | undefined): FileId | undefined {
  if (known.includes(unknown)) return undefined;
  return folder === undefined ? known : joinPath(folder, known);
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
