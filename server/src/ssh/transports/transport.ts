import type { ScriptWord } from "../../analysis/hosts/scriptWords.js";
import type { HostName } from "../hostName.js";

/** A program and its words, as the system starts it: no shell of this machine comes between. */
export interface Argv {
  readonly program: string;
  readonly args: readonly string[];
  /** What is set for the program beside the environment of this one. */
  readonly environment?: Readonly<Record<string, string>>;
}

declare const safe: unique symbol;

/** Words that mean the same whether a shell reads them or not. */
export type ShellWords = readonly [string, ...string[]] & { readonly [safe]: true };

/** The shell that takes a script on its standard input, and the arguments of the script. */
export function shellWords(given: readonly (ScriptWord | HostName)[]): ShellWords {
  const words = ["sh", "-s", "--", ...given.filter(isSafe).slice(0, mostWords).map(String)] as const;
  return words as unknown as ShellWords;
}

/** More would make a long command line, and a slow probe. */
const mostWords = 256;

/** Words are constants of ours or were checked when they became a `HostName`; numbers may come from a file. */
function isSafe(word: ScriptWord | HostName): boolean {
  return typeof word === "string" || (Number.isInteger(word) && word >= 1 && word <= 65_535);
}
