import type { FileId, Mount, MountSource, Place } from "../../facts.js";
import { joinPath } from "../../paths.js";
import { asMap, asSeq, get } from "../../yaml/access.js";
import type { YamlNode } from "../../yaml/node.js";
import { knownText, placedText, type Context } from "./context.js";
import { unknown } from "./placed.js";

/** A service's `volumes`, short and long, and its `configs`. */
export function readMounts(
  volumes: YamlNode | undefined,
  configs: YamlNode | undefined,
  context: Context,
): readonly Mount[] {
  const { file } = context;
  const mounted = (asSeq(volumes)?.items ?? []).flatMap((item) => {
    const place = { file, span: item.span };
    if (asMap(item)) return readLongVolume(item, place, context) ?? [];
    const text = placedText(item, context)?.text;
    return (text === undefined ? undefined : readVolume(text, place, context.folder)) ?? [];
  });
  return [...mounted, ...(asSeq(configs)?.items ?? []).flatMap((item) => readConfigUse(item, context) ?? [])];
}

/** The short syntax, which Compose and `docker run -v` share: `source:path[:options]`, or only a path. */
export function readVolume(text: string, place: Place, folder: FileId): Mount | undefined {
  const parts = /^((?:[A-Za-z]:(?=[\\/].*:))?[^:]*)(?::([^:]*))?(?::|$)/.exec(text);
  const [, first = "", second] = parts ?? [];
  if (second === undefined) return mount(first, { kind: "other" }, place);
  return mount(second, pathSource(first, folder), place);
}

/** What is mounted, where it is no more than a path: only one that begins like a path is not the name of a volume. */
export function pathSource(path: string, folder: FileId): MountSource {
  const isPath = /^(?:\.{0,2}\/|\.{1,2}$|[A-Za-z]:[\\/])/.test(path) && !/[\u0000<>{}$`]/.test(path);
  return isPath ? { kind: "path", path: joinPath(folder, path) } : { kind: "other" };
}

export function mount(path: string, source: MountSource, place: Place): Mount | undefined {
  if (path === "" || path.includes(unknown)) return undefined;
  return { path: path.replace(/(?<=.)\/+$/, ""), place, source };
}

function readLongVolume(item: YamlNode, place: Place, context: Context): Mount | undefined {
  const source = knownText(get(item, "source"), context);
  const isBind = knownText(get(item, "type"), context) === "bind" && source !== undefined;
  // A bind's source is a path even where it does not look like one.
  const path = isBind && /^\w/.test(source) && !/^[A-Za-z]:[\\/]/.test(source) ? `./${source}` : source;
  const target = knownText(get(item, "target"), context) ?? "";
  return mount(target, isBind && path !== undefined ? pathSource(path, context.folder) : { kind: "other" }, place);
}

/** `- name`, which appears as `/name`, or `{source, target}`. */
function readConfigUse(item: YamlNode, context: Context): Mount | undefined {
  const name = knownText(asMap(item) ? get(item, "source") : item, context);
  if (name === undefined) return undefined;
  const target = knownText(get(item, "target"), context) ?? name;
  const path = target.startsWith("/") ? target : `/${target}`;
  const place = { file: context.file, span: item.span };
  return mount(path, context.configs.get(name) ?? { kind: "other" }, place);
}
