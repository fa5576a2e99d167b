import type { TextStyle } from "./scene.js";

/** Width of an average letter, on the safe side of what the fonts of the three systems have. */
const letterWidths: Readonly<Record<TextStyle, number>> = {
  title: 8.3,
  detail: 6.4,
  name: 7.1,
  code: 6.5,
  note: 6.2,
  number: 7.4,
  trouble: 6.5,
};

/** The same formula on every machine, without a font at hand. */
export function widthOf(text: string, style: TextStyle): number {
  let letters = 0;
  for (const char of text) letters += (char.codePointAt(0) ?? 0) >= 0x1100 ? 1.8 : 1;
  return Math.ceil(letters * letterWidths[style]);
}

/** The text, cut so that it fits. */
export function fit(text: string, style: TextStyle, width: number): string {
  // No line holds more, and some texts have no end.
  const longest = 400;
  if (text.length <= longest && widthOf(text, style) <= width) return text;
  let end = Math.min(text.length, longest);
  while (end > 1 && widthOf(`${text.slice(0, end)}…`, style) > width) end--;
  return `${text.slice(0, end).trimEnd()}…`;
}
