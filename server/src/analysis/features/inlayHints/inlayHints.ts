import type { FileId } from "../../facts.js";
import { append } from "../../lists.js";
import { overlaps, type Span } from "../../text.js";
import type { FeatureContext } from "../feature.js";
import { endpointHints } from "./endpoints.js";
import { environmentHints } from "./environment.js";
import type { Unwritten } from "./unwritten.js";

/** What is not written, shown behind what is. */
export interface InlayHint {
  readonly at: number;
  /** `⟶ localhost:4317` */
  readonly label: string;
  readonly tooltip: string;
}

/** The hints of a stretch of a file, in their order. Where two collectors read it differently, both are told. */
export function inlayHints(context: FeatureContext, file: FileId, range: Span): readonly InlayHint[] {
  const text = context.texts(file);
  if (text === undefined) return [];
  const found = context.analysis
    .modelsOf(file)
    .flatMap((model) => [...endpointHints(model, file, text), ...environmentHints(model, file)]);
  const byPlace = new Map<string, Unwritten[]>();
  for (const each of found) {
    if (overlaps({ start: each.at, end: each.at }, range)) append(byPlace, `${String(each.at)} ${each.sign}`, each);
  }
  return [...byPlace.values()].flatMap(asHint).sort((a, b) => a.at - b.at);
}

function asHint(same: readonly Unwritten[]): readonly InlayHint[] {
  const [first] = same;
  if (first === undefined) return [];
  const values = [...new Set(same.map(({ value }) => value))];
  const reasons = [...new Set(same.map(({ reason }) => reason))];
  return [{ at: first.at, label: `${first.sign} ${values.join(" or ")}`, tooltip: reasons.join("\n") }];
}
