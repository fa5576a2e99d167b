import { part, type Placed } from "../compose/placed.js";
import { splitWords, withoutDoubledPercent, type UnitWord } from "./words.js";

/** A program as `ExecStart=` starts it. */
export interface UnitCommand {
  readonly program: Placed;
  readonly args: readonly Placed[];
}

/** The commands of a value; a semicolon that stands alone divides them. None where a template fills it in. */
export function readCommands(value: Placed): readonly UnitCommand[] {
  if (isFilledIn(value.text)) return [];
  const commands: UnitWord[][] = [[]];
  for (const word of splitWords(value)) {
    if (word.raw === ";") commands.push([]);
    else commands.at(-1)?.push(word);
  }
  return commands.flatMap((words) => readCommand(words));
}

/** `{{ bin_dir }}/otelcol`: what it is before it is filled in says nothing. */
export function isFilledIn(text: string): boolean {
  return /\{\{|\{%|<%/.test(text);
}

function readCommand([first, ...rest]: readonly UnitWord[]): readonly UnitCommand[] {
  if (first === undefined) return [];
  const prefix = /^[@:+!|-]*/.exec(first.letters.text)?.[0] ?? "";
  const program = withoutDoubledPercent(part(first.letters, prefix.length));
  if (program.text === "") return [];
  // Behind `@` comes the name that the program is to see itself by.
  const args = prefix.includes("@") ? rest.slice(1) : rest;
  return [{ program, args: args.map(argument) }];
}

function argument({ letters, raw }: UnitWord): Placed {
  return raw === "\\;" ? part(letters, 1) : withoutDoubledPercent(letters);
}
