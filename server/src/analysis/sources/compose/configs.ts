import type { Fact, FileId, MountSource, SyntaxProblem } from "../../facts.js";
import { asScalar, entriesOf, get } from "../../yaml/access.js";
import type { ScalarNode, YamlNode } from "../../yaml/node.js";
import { parseEmbedded } from "../../yaml/parse.js";
import { collectorSource, readCollector } from "../collector/source.js";
import type { SourceResult } from "../source.js";
import { knownText, type Context } from "./context.js";
import { pathSource } from "./volumes.js";

export interface TopLevelConfigs {
  /** What each stands for where it is mounted. */
  readonly sources: ReadonlyMap<string, MountSource>;
  /** The collector configurations that stand in the file itself. */
  readonly embedded: SourceResult;
}

/** The top-level `configs`: files, or texts that stand right there. */
export function readConfigs(node: YamlNode | undefined, context: Context): TopLevelConfigs {
  const sources = new Map<string, MountSource>();
  const facts: Fact[] = [];
  const problems: SyntaxProblem[] = [];
  for (const { key, value } of entriesOf(node)) {
    const name = key.text;
    const content = asScalar(get(value, "content"));
    const path = knownText(get(value, "file"), context);
    if (content) {
      sources.set(name, { kind: "compose-config", name });
      const embedded = readContent(content, name, context.file);
      facts.push(...embedded.facts);
      problems.push(...embedded.problems);
    } else if (path !== undefined) {
      sources.set(name, pathSource(/^[\w-]/.test(path) ? `./${path}` : path, context.folder));
    }
  }
  return { sources, embedded: { facts, problems } };
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
