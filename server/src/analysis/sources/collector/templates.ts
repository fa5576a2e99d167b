import type { FileId, Reference } from "../../facts.js";
import { entriesOf, get } from "../../yaml/access.js";
import type { YamlNode } from "../../yaml/node.js";
import { isFilledIn, normaliseId } from "./recognise.js";

/** The receivers that a receiver_creator starts; undefined for any other component, and where it has none. */
export function templatesOf(type: string, config: YamlNode, file: FileId): readonly Reference[] | undefined {
  if (type !== "receiver_creator") return undefined;
  const starts = entriesOf(get(config, "receivers"))
    .filter(({ key }) => !isFilledIn(key.text))
    .map(({ key }): Reference => ({ id: normaliseId(key.text), place: { file, span: key.span } }));
  return starts.length === 0 ? undefined : starts;
}
