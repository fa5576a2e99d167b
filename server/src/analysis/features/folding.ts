import type { FileId } from "../facts.js";
import { embeddedConfigsOf } from "./embeddedConfigs.js";
import type { FeatureContext } from "./feature.js";

/** Lines that can be folded behind the first of them; both counted from 0, both included. */
export interface Fold {
  readonly first: number;
  readonly last: number;
}

/** Holders whose lines are indented for reasons of their own. */
const notIndented: readonly string[] = ["here-document", "fenced block"];

/**
 * The folds of a manifest that embeds a configuration, its own and those inside: an editor that is given some folds
 * makes none by itself. Undefined where there is no such configuration.
 */
export function foldsOf(context: FeatureContext, file: FileId): readonly Fold[] | undefined {
  const embedded = embeddedConfigsOf(context, file);
  if (!embedded.some(({ holder }) => holder !== undefined && !notIndented.includes(holder.kind))) return undefined;
  const text = context.texts(file);
  return text === undefined ? undefined : foldsByIndentation(text);
}

/** Each line with those below it that are indented deeper. */
export function foldsByIndentation(text: string): readonly Fold[] {
  const folds: Fold[] = [];
  const open: { readonly line: number; readonly indent: number }[] = [];
  let last = 0;
  const close = (indent: number): void => {
    for (let top = open.at(-1); top !== undefined && top.indent >= indent; top = open.at(-1)) {
      open.pop();
      if (last > top.line) folds.push({ first: top.line, last });
    }
  };
  for (const [line, content] of text.split(/\r\n|\n|\r/).entries()) {
    const indent = content.search(/\S/);
    if (indent < 0) continue;
    close(indent);
    open.push({ line, indent });
    last = line;
  }
  close(0);
  return folds.sort((a, b) => a.first - b.first);
}
