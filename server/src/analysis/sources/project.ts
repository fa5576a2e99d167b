import type { Distribution, FileId, ProjectCollector, ProjectFacts, ProjectHost } from "../facts.js";
import { parseVersion } from "../versions.js";
import { asSeq, entriesOf, get, textOf } from "../yaml/access.js";
import type { YamlNode } from "../yaml/node.js";
import { folderOf, joinPath } from "../paths.js";
import { notOurs, type Source } from "./source.js";

/** What the person tells Portolan. The one kind that goes by its name, because the name is the agreement. */
export const projectSource: Source = {
  marker: /(?:^|[{,])[ \t]*['"]?(?:hosts|collectors)['"]?[ \t]*:/m,
  read(document, file) {
    if (!isProjectFile(file)) return notOurs;
    const folder = folderOf(file);
    const facts: ProjectFacts = {
      kind: "project",
      file,
      hosts: entriesOf(get(document.root, "hosts")).map(({ key, value }): ProjectHost => ({
        name: key.text,
        place: { file, span: key.span },
        runs: textsOf(get(value, "runs")).map((path) => joinPath(folder, path)),
        ssh: textOf(get(value, "ssh")),
      })),
      ignore: [],
      problems: [],
      collectors: (asSeq(get(document.root, "collectors"))?.items ?? []).flatMap((item) => collectorOf(item, file)),
    };
    return { facts: [facts], problems: [] };
  },
};

export function isProjectFile(file: FileId): boolean {
  return /(?:^|\/)\.portolan\.ya?ml$/.test(file);
}

const distributions: readonly Distribution[] = ["core", "contrib", "k8s", "otlp", "ddot"];

function collectorOf(item: YamlNode, file: FileId): readonly ProjectCollector[] {
  const configs = textsOf(get(item, "config")).map((path) => joinPath(folderOf(file), path));
  if (configs.length === 0) return [];
  const version = textOf(get(item, "version"));
  const distribution = textOf(get(item, "distribution"));
  return [
    {
      configs,
      version: version === undefined ? undefined : parseVersion(version),
      distribution: distributions.find((known) => known === distribution),
      place: { file, span: item.span },
    },
  ];
}

/** A list of texts, or a single one. */
function textsOf(node: YamlNode | undefined): readonly string[] {
  const items = asSeq(node)?.items ?? (node ? [node] : []);
  return items.flatMap((item) => textOf(item) ?? []);
}
