import type { CollectorFacts, FileFacts, FileId } from "../../facts.js";
import type { AnalysisSession } from "../../session.js";
import { sectionKinds } from "../../sources/collector/recognise.js";
import { readFile } from "../../sources/index.js";
import { lineStartsOf, positionAt } from "../../text.js";
import type { Collector, SiteModel } from "../../topology/model.js";
import { exactly, type VersionRange } from "../../versions.js";
import type { FeatureContext } from "../feature.js";
import type { Cursor } from "./cursor.js";
import { lineAt } from "./lines.js";
import { outlineAbove, siblingsOf, type Outline } from "./outline.js";

/** The collector configuration around a cursor. */
export interface ConfigAround {
  /** Keys from the configuration's own root; `*` for an item of a list. */
  readonly path: readonly string[];
  /** What it says without what is being typed; undefined for one that says too little yet. */
  readonly facts: CollectorFacts | undefined;
  /** Of the collector that reads it, as far as they are known. */
  readonly versions: VersionRange;
  /** Undefined where it is not known who reads it. */
  readonly collector: Collector | undefined;
  readonly model: SiteModel | undefined;
}

/** Undefined where the cursor stands in none. */
export function configAround(
  { analysis }: FeatureContext,
  file: FileId,
  text: string,
  cursor: Cursor,
): ConfigAround | undefined {
  const fallback = analysis.collectorVersion === undefined ? {} : exactly(analysis.collectorVersion);
  for (const read of readings(analysis, file, text, cursor)) {
    for (const facts of read.facts) {
      if (facts.kind !== "collector") continue;
      const root = outlineOf(text, facts.place.span.start);
      const path = root && pathBelow(root, cursor);
      if (path === undefined) continue;
      const known = readerOf(facts, read, analysis);
      return { path, facts, versions: known?.collector.versions ?? fallback, ...unknownReader, ...known };
    }
  }
  if (!isBegun(text, cursor)) return undefined;
  return { path: cursor.path.map(({ key }) => key), facts: undefined, versions: fallback, ...unknownReader };
}

/**
 * What a file says: as it is known, and where that does not parse or is not enough, without what is being typed. Blanks
 * take its place then, so that all else stays where it is.
 */
export function* readings(
  analysis: AnalysisSession,
  file: FileId,
  text: string,
  { broken: { start, end } }: Cursor,
): Iterable<FileFacts> {
  const known = analysis.factsOf(file);
  const parses = known?.facts.every((fact) => !("syntaxErrors" in fact && fact.syntaxErrors)) ?? false;
  if (known && (parses || start === end)) yield known;
  if (start === end) return;
  const blanks = text.slice(start, end).replace(/[^\r\n]/g, " ");
  const read = readFile(file, text.slice(0, start) + blanks + text.slice(end), analysis.roleOf(file));
  if (read) yield read;
}

/** Who reads a configuration. As it stands, half typed, nobody may; then whoever would without that word. */
function readerOf(
  { file, place }: CollectorFacts,
  read: FileFacts,
  analysis: AnalysisSession,
): { readonly model: SiteModel; readonly collector: Collector } | undefined {
  const isIt = (each: CollectorFacts): boolean => each.file === file && each.place.span.start === place.span.start;
  return find(analysis.modelsOf(file), isIt) ?? find(analysis.modelsWith(read), isIt);
}

const unknownReader = { collector: undefined, model: undefined };

function find(
  models: readonly SiteModel[],
  isIt: (facts: CollectorFacts) => boolean,
): { readonly model: SiteModel; readonly collector: Collector } | undefined {
  for (const model of models) {
    const collector = model.collectors.find(({ facts }) => facts.some(isIt));
    if (collector) return { model, collector };
  }
  return undefined;
}

/** Where a key stands that is written in the file. */
export function outlineOf(text: string, first: number): Outline | undefined {
  const starts = lineStartsOf(text);
  const { line, character } = positionAt(starts, first);
  return outlineAbove(text, starts, line, character, false);
}

function pathBelow(root: Outline, { path, border }: Cursor): readonly string[] | undefined {
  const holds = border === root.border && root.path.every(({ at }, depth) => path[depth]?.at === at);
  return holds ? path.slice(root.path.length).map(({ key }) => key) : undefined;
}

/** Sections that hardly anything else has; `service` and `extensions` stand in documents of all kinds. */
const telling = ["receivers", "processors", "exporters", "connectors"];

/** Whether somebody has begun a configuration in which no component stands yet: nothing but its sections. */
function isBegun(text: string, { path, role, column, siblings }: Cursor): boolean {
  const keys = path[0] ? rootKeys(text, path[0].at) : role === "key" && column === 0 ? [...siblings] : [];
  const isSection = (key: string): boolean => sectionKinds.has(key) || key === "service";
  return keys.some((key) => telling.includes(key)) && keys.every(isSection);
}

function rootKeys(text: string, at: number): readonly string[] {
  const starts = lineStartsOf(text);
  const { line, character } = positionAt(starts, at);
  if (character > 0) return [];
  const own = lineAt(text, starts, line);
  const others = siblingsOf(text, starts, line, { column: 0, isItem: false, begins: false });
  return [own, ...others].flatMap(({ key }) => key?.text ?? []);
}
