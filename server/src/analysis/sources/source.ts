import type { Fact, FileId, SyntaxProblem } from "../facts.js";
import type { YamlDocument } from "../yaml/node.js";

/** A kind of YAML document: how it is recognised by its content, and what is read from it. */
export interface Source {
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

export const notOurs: SourceResult = { facts: [], problems: [] };
