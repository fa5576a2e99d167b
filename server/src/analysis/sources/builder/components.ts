import type { Build, BuildModule } from "../../facts.js";
import { agreedVersion, type ModuleRef } from "../../modules.js";
import { parseVersion } from "../../versions.js";
import { asSeq, entriesOf, entryOf, get, textOf } from "../../yaml/access.js";
import type { YamlNode } from "../../yaml/node.js";
import { parseYaml } from "../../yaml/parse.js";
import { sectionKinds } from "../collector/recognise.js";

/**
 * What `otelcol components` prints: YAML with a list for each kind. Its items are maps with `name` and, since v0.87,
 * `module`; before v0.77 plain names. Undefined where it is something else.
 */
export function readComponents(output: string): Build | undefined {
  const root = parseYaml(output)[0]?.root;
  const info = entryOf(root, "buildinfo")?.value;
  const parts = entriesOf(root).flatMap(({ key, value }) => {
    const kind = sectionKinds.get(key.text);
    return kind === undefined ? [] : (asSeq(value)?.items ?? []).map((item) => ({ kind, item }));
  });
  if (info === undefined || parts.length === 0) return undefined;
  const modules = parts.flatMap(({ kind, item }): readonly BuildModule[] => {
    const type = textOf(item) ?? textOf(get(item, "name"));
    return type === undefined || type === "" ? [] : [{ kind, type, guessed: false }];
  });
  const refs = parts.flatMap(({ kind, item }) => moduleOf(kind, item));
  const written = textOf(get(info, "version"));
  return {
    name: textOf(get(info, "command")),
    version: agreedVersion(refs) ?? (written === undefined ? undefined : parseVersion(written)),
    modules,
  };
}

function moduleOf(kind: ModuleRef["kind"], item: YamlNode): readonly ModuleRef[] {
  const [path, version] = (textOf(get(item, "module")) ?? "").split(" ");
  return path === undefined || path === "" ? [] : [{ kind, path, version }];
}
