import { createReadStream } from "node:fs";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { sessionOf } from "../analysis/analyse.js";
import { explain, type Explanation } from "../analysis/features/explain/explain.js";
import { fromFileId } from "../workspace/paths.js";
import { describeError } from "../workspace/read.js";
import { explainJson } from "./format/json.js";
import { createStyle } from "./format/style.js";
import { explainText } from "./format/text-explain.js";
import { load } from "./load.js";
import { reportErrors, reportNotes, reportProblems } from "./messages.js";
import { placesOf, type Spot } from "./places.js";
import type { ExitCode, Terminal } from "./terminal.js";

export const explainFormats = ["text", "json"] as const;

export interface ExplainOptions {
  readonly path: string;
  readonly format: (typeof explainFormats)[number];
}

/** What `explain` answers, as every format shows it; the JSON format is this with a version. */
export interface ExplainView {
  /** How many lines were read. */
  readonly lines: number;
  /** By the first line that says so. */
  readonly explanations: readonly ExplanationView[];
}

export interface ExplanationView extends Pick<Explanation, "symptom" | "meaning"> {
  /** From 1. */
  readonly line: number;
  readonly text: string;
  /** How many lines of the log mean the same. */
  readonly count: number;
  readonly causes: readonly (Spot & {
    readonly rule: string | null;
    readonly message: string;
    readonly related: readonly (Spot & { readonly message: string })[];
  })[];
}

/** More different ones than any log has that a person reads. */
const mostExplanations = 1000;

/** `portolan explain`: which lines of a log tell of something that stands in the files, and where. */
export async function explainLog(log: string, options: ExplainOptions, terminal: Terminal): Promise<ExitCode> {
  const loaded = await load([options.path], terminal.workingDirectory);
  if (loaded.kind === "unreadable") return reportProblems(loaded, terminal);
  reportNotes(loaded, terminal);
  const analysis = sessionOf(loaded.files, { roots: loaded.roots });
  const context = { analysis, texts: (file: string) => loaded.texts.get(file) };
  const places = placesOf(loaded, terminal.workingDirectory);
  const found = new Map<string, { readonly first: Omit<ExplanationView, "count">; count: number }>();
  let lines = 0;
  try {
    for await (const text of linesOf(log, terminal)) {
      lines++;
      const explanation = explain(text, context);
      if (explanation === undefined) continue;
      const key = JSON.stringify(explanation);
      const known = found.get(key);
      if (known) known.count++;
      else if (found.size < mostExplanations) {
        const { symptom, meaning } = explanation;
        const causes = explanation.causes.map(({ rule, message, place, related }) => ({
          ...places.spotOf(place),
          rule: rule ?? null,
          message,
          related: related.map((each) => ({ ...places.spotOf(each.place), message: each.message })),
        }));
        found.set(key, { first: { line: lines, text: text.trim(), symptom, meaning, causes }, count: 1 });
      }
    }
  } catch (error) {
    return reportErrors([`${log}: ${describeError(error)}`], terminal);
  }
  const view: ExplainView = {
    lines,
    explanations: [...found.values()].map(({ first, count }) => ({ ...first, count })),
  };
  switch (options.format) {
    case "json":
      terminal.out(explainJson(view));
      break;
    case "text":
      terminal.out(explainText(view, createStyle(terminal)));
      break;
  }
  return view.explanations.some(({ causes }) => causes.length > 0) ? 0 : 1;
}

function linesOf(log: string, terminal: Terminal): AsyncIterable<string> {
  if (log === "-" && terminal.input) return terminal.input();
  const path = resolve(fromFileId(terminal.workingDirectory), log);
  return createInterface({ input: createReadStream(path), crlfDelay: Infinity });
}
