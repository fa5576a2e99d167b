import type { FileFacts, FileId, Place } from "../analysis/facts.js";
import { positionAt } from "../analysis/text.js";
import { displayPathFrom } from "../workspace/paths.js";
import type { Loaded } from "./load.js";

/** Line and column from 1, the column in UTF-16 code units. */
export interface Point {
  readonly line: number;
  readonly column: number;
}

/** A place as a person reads it: the file from the working directory, `end` exclusive. */
export interface Spot {
  readonly file: string;
  readonly range: { readonly start: Point; readonly end: Point };
}

/** A line of a file that a spot names, without its end; undefined where there is none. */
export type LineOf = (file: string, line: number) => string | undefined;

export interface Places {
  readonly spotOf: (place: Place) => Spot;
  readonly lineOf: LineOf;
}

export function placesOf(loaded: Pick<Loaded, "files" | "texts">, workingDirectory: FileId): Places {
  const shown = (file: FileId): string => displayPathFrom(workingDirectory, file);
  const byId = new Map(loaded.files.map((facts) => [facts.file, facts]));
  const byName = new Map(loaded.files.map((facts) => [shown(facts.file), facts]));
  return {
    spotOf: (place) => {
      const facts = byId.get(place.file);
      const start = pointAt(facts, place.span.start);
      return { file: shown(place.file), range: { start, end: pointAt(facts, place.span.end) } };
    },
    lineOf: (file, line) => {
      const facts = byName.get(file);
      const start = facts?.lines[line - 1];
      if (facts === undefined || start === undefined) return undefined;
      return loaded.texts
        .get(facts.file)
        ?.slice(start, facts.lines[line])
        .replace(/[\r\n]+$/, "");
    },
  };
}

function pointAt(facts: FileFacts | undefined, offset: number): Point {
  const { line, character } = positionAt(facts?.lines ?? [0], offset);
  return { line: line + 1, column: character + 1 };
}
