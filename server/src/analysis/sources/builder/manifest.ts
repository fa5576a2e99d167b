import { componentOfModule } from "../../catalog/modules.js";
import type { BuildFacts, BuildModule } from "../../facts.js";
import { agreedVersion, type ModuleRef } from "../../modules.js";
import { asSeq, entriesOf, entryOf, get, textOf } from "../../yaml/access.js";
import type { YamlNode } from "../../yaml/node.js";
import { sectionKinds } from "../collector/recognise.js";
import { notOurs, type Source } from "../source.js";

/** What the collector builder (`builder --config manifest.yaml`) builds a collector from. */
export const builderSource: Source = {
  marker: /^['"]?dist['"]?[ \t]*:/m,
  read({ root }, file) {
    const dist = entryOf(root, "dist");
    const refs = modulesOf(root);
    if (dist === undefined || refs.length === 0) return notOurs;
    const facts: BuildFacts = {
      kind: "build",
      file,
      place: { file, span: dist.key.span },
      // The builder's own default is a placeholder that nobody keeps.
      name: textOf(get(dist.value, "name")),
      version: agreedVersion(refs, textOf(get(dist.value, "otelcol_version"))),
      modules: refs.map(({ kind, path }): BuildModule => ({ kind, ...componentOfModule(kind, path) })),
    };
    return { facts: [facts], problems: [] };
  },
};

function modulesOf(root: YamlNode | undefined): readonly ModuleRef[] {
  return entriesOf(root).flatMap(({ key, value }) => {
    const kind = sectionKinds.get(key.text);
    if (kind === undefined) return [];
    return (asSeq(value)?.items ?? []).flatMap((item): readonly ModuleRef[] => {
      const [path = "", version] = (textOf(get(item, "gomod")) ?? "").trim().split(/\s+/);
      return path === "" ? [] : [{ kind, path, version }];
    });
  });
}
