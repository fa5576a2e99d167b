import { joinPath } from "../../paths.js";
import type { EnvFact, FileId } from "../../facts.js";
import { asMap, asScalar, asSeq, entriesOf, get } from "../../yaml/access.js";
import type { YamlNode } from "../../yaml/node.js";
import { envText } from "../collector/environment.js";
import { itemsOf, knownText, type Context } from "./context.js";
import { part, wordOf, type Placed } from "./placed.js";

/** `environment`: a map, or a list of `NAME=value`. A name without a value takes that of the shell. */
export function readEnvironment(node: YamlNode | undefined, file: FileId): readonly EnvFact[] {
  if (asMap(node)) {
    return entriesOf(node).flatMap((entry): EnvFact[] => {
      const scalar = asScalar(entry.value);
      if (scalar === undefined || entry.key.text === "") return [];
      const name = entry.key.text;
      // What Compose puts in, it puts in here, too.
      const holder = { kind: "Compose config", namespace: undefined, name: "environment", key: name };
      const value = scalar.value === null ? elsewhere : envText(wordOf(scalar, file), scalar, holder);
      return [{ name, place: { file, span: entry.key.span }, value }];
    });
  }
  return (asSeq(node)?.items ?? []).flatMap((item) => {
    const scalar = asScalar(item);
    return scalar && scalar.value !== null ? readAssignment(scalar, file) : [];
  });
}

const elsewhere = { kind: "elsewhere" } as const;

/** `NAME=value`, or `NAME` for a value that somebody else gives. */
export function readAssignment(assignment: Placed, file: FileId): readonly EnvFact[] {
  const [name = ""] = assignment.text.split("=", 1);
  if (name.trim() === "") return [];
  const written = name.length < assignment.text.length;
  const word = wordOf(part(assignment, name.length + 1), file);
  return [
    { name: name.trim(), place: { file, span: assignment.span }, value: written ? { kind: "text", word } : elsewhere },
  ];
}

/** `env_file`: a path, a list of paths, or of maps with `path`. */
export function readEnvFiles(node: YamlNode | undefined, context: Context): readonly FileId[] {
  return itemsOf(node).flatMap((item) => {
    const path = knownText(asMap(item) ? get(item, "path") : item, context);
    return path === undefined ? [] : joinPath(context.folder, path);
  });
}
