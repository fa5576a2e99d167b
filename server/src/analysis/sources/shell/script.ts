import {
  forEachChild,
  parse,
  type Command,
  type HereDoc,
  type Redirect,
  type Redirected,
  type Redirection,
  type SyntaxNode,
  type Word,
} from "unbash";
import type { Placed } from "../compose/placed.js";
import { shellWord, type Script, type ShellWord } from "./word.js";

/** A simple command: its name and its arguments. */
export interface ShellCommand {
  readonly words: readonly ShellWord[];
}

/** A here-document, and the words of the command that gets it and of those it is piped to. */
export interface HereDocument {
  /** Offsets in the script. */
  readonly body: { readonly start: number; readonly end: number };
  readonly stripsTabs: boolean;
  /** Whether the shell leaves it as it stands, since its delimiter is quoted. */
  readonly literal: boolean;
  /** The file that a redirection of these names. */
  readonly target: ShellWord | undefined;
  readonly commands: readonly ShellCommand[];
}

export interface ReadScript {
  readonly commands: readonly ShellCommand[];
  readonly documents: readonly HereDocument[];
}

/**
 * Reads what a shell would run, in order, whether inside functions, conditions or substitutions. Never throws: what
 * does not parse is left out.
 *
 * @param masked the script, letter for letter, with what is no shell in it blotted out
 * @param wanted stands in the commands that are asked for
 */
export function readScript(text: Placed, folder: string, masked: string, wanted?: RegExp): ReadScript {
  const script: Script = { text, folder };
  const commands: { readonly at: number; readonly command: ShellCommand }[] = [];
  const documents = new Map<number, HereDocument>();
  if (!isReasonable(masked)) return { commands: [], documents: [] };
  try {
    const pending: { readonly node: SyntaxNode; readonly depth: number }[] = [{ node: parse(masked), depth: 0 }];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const { node, depth } = next;
      // A substitution in backticks with backslashes in it: its offsets are those of another text.
      if (depth > deepest || (node.type === "Script" && node.source !== undefined)) continue;
      if (node.type === "Command" && wanted?.test(masked.slice(node.pos, node.end))) {
        commands.push({ at: node.pos, command: readCommand(node, script) });
      }
      for (const document of documentsOf(node, script)) {
        if (!documents.has(document.body.start)) documents.set(document.body.start, document);
      }
      const inside = node.type === "CommandExpansion" || node.type === "ProcessSubstitution" ? depth + 1 : depth;
      if (!leaves.has(node.type)) forEachChild(node, (child) => pending.push({ node: child, depth: inside }));
    }
  } catch {
    // Nested beyond what the parser bears; nobody's script.
  }
  commands.sort((a, b) => a.at - b.at);
  return {
    commands: commands.map(({ command }) => command),
    documents: [...documents.values()].sort((a, b) => a.body.start - b.body.start),
  };
}

/** Each substitution is parsed once more for every one around it; commands that matter stand in the first or second. */
const deepest = 3;

/** Where a command could stand only in a default or an index. */
const leaves: ReadonlySet<SyntaxNode["type"]> = new Set([
  "ParameterExpansion",
  "ArithmeticExpansion",
  "ArithmeticCommand",
] as const);

/**
 * False for what would cost more than any script is worth: what is longer carries an archive; the end of every `<<` is
 * looked for by itself; `${` inside of `${` is read once for each of those around it.
 */
function isReasonable(script: string): boolean {
  if (script.length > 512 * 1024 || (script.match(/<</g)?.length ?? 0) > 2000) return false;
  let open = 0;
  for (const [brace] of script.matchAll(/\$\{|\}/g)) {
    open = brace === "}" ? Math.max(0, open - 1) : open + 1;
    if (open > 16) return false;
  }
  return true;
}

function readCommand(command: Command, script: Script): ShellCommand {
  const words = [command.name, ...command.args].filter((word): word is Word => word?.type === "Word");
  return { words: words.map((word) => shellWord(word, script)) };
}

function documentsOf(node: SyntaxNode, script: Script): readonly HereDocument[] {
  if (node.type === "Pipeline") {
    const [first, ...rest] = node.commands;
    if (first?.type !== "Command") return [];
    return hereDocuments(
      first,
      rest.filter((each) => each.type === "Command"),
      script,
    );
  }
  // A command of a pipeline is met once more by itself, and knows less.
  return node.type === "Command" || node.type === "Redirected" ? hereDocuments(node, [], script) : [];
}

function hereDocuments(
  node: Command | Redirected,
  pipedTo: readonly Command[],
  script: Script,
): readonly HereDocument[] {
  const { redirects } = node;
  const outputs = [...redirects, ...pipedTo.flatMap((each) => each.redirects)];
  const target = outputs.flatMap((each) => (isOutput(each) ? (each.target ?? []) : []))[0];
  return redirects
    .filter((each): each is HereDoc => each.type === "HereDoc")
    .map(({ body, delimiter, operator }) => ({
      body: { start: body.pos, end: body.end },
      stripsTabs: operator === "<<-",
      literal: delimiter?.quoted === true,
      target: target && shellWord(target, script),
      commands: [...(node.type === "Command" ? [node] : []), ...pipedTo].map((each) => readCommand(each, script)),
    }));
}

function isOutput(redirect: Redirection): redirect is Redirect {
  if (redirect.type !== "Redirect" || !/^(?:&?>>?|>\|)$/.test(redirect.operator)) return false;
  const { descriptor } = redirect;
  return descriptor === undefined || (descriptor.type === "FileDescriptor" && descriptor.value === 1);
}
