import pc from "picocolors";
import type { Terminal } from "../terminal.js";

/** How text output looks where it goes. */
export interface Style {
  readonly colours: ReturnType<typeof pc.createColors>;
  /** In columns; undefined: lines are not broken. */
  readonly width: number | undefined;
}

export function createStyle({ colour, width }: Pick<Terminal, "colour" | "width">): Style {
  return { colours: pc.createColors(colour), width };
}
