import { choicesAt } from "../../catalog/choices.js";
import { wordEdit, type Completion, type Scene } from "./completion.js";
import { shapeAt } from "./shapeAt.js";

/** `true` and `false`, and the words of keys that take only some. */
export function configValues({ path, cursor, text }: Scene): readonly Completion[] {
  if (cursor.role !== "value") return [];
  const shape = shapeAt(path);
  if (shape === undefined) return [];
  const quoted = /["']/.test(text[cursor.token.start - 1] ?? "");
  const values = shape === "bool" ? ["true", "false"] : choicesAt(path);
  return values.map((value) => ({
    label: value,
    kind: "value",
    edit: wordEdit(cursor, quoted ? value.replaceAll('"', "") : value),
  }));
}
