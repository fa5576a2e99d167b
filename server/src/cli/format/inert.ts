import { unsafe } from "./cells.js";

/** A value as JSON: the same value, but nothing in it drives the terminal that it may be shown on. */
export function inertJson(value: object): string {
  const lines = JSON.stringify(value, null, 2).split("\n");
  return `${lines.map((line) => line.replace(unsafe, escaped)).join("\n")}\n`;
}

function escaped(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
