import type { CollectorFacts } from "../facts.js";

/**
 * A configuration as its collector would read it: the whole file, or the part of a manifest that holds it, moved to the
 * first column. Undefined where it does not stand there in lines of its own.
 */
export function configText({ holder, extent: { span } }: CollectorFacts, text: string): string | undefined {
  if (holder === undefined) return text;
  const lineStart = text.lastIndexOf("\n", span.start - 1) + 1;
  const indent = text.slice(lineStart, span.start);
  if (/[^ ]/.test(indent)) return undefined;
  const lines = text.slice(lineStart, span.end).split("\n");
  return `${lines.map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line.trimStart())).join("\n")}\n`;
}
