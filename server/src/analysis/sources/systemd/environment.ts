import type { EnvFact, EnvFileRef, FileId } from "../../facts.js";
import { part, placeOf, wordOf, type Placed } from "../compose/placed.js";
import { mayTell } from "../secrets.js";
import { isFilledIn } from "./exec.js";
import { hasSpecifier, splitWords, withoutDoubledPercent } from "./words.js";

/** The variables of an `Environment=`: words of `NAME=value`. */
export function readEnvironment(value: Placed, file: FileId): readonly EnvFact[] {
  if (isFilledIn(value.text)) return [];
  return splitWords(value).flatMap(({ letters }): readonly EnvFact[] => {
    const [, name = ""] = /^([A-Za-z_]\w*)=/.exec(letters.text) ?? [];
    if (name === "") return [];
    const text = part(letters, name.length + 1);
    const known = !hasSpecifier(text.text) && mayTell(name, text.text);
    return [
      {
        name,
        place: placeOf(part(letters, 0, name.length), file),
        value: known ? { kind: "text", word: wordOf(withoutDoubledPercent(text), file) } : { kind: "elsewhere" },
      },
    ];
  });
}

/** An `EnvironmentFile=`: one absolute path, without quotes. Undefined for one that only systemd can complete. */
export function readEnvFileRef(value: Placed, file: FileId): EnvFileRef | undefined {
  const optional = value.text.startsWith("-");
  const path = withoutDoubledPercent(part(value, optional ? 1 : 0));
  if (!path.text.startsWith("/") || hasSpecifier(value.text) || isFilledIn(value.text)) return undefined;
  return { path: path.text, optional, place: placeOf(path, file) };
}
