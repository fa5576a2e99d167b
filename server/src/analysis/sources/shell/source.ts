import type { FileId } from "../../facts.js";
import { folderOf } from "../../paths.js";
import type { Placed } from "../compose/placed.js";
import type { TextSource } from "../source.js";
import { mayWrite, writtenTexts, type WrittenText } from "./heredocs.js";
import { joinLines, linesOf } from "./lines.js";
import { readShellText } from "./read.js";
import { readScript } from "./script.js";

/** A script for a POSIX shell: the containers it starts and the files it writes. */
export const shellSource: TextSource = {
  mayBe: (path) => /\.(?:sh|bash|zsh|ksh)$/i.test(path),
  marker: /\b(?:docker|podman|nerdctl)\b|<<-?[ \t]*["'\\]?\w/,
  read(text, file) {
    const script = scriptText(text);
    return readShellText(script, script.text, file);
  },
};

/** The texts that a script writes with here-documents, of whatever format. */
export function textsOfShell(text: string, file: FileId): readonly WrittenText[] {
  if (!mayWrite(text)) return [];
  const script = scriptText(text);
  return writtenTexts(readScript(script, folderOf(file), script.text).documents, script, file);
}

/** The whole file, its ends of line made plain: a backslash before CRLF continues nothing in a shell. */
function scriptText(text: string): Placed {
  return joinLines(text, linesOf(text));
}
