import { parsePort } from "../endpoint.js";
import type { FileId } from "../facts.js";
import { editsOf } from "../fixes/movePort/edits.js";
import { keyOf, type DoorKind, type PortMention } from "../fixes/movePort/mention.js";
import { mentionsOf } from "../fixes/movePort/mentions.js";
import { movingTogether, type PortMove } from "../fixes/movePort/move.js";
import { moveOf } from "../fixes/movePort.js";
import { touches } from "../places.js";
import type { AnalysisSession } from "../session.js";
import type { Span } from "../text.js";
import type { SiteModel } from "../topology/model.js";
import type { FeatureContext } from "./feature.js";
import type { RenameResult } from "./rename.js";

/** A port that can be given another number, with all that changes with it. */
export interface ChangeablePort {
  /** Whose it is: `otlp receiver (grpc) of gateway`. */
  readonly owner: string;
  /** Undefined where nobody is known to open it. */
  readonly opens: DoorKind | undefined;
  readonly move: PortMove;
}

/** The port that somebody takes, by the id of the claim; undefined where it stands in no file that can be edited. */
export function portOfClaim({ analysis }: FeatureContext, id: string): ChangeablePort | undefined {
  const found = analysis.claim(id);
  const move = found && moveOf(found.claim, modelsAround(analysis, [found.model]));
  return found && move && { owner: found.claim.owner, opens: found.claim.via, move };
}

/** The port whose number stands at an offset, with where it stands. */
export function portNumberAt(
  { analysis }: FeatureContext,
  file: FileId,
  offset: number,
): (ChangeablePort & { readonly span: Span }) | undefined {
  const models = analysis.modelsOf(file);
  const mention = models.flatMap(mentionsOf).find((each) => isAt(each, file, offset));
  if (mention?.change.kind !== "digits") return undefined;
  const move = movingTogether(mention.port, { places: [keyOf(mention.change) ?? ""] }, modelsAround(analysis, models));
  const opener = move.certain.find(({ opens }) => opens);
  return { owner: (opener ?? mention).by, opens: opener?.opens, move, span: mention.change.place.span };
}

function isAt({ change }: PortMention, file: FileId, offset: number): boolean {
  return change.kind === "digits" && touches(change.place, file, offset);
}

/** The edits that give a port a number as a person types it, or why not. */
export function changePort({ owner, move }: ChangeablePort, typed: string, { texts }: FeatureContext): RenameResult {
  const port = parsePort(typed.trim()) ?? 0;
  if (port === 0) return refused("A port is a whole number from 1 to 65535.");
  if (port === move.port) return { kind: "edits", edits: [] };
  if (move.stuck !== undefined)
    return refused(`No file says where the ${move.stuck} is opened, so port ${String(move.port)} stays.`);
  const holder = move.taken.find((each) => each.port === port);
  if (holder) return refused(`Port ${String(port)} is taken by the ${holder.owner}.`);
  const edits = editsOf(move, port, texts);
  return edits
    ? { kind: "edits", edits }
    : refused(`Port ${String(move.port)} of the ${owner} is also written where no edit can reach it.`);
}

function refused(reason: string): RenameResult {
  return { kind: "refused", reason };
}

/** What is joined with some sites by files that they share. The blocks of a page are examples, each for itself. */
function modelsAround(analysis: AnalysisSession, models: readonly SiteModel[]): readonly SiteModel[] {
  const around = models
    .filter(({ site }) => site.placement.kind !== "page")
    .flatMap(({ files }) => [...files.keys()].flatMap((file) => analysis.modelsOf(file)));
  return [...new Set([...models, ...around])];
}
