import type { ContainerFacts, ContainersFacts, FileId } from "../../facts.js";
import { folderOf } from "../../paths.js";
import type { Placed } from "../compose/placed.js";
import { writtenText, type WrittenText } from "./heredocs.js";
import { joinLines, linesOf } from "./lines.js";
import { fencedBlocks } from "./markdown.js";
import { maskGuide } from "./mask.js";
import { readRun } from "./run.js";
import { readScript, type ReadScript } from "./script.js";

/** Stands in every command that starts a container; a text without it is not parsed. */
const runs = /\brun\b/;

function mayRun(text: string): boolean {
  return /\b(?:docker|podman|nerdctl)\b/.test(text) && runs.test(text);
}

const hereDocumentMarker = /<<-?[ \t]*["'\\]?\w/;

/** Whether a file is a script for a POSIX shell. */
export function isShellScript(file: FileId, text: string): boolean {
  return /\.(?:sh|bash|zsh|ksh)$/i.test(file) || /^#![^\n]*\b(?:ba|da|k|z)?sh\b/.test(text);
}

/** The containers that a script starts; undefined where it starts none. Never throws. */
export function readShell(file: FileId, text: string): ContainersFacts | undefined {
  if (!mayRun(text)) return undefined;
  const script = scriptText(text);
  return containersOf([{ ...readScript(script, folderOf(file), script.text, runs), block: undefined }], file);
}

/** The containers that the shell blocks of a page start; those of different blocks are alternatives. Never throws. */
export function readMarkdown(file: FileId, text: string): ContainersFacts | undefined {
  if (!mayRun(text)) return undefined;
  const scripts = shellBlocks(text).map(({ block, script }) => ({
    ...readScript(script, folderOf(file), maskGuide(script.text), runs),
    block,
  }));
  return containersOf(scripts, file);
}

/** The texts that a script writes with here-documents, such as a collector configuration. */
export function textsOfShell(text: string): readonly WrittenText[] {
  const script = scriptText(text);
  return textsIn(script, script.text);
}

export function textsOfMarkdown(text: string): readonly WrittenText[] {
  return shellBlocks(text).flatMap(({ script }) => textsIn(script, maskGuide(script.text)));
}

/** A text that goes to a program may be a script itself, as for `ssh host <<EOF`. */
function textsIn(script: Placed, masked: string, depth = 0): readonly WrittenText[] {
  if (depth > 3 || !hereDocumentMarker.test(masked)) return [];
  return readScript(script, "", masked).documents.flatMap((document) => {
    const written = writtenText(document, script);
    return written.name === undefined ? [written, ...textsIn(written.scalar, written.text, depth + 1)] : [written];
  });
}

const languages = /^(?:bash|sh|shell|zsh|ksh|console|shell-?session|sh-session|terminal)$/;

/** The shell's blocks of a page, each with its number among all blocks. */
function shellBlocks(text: string): readonly { readonly block: number; readonly script: Placed }[] {
  return fencedBlocks(text).flatMap(({ language, scalar }, block) =>
    languages.test(language) ? [{ block, script: scalar }] : [],
  );
}

/** The whole file, its ends of line made plain: a backslash before CRLF continues nothing in a shell. */
function scriptText(text: string): Placed {
  return joinLines(text, linesOf(text));
}

/** More than anybody writes: whatever has it multiplies by ranges of ports. */
const mostPorts = 100_000;

function containersOf(
  scripts: readonly (ReadScript & { readonly block: number | undefined })[],
  file: FileId,
): ContainersFacts | undefined {
  const containers: ContainerFacts[] = [];
  let ports = 0;
  for (const { commands, block } of scripts) {
    for (const command of commands) {
      const container = readRun(command, file, block);
      if (container === undefined) continue;
      ports += container.published.length + container.process.ports.length;
      if (ports <= mostPorts) containers.push(container);
    }
  }
  if (containers.length === 0) return undefined;
  return { kind: "containers", file, engine: "docker-run", project: undefined, containers, includes: [] };
}
