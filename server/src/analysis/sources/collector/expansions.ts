import type { ConfigHolder, Expansion, FileId } from "../../facts.js";
import { unknown } from "../../variables.js";
import { spanWithin } from "../../yaml/access.js";
import type { ScalarNode, YamlNode } from "../../yaml/node.js";
import { interpolatedByCompose } from "./composeLetters.js";

/** What `${…}` the values of a configuration hold; keys are never expanded. */
export function readExpansions(root: YamlNode, file: FileId, holder: ConfigHolder | undefined): readonly Expansion[] {
  const read = holder?.kind === "Compose config" ? findInCompose : findExpansions;
  return scalarsIn(root).flatMap((scalar) =>
    // Templates are filled in before the collector reads anything.
    !scalar.text.includes("${") || /\{\{|\{%|<%/.test(scalar.text)
      ? []
      : read(scalar.text).map(({ uri, state, start, end }) => ({
          uri,
          state,
          place: { file, span: spanWithin(scalar, start, end) },
        })),
  );
}

/** All values, without what aliases repeat. */
function scalarsIn(node: YamlNode): readonly ScalarNode[] {
  switch (node.kind) {
    case "scalar":
      return [node];
    case "alias":
      return [];
    case "seq":
      return node.items.flatMap(scalarsIn);
    case "map":
      return node.entries.flatMap(({ value }) => scalarsIn(value));
  }
}

/** More of what no brace closes is not told. */
const longestOpen = 60;

export interface FoundExpansion extends Pick<Expansion, "uri" | "state"> {
  readonly start: number;
  readonly end: number;
}

/**
 * As the collector looks for them: each closing brace belongs to the nearest `${` before it, what is inside is put in
 * its place, and the first one that is escaped ends the search.
 */
export function findExpansions(text: string): readonly FoundExpansion[] {
  const found: FoundExpansion[] = [];
  const open: { readonly start: number; from: number; uri: string }[] = [];
  for (const { index, 0: mark } of text.matchAll(/\$\{|\}/g)) {
    const current = open.at(-1);
    if (current) current.uri += text.slice(current.from, index);
    if (mark === "${") {
      open.push({ start: index, from: index + mark.length, uri: "" });
    } else if (current) {
      open.pop();
      if (isEscaped(text, current.start)) return found;
      found.push({ uri: current.uri, state: "closed", start: current.start, end: index + 1 });
      const around = open.at(-1);
      if (around) {
        around.uri += unknown;
        around.from = index + 1;
      }
    }
  }
  const [left] = open;
  if (left === undefined || isEscaped(text, left.start)) return found;
  return [
    ...found,
    {
      uri: text.slice(left.start + 2, left.start + longestOpen),
      state: "open",
      start: left.start,
      end: left.start + 2,
    },
  ];
}

/** Whether an odd number of `$` stands before it. Unknown letters hold the place of what is not there any more. */
function isEscaped(text: string, start: number): boolean {
  let count = 0;
  for (let at = start - 1; text[at] === "$" || text[at] === unknown; at--) if (text[at] === "$") count++;
  return count % 2 === 1;
}

function findInCompose(text: string): readonly FoundExpansion[] {
  const { letters, refused } = interpolatedByCompose(text);
  return [...findExpansions(letters), ...refused].sort((a, b) => a.start - b.start);
}
