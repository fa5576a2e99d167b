import type { FileEdit, TextOf } from "../finding.js";
import type { Collector } from "../topology/model.js";
import { appendToList, insertUnder, slotOf } from "../yaml/edit.js";
import { entryAt } from "../yaml/locate.js";

/** Adds an extension to `service.extensions`, which begins where there is none. */
export function listExtension({ facts }: Collector, id: string, texts: TextOf): FileEdit | undefined {
  const holder = facts.findLast(({ extensionsSlot }) => extensionsSlot) ?? facts.findLast(({ service }) => service);
  const text = holder && texts(holder.file);
  if (holder?.service === undefined || text === undefined) return undefined;
  const { extensionsSlot, place } = holder;
  if (extensionsSlot && extensionsSlot.holds !== "nothing") {
    const edit = appendToList(text, extensionsSlot, id);
    return edit && { file: holder.file, edits: [edit] };
  }
  const service = entryAt(text, place.span.start)?.map.entries.find(({ key }) => key.text === "service");
  const edit = extensionsSlot || !service ? undefined : insertUnder(text, slotOf(service), [`extensions: [${id}]`]);
  return edit && { file: holder.file, edits: [edit] };
}
