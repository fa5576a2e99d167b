import type { ComposeInclude, FileId } from "../../facts.js";
import { folderOf, joinPath } from "../../paths.js";
import { asMap, asSeq, get } from "../../yaml/access.js";
import type { YamlNode } from "../../yaml/node.js";
import { itemsOf, knownText, type Context } from "./context.js";
import { readEnvFiles } from "./environment.js";

/** `include`: paths, or maps whose `path` is one or a list. What lies on another machine is left out. */
export function readIncludes(include: YamlNode | undefined, context: Context): readonly ComposeInclude[] {
  return itemsOf(include).flatMap((item): readonly ComposeInclude[] => {
    const long = asMap(item) !== undefined;
    const files = itemsOf(long ? get(item, "path") : item).flatMap((node) => pathOf(node, context) ?? []);
    const [first] = files;
    if (first === undefined) return [];
    const envFile = get(item, "env_file");
    const folder = pathOf(get(item, "project_directory"), context) ?? folderOf(first);
    return [{ files, envFiles: envFile ? readEnvFiles(envFile, context) : [`${folder}/.env`] }];
  });
}

function pathOf(node: YamlNode | undefined, context: Context): FileId | undefined {
  const path = asSeq(node) ? undefined : knownText(node, context);
  return path === undefined || /^(?:\w+:\/\/|git@)/.test(path) ? undefined : joinPath(context.folder, path);
}
