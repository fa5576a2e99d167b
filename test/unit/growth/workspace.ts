import type { FileId } from "../../../server/src/analysis/facts.js";

/** A workspace of one site with so many of one kind of thing. */
export type Shape = (count: number) => ReadonlyMap<FileId, string>;

/** Texts by their paths below the workspace's root. */
export function workspace(files: Readonly<Record<string, string>>): ReadonlyMap<FileId, string> {
  return new Map(Object.entries(files).map(([path, text]) => [`/w/${path}`, text]));
}

export function numbers(count: number): readonly number[] {
  return Array.from({ length: count }, (_, number) => number);
}

/** The text of each, one after the other. */
export function lines(count: number, line: (number: number) => string): string {
  return numbers(count).map(line).join("");
}
