import type { Fact, FileId, SyntaxProblem } from "../facts.js";
import type { YamlDocument } from "../yaml/node.js";

/** A kind of YAML document: how it is recognised by its content, and what is read from it. */
export interface Source {
  /** Set for a kind that goes by its file's path. */
  readonly mayBe?: (path: FileId) => boolean;
  /** Stands in every document of the kind; a file that matches no source's marker is not even parsed. */
  readonly marker: RegExp;
  /** The facts of one document; empty where it is of another kind. Never throws. */
  read(document: YamlDocument, file: FileId): SourceResult;
}

export interface SourceResult {
  readonly facts: readonly Fact[];
  /** Problems of documents embedded in this one; its own are known already. */
  readonly problems: readonly SyntaxProblem[];
}

/** A format other than YAML. A file's name tells which of them to try, its content whether it is ours. */
export interface TextSource {
  /** By its path alone: whether a file may be of this format, and is worth reading. */
  readonly mayBe: (path: FileId) => boolean;
  /** Stands in every file of the kind that holds something of ours. */
  readonly marker: RegExp;
  /** Never throws. */
  read(text: string, file: FileId): TextResult;
}

export interface TextResult extends SourceResult {
  /** For a page, the block that each of `facts` stands in. */
  readonly blocks?: readonly number[];
}

export const notOurs: SourceResult = { facts: [], problems: [] };
