/** Text from files and catalogues as Markdown that shows it letter by letter: no link, image, markup or line break. */

export function escaped(text: string): string {
  return oneLine(text).replace(/[\\`*_[\]<>&~#|!@$]|:(?=\/\/)|(?<=\bwww)\./g, "\\$&");
}

/** As code: fenced by more backticks than stand in it anywhere in a row. */
export function code(text: string): string {
  const shown = oneLine(text);
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const space = longest > 0 || shown.trim() === "" ? " " : "";
  return `${fence}${space}${shown}${space}${fence}`;
}

/** Longer texts are nobody's name, and would fill the window. */
const longestShown = 120;

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length > longestShown ? `${line.slice(0, longestShown)}…` : line;
}

/** A list under a heading, cut short where it is long; nothing for no items. */
export function list(heading: string, items: readonly string[], most = 6): readonly string[] {
  if (items.length === 0) return [];
  const rest = items.length - most;
  const shown = rest > 0 ? [...items.slice(0, most), `… and ${String(rest)} more`] : items;
  return [`${heading}\n${shown.map((item) => `- ${item}`).join("\n")}`];
}

export function paragraphs(parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join("\n\n");
}
