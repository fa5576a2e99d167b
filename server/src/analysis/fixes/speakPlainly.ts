import type { EditFix, TextOf } from "../finding.js";
import type { Dial } from "../topology/model.js";
import type { TextEdit } from "../text.js";
import { asMap, asScalar } from "../yaml/access.js";
import { insertBehind } from "../yaml/append.js";
import { insertBeside, insertUnder, slotOf } from "../yaml/edit.js";
import { nodesAt } from "../yaml/locate.js";

/**
 * Speaks without TLS to a listener that has none. A client that goes by the scheme says `http://`; the collector's
 * gRPC client needs `tls: {insecure: true}`. None where its `tls` says more, which somebody meant.
 */
export function speakPlainlyFix(dial: Dial, texts: TextOf): readonly EditFix[] {
  const { file } = dial.place;
  const text = texts(file);
  if (text === undefined) return [];
  const scheme = schemeEdit(text, dial);
  const isByScheme = dial.fact.secure === undefined;
  const insecure = isByScheme ? undefined : insecureEdit(text, dial.place.span.start);
  if (isByScheme ? scheme === undefined : insecure === undefined) return [];
  const title = isByScheme ? "Say `http://`: speak without TLS" : "Say `tls: {insecure: true}`: speak without TLS";
  const edits = [scheme, insecure].filter((edit) => edit !== undefined);
  return [{ kind: "edit", title, edits: [{ file, edits }] }];
}

function schemeEdit(text: string, { fact: { literalAt } }: Dial): TextEdit | undefined {
  if (literalAt === undefined || !text.startsWith("https://", literalAt)) return undefined;
  return { span: { start: literalAt, end: literalAt + "https".length }, newText: "http" };
}

function insecureEdit(text: string, endpoint: number): TextEdit | undefined {
  const map = nodesAt(text, endpoint).findLast((node) => node.kind === "map");
  const entry = map?.entries.find(({ key }) => key.text === "endpoint");
  if (map === undefined || entry === undefined) return undefined;
  const tls = map.entries.find(({ key }) => key.text === "tls");
  if (tls === undefined) {
    if (map.flow) return insertBeside(text, entry.span, true, "tls: {insecure: true}");
    return insertBehind(text, { map, entry }, ["tls:", "  insecure: true"]);
  }
  const written = asMap(tls.value)?.entries ?? [];
  const insecure = written.find(({ key }) => key.text === "insecure");
  if (written.length > (insecure ? 1 : 0)) return undefined;
  if (insecure === undefined) return insertUnder(text, slotOf(tls), ["insecure: true"]);
  return asScalar(insecure.value)?.value === false ? { span: insecure.value.span, newText: "true" } : undefined;
}
