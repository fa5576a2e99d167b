import { spread } from "../statistics.js";

/** What is typed at one place of a text, and taken back by the next edit. */
export interface Place {
  readonly offset: number;
  readonly before: string;
  readonly after: string;
}

/** Edits of one kind, gone through in turn, each of which changes what is complained of in its line. */
export interface EditSeries {
  /** `syntax` breaks the YAML itself, which every server sees; `finding` is about ports, which only Portolan sees. */
  readonly kind: "syntax" | "finding";
  /** For the reader of the report. */
  readonly what: string;
  readonly places: readonly Place[];
}

export interface BenchDocument {
  readonly name: string;
  /** Every file of the workspace by its path. */
  readonly files: ReadonlyMap<string, string>;
  /** The one that is edited. */
  readonly path: string;
  readonly series: readonly EditSeries[];
  /** Seconds for one series at one server; one that takes longer makes fewer edits. */
  readonly limit: number;
}

export function textOf(document: BenchDocument): string {
  const text = document.files.get(document.path);
  if (text === undefined) throw new Error(`${document.name} has no file ${document.path}`);
  return text;
}

/** A character that no plain value may begin with, typed before the values that the pattern finds. */
export function syntaxSeries(text: string, values: RegExp): EditSeries {
  return { kind: "syntax", what: "@ typed before a value, then deleted", places: placesOf(text, values, "@") };
}

/** Another digit over the last one of a port, which the pattern finds. */
export function portSeries(text: string, digits: RegExp, digit: string): EditSeries {
  return {
    kind: "finding",
    what: "last digit of a port overtyped, then put back: a port-conflict comes and goes",
    places: placesOf(text, digits, digit),
  };
}

const placesPerSeries = 10;

function placesOf(text: string, pattern: RegExp, after: string): readonly Place[] {
  const all = [...text.matchAll(pattern)].map((match) => ({ offset: match.index, before: match[0], after }));
  if (all.length === 0) throw new Error(`nothing in the document matches ${pattern.source}`);
  return spread(all, placesPerSeries);
}
