import type { NetworkPolicyFacts, PolicyRule, Transport } from "../facts.js";
import type { EditFix, Fix, TextOf } from "../finding.js";
import { applyEdits, type TextEdit } from "../text.js";
import { appendMap } from "../yaml/append.js";
import { listAt } from "../yaml/locate.js";

export interface ShutPort {
  readonly port: number;
  readonly transport: Transport;
}

/** Lets the peers of a rule in on further ports, too; one fix for each rule that names ports: whose they are, the person knows. */
export function letInFixes(
  { object, ingress = [] }: NetworkPolicyFacts,
  shut: readonly ShutPort[],
  texts: TextOf,
): readonly Fix[] {
  return ingress.flatMap((rule, index): readonly EditFix[] => {
    const edit = addPorts(rule, shut, texts);
    const whom = ingress.length > 1 ? `, for those of ingress rule ${String(index + 1)}` : "";
    const title = `Let in on ${shut.map(({ port }) => String(port)).join(", ")} in NetworkPolicy ${object.name}${whom}`;
    return edit ? [{ kind: "edit", title, edits: [{ file: rule.place.file, edits: [edit] }] }] : [];
  });
}

function addPorts(
  { ports = [], place: { file } }: PolicyRule,
  shut: readonly ShutPort[],
  texts: TextOf,
): TextEdit | undefined {
  const text = texts(file);
  const sibling = ports.findLast(({ port }) => port !== undefined)?.port;
  if (text === undefined || sibling?.place.file !== file) return undefined;
  let after = text;
  for (const { port, transport } of shut) {
    const found = listAt(after, sibling.place.span.start);
    const protocol = transport === "udp" ? ["protocol: UDP"] : [];
    const edit = found && appendMap(after, found.entry, found.list, [`port: ${String(port)}`, ...protocol]);
    if (edit === undefined) return undefined;
    after = applyEdits(after, [edit]);
  }
  return insertionBetween(text, after);
}

/** The one insertion that makes one text of the other; each port went in behind the one before. */
function insertionBetween(before: string, after: string): TextEdit {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start++;
  return { span: { start, end: start }, newText: after.slice(start, start + after.length - before.length) };
}
