import type { FileId, PortChange } from "../../facts.js";
import type { EditAnnotation, FileEdit, TextOf } from "../../finding.js";
import { readFile } from "../../sources/index.js";
import { applyEdits, type TextEdit } from "../../text.js";
import { insertBeside, insertUnder } from "../../yaml/edit.js";
import type { PortMention } from "./mention.js";
import type { PortMove } from "./move.js";

/**
 * The edits that make a move. Undefined where a place that must change cannot, or a file would not read as before. Once
 * more than the one file is concerned, each says for the editor how sure it is.
 */
export function editsOf(move: PortMove, port: number, texts: TextOf): readonly FileEdit[] | undefined {
  const write = (mentions: readonly PortMention[], to: number): readonly FileEdit[] =>
    mentions.flatMap((mention) => editOf(mention, move.port, to, texts) ?? []);
  const needed = [...write(move.certain, port), ...write(move.pinned, move.port)];
  if (needed.length < move.certain.length + move.pinned.length || !stillRead(needed, texts)) return undefined;
  const believed = write(move.believed, port);
  const inOneFile = new Set(needed.map(({ file }) => file)).size === 1;
  if (inOneFile && believed.length === 0) return needed;
  return [
    ...needed.map((edit) => ({ ...edit, annotation: moves(move.port, port) })),
    ...believed.map((edit) => ({ ...edit, annotation: mayMove(move.port, port) })),
  ];
}

function moves(from: number, to: number): EditAnnotation {
  return { label: `Port ${String(from)} becomes ${String(to)}`, needsConfirmation: false };
}

function mayMove(from: number, to: number): EditAnnotation {
  return {
    label: `Perhaps the same port ${String(from)}`,
    description: `Nothing tells for certain that this is the port which becomes ${String(to)}.`,
    needsConfirmation: true,
  };
}

/** Undefined where the file does not say the old number there. */
function editOf({ change, host }: PortMention, from: number, to: number, texts: TextOf): FileEdit | undefined {
  const file = fileOf(change);
  const text = file === undefined ? undefined : texts(file);
  const edit = text === undefined ? undefined : textEdit(text, change, from, to, host ?? "");
  return file !== undefined && edit ? { file, edits: [edit] } : undefined;
}

function fileOf(change: PortChange): FileId | undefined {
  switch (change.kind) {
    case "none":
      return undefined;
    case "digits":
      return change.place.file;
    case "insert":
    case "beside":
      return change.file;
  }
}

function textEdit(text: string, change: PortChange, from: number, to: number, host: string): TextEdit | undefined {
  switch (change.kind) {
    case "none":
      return undefined;
    case "digits": {
      const { span } = change.place;
      const digits = text.slice(span.start, span.end);
      return /^\d+$/.test(digits) && Number(digits) === from ? { span, newText: String(to) } : undefined;
    }
    case "insert": {
      const filled = change.lines.map((line) => line.replace("{host}", host).replace("{port}", String(to)));
      return insertUnder(text, change.slot, filled);
    }
    case "beside":
      return insertBeside(text, change.entry, change.flow, `${change.key}: ${String(to)}`);
  }
}

/** Whether each file that gets new lines still holds what it held. A number for a number breaks none. */
function stillRead(edits: readonly FileEdit[], texts: TextOf): boolean {
  const longer = edits.filter((each) => each.edits.some(({ newText }) => !/^\d+$/.test(newText)));
  return [...new Set(longer.map(({ file }) => file))].every((file) => {
    const text = texts(file) ?? "";
    const own = edits.filter((each) => each.file === file).flatMap((each) => each.edits);
    const [before, after] = [readFile(file, text), readFile(file, applyEdits(text, own))];
    return before?.facts.length === after?.facts.length && before?.problems.length === after?.problems.length;
  });
}
