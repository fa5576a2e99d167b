import type { WrongType } from "../facts.js";
import type { Fix, TextOf } from "../finding.js";
import { nodesAt } from "../yaml/locate.js";

const plain: Partial<Readonly<Record<WrongType["wanted"], RegExp>>> = {
  "a whole number": /^(?:0|-?[1-9]\d{0,14})$/,
  "a number": /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,15})?$/,
  "true or false": /^(?:true|false)$/,
};

/** Takes a number, or `true`, out of its quotes. */
export function unquoteFix({ place: { file, span }, wanted, found }: WrongType, texts: TextOf): readonly Fix[] {
  const text = texts(file);
  if (text === undefined || typeof found === "string" || plain[wanted]?.test(found.text) !== true) return [];
  const scalar = nodesAt(text, span.start).at(-1);
  const isQuoted = scalar?.kind === "scalar" && scalar.style.endsWith("quoted") && scalar.text === found.text;
  if (!isQuoted || scalar.span.start !== span.start || text.slice(span.start + 1, span.end - 1) !== found.text)
    return [];
  const edits = [{ file, edits: [{ span, newText: found.text }] }];
  return [{ kind: "edit", title: `Write ${found.text} without quotes`, edits, preferred: true, safe: true }];
}
