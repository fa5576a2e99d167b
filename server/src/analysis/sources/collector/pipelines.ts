import type { FileId, PipelineFact, PipelineMembers, Reference } from "../../facts.js";
import { asMap, asScalar, asSeq, entriesOf, entryOf, isNull } from "../../yaml/access.js";
import { slotOf } from "../../yaml/edit.js";
import type { YamlNode } from "../../yaml/node.js";
import { isFilledIn, normaliseId, signals, typeOf } from "./recognise.js";

export function readPipelines(node: YamlNode, file: FileId): readonly PipelineFact[] {
  return entriesOf(node).map((entry) => {
    const id = normaliseId(entry.key.text);
    const members = (role: string): PipelineMembers => {
      const list = entryOf(entry.value, role);
      const references = readReferences(list?.value, file);
      const elsewhere = list && !isNull(list.value) && asSeq(list.value)?.items.length !== references.length;
      return { references, elsewhere: elsewhere ?? false, slot: list && slotOf(list) };
    };
    return {
      id,
      signal: signals.find((signal) => signal === typeOf(id)),
      key: { file, span: entry.key.span },
      body: { file, span: entry.span },
      elsewhere: isFilledIn(id) || (asMap(entry.value) === undefined && !isNull(entry.value)),
      receivers: members("receivers"),
      processors: members("processors"),
      exporters: members("exporters"),
    };
  });
}

/** Ids in a list. One that a variable or a template decides is left out: nobody can say what it names. */
export function readReferences(list: YamlNode | undefined, file: FileId): readonly Reference[] {
  return (asSeq(list)?.items ?? []).flatMap((item) => {
    const scalar = asScalar(item);
    if (scalar === undefined || scalar.text.trim() === "" || isFilledIn(scalar.text)) return [];
    return [{ id: normaliseId(scalar.text), place: { file, span: item.span } }];
  });
}
