import type { FileId } from "../../../facts.js";
import { familyOf } from "./names.js";

/** What decides which projects are never up together. */
export interface Variant {
  readonly id: string;
  readonly file: FileId;
  /** The files whose services it starts. */
  readonly starts: ReadonlySet<FileId>;
  /** The files of which its services extend others. */
  readonly borrows: ReadonlySet<FileId>;
}

/**
 * For each project, an id that it shares with those that are started instead of it: files of one folder that are
 * variants of each other, projects that start the same file's services, and what borrows from another project.
 */
export function alternativesOf(variants: readonly Variant[]): readonly string[] {
  const parents = new Map<string, string>();
  const find = (key: string): string => {
    let root = key;
    for (let up = parents.get(root); up !== undefined && up !== root; up = parents.get(root)) root = up;
    parents.set(key, root);
    return root;
  };
  const started = new Set(variants.flatMap(({ starts }) => [...starts]));
  const keys = variants.map(({ id, file, starts, borrows }) => {
    const key = `project ${id}`;
    const shared = [...starts, ...[...borrows].filter((each) => started.has(each))].map((each) => `file ${each}`);
    for (const each of [`family ${familyOf(file)}`, ...shared]) parents.set(find(each), find(key));
    return key;
  });
  const first = new Map<string, string>();
  for (const [index, { id }] of variants.entries()) {
    const root = find(keys[index] ?? "");
    const before = first.get(root);
    if (before === undefined || id < before) first.set(root, id);
  }
  return variants.map(({ id }, index) => first.get(find(keys[index] ?? "")) ?? id);
}
