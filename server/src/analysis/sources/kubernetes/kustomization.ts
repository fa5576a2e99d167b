import type { FileId, GeneratedConfig, KustomizationFacts } from "../../facts.js";
import { baseName, folderOf, joinPath } from "../../paths.js";
import { asMap, get, textOf } from "../../yaml/access.js";
import type { MapNode, YamlNode } from "../../yaml/node.js";
import { notOurs, type Source } from "../source.js";
import { plainTextOf, Reading } from "./reading.js";

/** Which other files a kustomization takes in; one of them stands in each that matters here. */
const resourceLists = ["resources", "bases", "components"];
const patchLists = ["patches", "patchesStrategicMerge", "patchesJson6902"];
const generators = ["configMapGenerator", "secretGenerator"] as const;

/** What else a kustomization may say. */
const settings: ReadonlySet<string> = new Set([
  ...resourceLists,
  ...patchLists,
  ...generators,
  ...["apiVersion", "kind", "metadata", "namespace", "namePrefix", "nameSuffix", "labels", "commonLabels"],
  ...["commonAnnotations", "images", "replicas", "replacements", "vars", "crds", "configurations", "generators"],
  ...["transformers", "validators", "generatorOptions", "helmCharts", "helmGlobals", "helmChartInflationGenerator"],
  ...["buildMetadata", "openapi", "sortOptions", "inventory"],
]);

/** A `kustomization.yaml`, which may leave out what kind it is of. */
export const kustomizationSource: Source = {
  // All of them are lists, where the `components:` of many other formats are not.
  marker: new RegExp(
    String.raw`kustomize\.config\.k8s\.io|^["']?(?:${[...resourceLists, ...patchLists, ...generators].join("|")})["']?` +
      String.raw`[ \t]*:[ \t]*(?:\[|(?:#.*)?\r?\n(?:[ \t]*(?:#.*)?\r?\n)*[ \t]*-)`,
    "m",
  ),
  read(document, file) {
    const root = asMap(document.root);
    if (root === undefined || !mayBeKustomization(root)) return notOurs;
    const facts = readKustomization(root, new Reading(document, file));
    return saysSo(root) || namesFiles(facts) ? { facts: [facts], problems: [] } : notOurs;
  },
};

function saysSo(root: MapNode): boolean {
  return textOf(get(root, "apiVersion"))?.startsWith("kustomize.config.k8s.io/") === true;
}

function mayBeKustomization(root: MapNode): boolean {
  if (get(root, "apiVersion") !== undefined) return saysSo(root);
  const kind = get(root, "kind");
  return kind === undefined
    ? root.entries.every(({ key }) => settings.has(key.text))
    : textOf(kind) === "Kustomization";
}

/** What says nothing of itself, nor names a file, is anything. */
function namesFiles({ resources, patches, generated }: KustomizationFacts): boolean {
  return resources.length + patches.length + generated.length > 0;
}

function readKustomization(root: MapNode, reading: Reading): KustomizationFacts {
  const folder = folderOf(reading.file);
  const itemsOf = (keys: readonly string[]): readonly YamlNode[] =>
    keys.flatMap((key) => reading.items(get(root, key)));
  const patches = itemsOf(patchLists).flatMap((item) => textOf(item) ?? textOf(get(item, "path")) ?? []);
  return {
    kind: "kustomization",
    file: reading.file,
    place: reading.place(root.entries[0]?.key ?? root),
    resources: pathsOf(
      itemsOf(resourceLists).flatMap((item) => textOf(item) ?? []),
      folder,
    ),
    patches: pathsOf(patches, folder),
    namespace: plainTextOf(get(root, "namespace")),
    namePrefix: plainTextOf(get(root, "namePrefix")),
    nameSuffix: plainTextOf(get(root, "nameSuffix")),
    generated: generators.flatMap((key) =>
      reading.items(get(root, key)).flatMap((item) => readGenerator(key, item, folder, reading)),
    ),
  };
}

function readGenerator(
  key: (typeof generators)[number],
  generator: YamlNode,
  folder: FileId,
  reading: Reading,
): readonly GeneratedConfig[] {
  const name = plainTextOf(get(generator, "name"));
  if (name === undefined) return [];
  const files = reading.items(get(generator, "files")).flatMap((item) => {
    const [, named, path = ""] = /^(?:([^=]*)=)?(.*)$/.exec(plainTextOf(item) ?? "") ?? [];
    return pathsOf([path], folder).map((file) => ({ key: named ?? baseName(file), file }));
  });
  return [{ kind: key === "secretGenerator" ? "Secret" : "ConfigMap", name, files }];
}

/** Absolute, without what lies elsewhere and without patches that are written out in place. */
function pathsOf(texts: readonly string[], folder: FileId): readonly FileId[] {
  return texts.filter(isLocal).map((text) => joinPath(folder, text));
}

const remote =
  /^[\w.-]+@|^(?:git|file)::|:\/\/|\?|\S\/\/|^(?:www\.)?(?:github\.com|gitlab\.com|bitbucket\.org)[/:]|\.git(?:\/|$)/i;

function isLocal(text: string): boolean {
  return text !== "" && text.length < 1000 && !/[\n{}$]|: /.test(text) && !remote.test(text);
}
