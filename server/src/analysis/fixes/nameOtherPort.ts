import type { DeclaredPort } from "../facts.js";
import type { Fix, TextOf } from "../finding.js";
import { nearest } from "../nearest.js";
import type { PortByName } from "../topology/kubernetes/portNames.js";

/**
 * Names another port where a name is that of none: the only one that is meant, or else the one that is nearly called so.
 *
 * @param isMeant tells it by whatever else is said of it
 */
export function nameOtherPortFix(
  { name, place: { file, span } }: PortByName,
  ports: readonly DeclaredPort[],
  isMeant: (port: DeclaredPort) => boolean,
  texts: TextOf,
): readonly Fix[] {
  const [meant, ...others] = namesOf(ports.filter(isMeant));
  const instead = meant ?? nearest(name, namesOf(ports));
  const quote = /^["']?/.exec(texts(file)?.slice(span.start, span.end) ?? "")?.[0] ?? "";
  const isAsRead = texts(file)?.slice(span.start, span.end) === `${quote}${name}${quote}`;
  if (instead === undefined || others.length > 0 || !isAsRead) return [];
  const newText = isPlain(instead) ? `${quote}${instead}${quote}` : `"${instead}"`;
  const title = `Lead to the port ${instead}`;
  return [{ kind: "edit", title, edits: [{ file, edits: [{ span, newText }] }], preferred: true }];
}

/** Each once. */
export function namesOf(ports: readonly DeclaredPort[]): readonly string[] {
  return [...new Set(ports.flatMap(({ name }) => name ?? []))];
}

/** Whether every parser of YAML takes it for a text without quotes: not `no`, nor `1e3`. */
function isPlain(name: string): boolean {
  return /^[a-z][a-z0-9-]{3,}$/.test(name) && !/^(?:true|false|null)$/.test(name);
}
