import type { EditFix, Fix, TextOf } from "../finding.js";
import { baseName, folderOf } from "../paths.js";
import type { UnreadConfig } from "../topology/model.js";
import type { TextEdit } from "../text.js";
import { appendToList, slotOf } from "../yaml/edit.js";
import { insertBehind } from "../yaml/append.js";
import { nodesAt } from "../yaml/locate.js";

/** Names the configuration on the command line, or moves it to where the image looks. Both are right. */
export function mountWhereReadFixes(unread: UnreadConfig, texts: TextOf): readonly Fix[] {
  const { file } = unread.mount.place;
  const text = texts(file);
  if (text === undefined) return [];
  const path = pathInside(unread);
  const told = path === undefined ? undefined : argumentEdit(text, unread, `--config=${path}`);
  const moved = mountEdit(text, unread);
  const fix = (title: string, edit: TextEdit): EditFix => ({ kind: "edit", title, edits: [{ file, edits: [edit] }] });
  return [
    ...(told ? [fix(`Start it with \`--config=${path ?? ""}\``, told)] : []),
    ...(moved ? [fix(`Mount it at ${moved.newText}`, moved)] : []),
  ];
}

/** Of a folder that is mounted, the file in it; undefined where that cannot be told. */
function pathInside({ mount: { path, source }, config: { holder, file } }: UnreadConfig): string | undefined {
  if (source.kind === "path") return source.path === file ? path : undefined;
  if (source.kind === "compose-config") return path;
  if (source.kind !== "ConfigMap" || source.items !== undefined) return undefined;
  return source.subPath === undefined ? `${path}/${holder?.key ?? ""}` : path;
}

function argumentEdit(text: string, { process, mount }: UnreadConfig, argument: string): TextEdit | undefined {
  const map = nodesAt(text, (process.image?.place ?? mount.place).span.start).findLast((node) => node.kind === "map");
  const image = map?.entries.find(({ key }) => key.text === "image");
  if (map === undefined || image === undefined || process.image?.place.file !== mount.place.file) return undefined;
  const key = map.entries.some((entry) => entry.key.text === "volumeMounts") ? "args" : "command";
  const own = map.entries.find((entry) => entry.key.text === key);
  if (own) return appendToList(text, slotOf(own), argument);
  return process.args === undefined ? insertBehind(text, { map, entry: image }, [`${key}: [${argument}]`]) : undefined;
}

/** The path is replaced where it stands as it is; a folder moves with the file of the name that is read. */
function mountEdit(text: string, { mount, config, reads }: UnreadConfig): TextEdit | undefined {
  const { source, path, place } = mount;
  const isFolder = source.kind === "ConfigMap" && source.subPath === undefined;
  if (isFolder && (source.items !== undefined || config.holder?.key !== baseName(reads))) return undefined;
  const written = text.slice(place.span.start, place.span.end);
  const at = written.lastIndexOf(path);
  const isWhole =
    at >= 0 &&
    /^["']?(?:[^:"']*:)?$/.test(written.slice(0, at)) &&
    /^(?:["']?$|:)/.test(written.slice(at + path.length));
  if (!isWhole) return undefined;
  const start = place.span.start + at;
  return { span: { start, end: start + path.length }, newText: isFolder ? folderOf(reads) : reads };
}
