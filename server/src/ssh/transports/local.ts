import type { Argv, ShellWords } from "./transport.js";

/** This machine. */
export function local([program, ...args]: ShellWords): Argv {
  return { program, args };
}
