import type { FileId, ProjectProblem } from "../../facts.js";
import { nearest } from "../../nearest.js";
import { folderOf, joinPath } from "../../paths.js";
import type { Span } from "../../text.js";
import { asMap, asScalar, asSeq, entriesOf, isNull } from "../../yaml/access.js";
import type { Entry, YamlNode } from "../../yaml/node.js";

/** More than anybody writes: whatever has more multiplies by aliases. */
const mostPaths = 20_000;
const mostProblems = 200;

export interface PathAt {
  readonly path: FileId;
  readonly span: Span;
}

/** Takes values of a `.portolan.yaml` for what they should be, and notes those that are something else. */
export class ProjectReading {
  readonly problems: ProjectProblem[] = [];
  private paths = 0;

  constructor(readonly file: FileId) {}

  note(span: Span, message: string, more: { severity?: ProjectProblem["severity"]; meant?: string } = {}): void {
    if (this.problems.length >= mostProblems) return;
    this.problems.push({ severity: "warning", ...more, message, place: { file: this.file, span } });
  }

  /** The entries of a map whose keys are the author's own, such as the names of hosts. */
  entries(node: YamlNode | undefined, mustBe: string): readonly Entry[] {
    if (node === undefined || isNull(node)) return [];
    const map = asMap(node);
    if (map === undefined) {
      this.note(node.span, mustBe);
      return [];
    }
    const entries = entriesOf(map);
    if (map.repeats) {
      const counts = new Set(entries);
      const repeated = map.entries.filter((entry) => !counts.has(entry) && entry.key.text !== "<<");
      for (const { key } of repeated)
        this.note(key.span, `"${key.text}" is written again below; only the last counts.`);
    }
    return entries;
  }

  /** The values of a map that may hold certain keys and no others. */
  fields<Key extends string>(
    node: YamlNode | undefined,
    known: readonly Key[],
    mustBe: string,
  ): Readonly<Partial<Record<Key, YamlNode>>> {
    const fields: Partial<Record<Key, YamlNode>> = {};
    for (const { key, value } of this.entries(node, mustBe)) {
      const name = known.find((each) => each === key.text);
      if (name === undefined)
        this.unknown(key.span, `"${key.text}" has no meaning here, and no effect.`, key.text, known);
      else fields[name] = value;
    }
    return fields;
  }

  unknown(span: Span, message: string, word: string, known: readonly string[]): void {
    const meant = nearest(word, known);
    const list = known.map((each) => `"${each}"`).join(", ");
    if (meant === undefined) this.note(span, `${message} Known here: ${list}.`);
    else this.note(span, `${message} Did you mean "${meant}"?`, { meant });
  }

  items(node: YamlNode | undefined, mustBe: string): readonly YamlNode[] {
    if (node === undefined || isNull(node)) return [];
    const items = asSeq(node)?.items;
    if (items === undefined) this.note(node.span, mustBe);
    return items ?? [];
  }

  text(node: YamlNode | undefined, mustBe: string): string | undefined {
    const value = asScalar(node)?.value;
    if (node === undefined) return undefined;
    if (typeof value === "string") return value;
    this.note(node.span, mustBe);
    return undefined;
  }

  /** One path or several, from the project file's folder. */
  pathsOf(node: YamlNode | undefined, mustBe: string): readonly PathAt[] {
    const items = asSeq(node)?.items ?? (node === undefined ? [] : [node]);
    const paths: PathAt[] = [];
    for (const item of items) {
      if (this.paths >= mostPaths) break;
      const text = this.text(item, mustBe);
      if (text === "") this.note(item.span, mustBe);
      if (text === undefined || text === "") continue;
      this.paths++;
      paths.push({ path: joinPath(folderOf(this.file), text), span: item.span });
    }
    return paths;
  }
}
