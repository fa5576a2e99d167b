import type { FileId, MountSource, NamedFile } from "../../facts.js";
import { asScalar, entriesOf, get } from "../../yaml/access.js";
import type { ScalarNode, YamlNode } from "../../yaml/node.js";
import { parseEmbedded } from "../../yaml/parse.js";
import { collectorSource, readCollector } from "../collector/source.js";
import type { SourceResult } from "../source.js";
import { knownText, type Context } from "./context.js";
import { pathSource } from "./volumes.js";

/** What the entries of the top-level `configs` stand for where they are mounted: files, or texts that stand there. */
export function readConfigSources(node: YamlNode | undefined, context: Context): ReadonlyMap<string, MountSource> {
  return new Map(
    entriesOf(node).flatMap(({ key, value }): readonly (readonly [string, MountSource])[] => {
      const name = key.text;
      if (asScalar(get(value, "content"))) return [[name, { kind: "compose-config", name }]];
      const path = knownText(get(value, "file"), context);
      return path === undefined ? [] : [[name, fileSource(path, context)]];
    }),
  );
}

/** The files that entries of the top-level `configs` name. */
export function readConfigFiles(node: YamlNode | undefined, context: Context): readonly NamedFile[] {
  return entriesOf(node).flatMap(({ value }): readonly NamedFile[] => {
    const written = get(value, "file");
    const path = knownText(written, context);
    const source = path === undefined ? undefined : fileSource(path, context);
    if (written === undefined || source?.kind !== "path") return [];
    return [{ path: source.path, place: { file: context.file, span: written.span } }];
  });
}

function fileSource(path: string, { folder }: Context): MountSource {
  return pathSource(/^[\w-]/.test(path) ? `./${path}` : path, folder);
}

/** The collector configurations that stand in the top-level `configs` themselves. */
export function readEmbeddedConfigs(node: YamlNode | undefined, file: FileId): SourceResult {
  const read = entriesOf(node).flatMap(({ key, value }) => {
    const content = asScalar(get(value, "content"));
    return content ? [readContent(content, key.text, file)] : [];
  });
  return { facts: read.flatMap(({ facts }) => facts), problems: read.flatMap(({ problems }) => problems) };
}

function readContent(content: ScalarNode, name: string, file: FileId): SourceResult {
  if (!collectorSource.marker.test(content.text)) return { facts: [], problems: [] };
  const holder = { kind: "Compose config", namespace: undefined, name, key: "content" };
  const read = (parseEmbedded(content) ?? []).flatMap((document) => {
    const facts = readCollector(document, file, holder);
    return facts ? [{ facts, problems: document.problems }] : [];
  });
  return {
    facts: read.map(({ facts }) => facts),
    problems: read.flatMap(({ problems }) => problems.map(({ message, span }) => ({ message, place: { file, span } }))),
  };
}
