import type { FileId } from "../../facts.js";
import type { TextEdit } from "../../text.js";
import type { Cursor } from "./cursor.js";
import type { ConfigAround } from "./halfTyped.js";

/** One thing that could stand where somebody is typing. A list of them begins with what fits best. */
export interface Completion {
  readonly label: string;
  readonly kind: "component" | "id" | "key" | "value" | "port" | "variable";
  readonly detail?: string;
  readonly deprecated?: true;
  /** Replaces exactly what is being typed, on its own line. */
  readonly edit: TextEdit;
  /** `edit.newText` with a place for the cursor, `$0`, for clients that know such. */
  readonly snippet?: string;
}

/** What somebody is typing in a collector's configuration. */
export interface Scene extends ConfigAround {
  readonly file: FileId;
  readonly text: string;
  readonly cursor: Cursor;
}

/** A word that takes the place of the token. */
export function wordEdit({ token, lead }: Cursor, word: string): TextEdit {
  return { span: token, newText: lead + word };
}

/** Lines that take the place of a key, the first in its column; in a flow map only the first. */
export function keyEdit(text: string, cursor: Cursor, [first = "", ...more]: readonly string[]): TextEdit {
  const { token, lead, column, flow, hasColon } = cursor;
  const key = lead + (hasColon ? first.replace(/:\s*$/, "") : first);
  if (hasColon || flow) return { span: token, newText: flow && !hasColon ? `${key.trimEnd()} ` : key };
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  return { span: token, newText: [key, ...more.map((line) => " ".repeat(column) + line)].join(eol) };
}
