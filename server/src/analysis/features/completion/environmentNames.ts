import { mayTell } from "../../sources/secrets.js";
import type { EnvFact } from "../../facts.js";
import { environmentOf } from "../environment.js";
import type { Completion, Scene } from "./completion.js";

/** The variables of the collector's process, where a `${env:` or only its `$` is typed. */
export function environmentNames({ text, cursor, collector, model, facts }: Scene): readonly Completion[] {
  if (cursor.role === "key" || collector === undefined || model === undefined) return [];
  const begun = /\$(?:\{(?:env:)?(\w*))?$/.exec(text.slice(cursor.token.start, cursor.offset));
  if (begun === null) return [];
  const [mark, name] = begun;
  const start = name === undefined ? cursor.offset - mark.length : cursor.offset - name.length;
  const behind = /^\w*/.exec(text.slice(cursor.offset, cursor.token.end))?.[0].length ?? 0;
  const end = cursor.offset + (name === undefined ? 0 : behind);
  // Compose puts in its own variables where a dollar sign stands alone.
  const dollar = facts?.holder?.kind === "Compose config" && text[start - 1] !== "$" ? "$$" : "$";
  const closing = /^(?:\}|:-)/.test(text.slice(end)) ? "" : "}";
  return [...new Map(environmentOf(collector, model).map((each) => [each.name, each])).values()].map((variable) => ({
    label: variable.name,
    kind: "variable",
    ...detailOf(variable),
    edit: {
      span: { start, end },
      newText: name === undefined ? `${dollar}{env:${variable.name}}` : variable.name + closing,
    },
  }));
}

/** What looks secret has no text to show. */
function detailOf({ name, value }: EnvFact): { readonly detail?: string } {
  switch (value.kind) {
    case "text":
      return mayTell(name, value.word.text) ? { detail: value.word.text } : {};
    case "field":
      return { detail: value.path };
    case "elsewhere":
      return {};
  }
}
