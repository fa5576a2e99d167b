import type { FileFacts } from "../facts.js";

/** Whether two readings of a file say the same, wherever in it they say it. */
export function sameFacts(a: FileFacts, b: FileFacts): boolean {
  return a.problems.length === b.problems.length && sayAnywhere(a) === sayAnywhere(b);
}

/** Members that are offsets themselves, besides spans. */
const offsets: readonly string[] = ["firstChild", "lastChild", "literalAt"];

function sayAnywhere({ facts, blocks }: FileFacts): string {
  return JSON.stringify([facts, blocks], (key, value: unknown) =>
    offsets.includes(key) || isSpan(value) ? null : value,
  );
}

function isSpan(value: unknown): boolean {
  return typeof value === "object" && value !== null && "start" in value && "end" in value;
}
