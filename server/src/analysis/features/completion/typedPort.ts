import type { Span } from "../../text.js";
import type { Scene } from "./completion.js";

/** The number that is being typed behind a host and a colon, maybe of no digits yet; undefined where none is. */
export function typedPort({ text, cursor: { token, offset } }: Scene): Span | undefined {
  const typed = text.slice(token.start, offset);
  const digits = /^.*:(\d*)$/.exec(typed)?.[1];
  // The colon may be one of a variable that nobody has closed.
  if (digits === undefined || /\$\{[^}]*$/.test(typed)) return undefined;
  const start = offset - digits.length;
  const written = /^\d*/.exec(text.slice(start, token.end))?.[0].length ?? 0;
  return { start, end: start + written };
}
