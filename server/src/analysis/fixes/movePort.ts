import type { EditFix, FileEdit, Fix, TextOf } from "../finding.js";
import type { Claim, SiteModel } from "../topology/model.js";
import { freePorts, type Proposal } from "./freePorts.js";
import { editsOf } from "./movePort/edits.js";
import { doorOf } from "./movePort/mention.js";
import { movingTogether, type PortMove } from "./movePort/move.js";

/**
 * Ways out of a collision: each of the owners moved to a free port, or to one the person chooses. DDOT comes first,
 * because it is the one that arrives where another collector already runs.
 */
export function movePortFixes(owners: readonly Claim[], model: SiteModel, texts: TextOf): readonly Fix[] {
  const inOrder = [...owners].sort((a, b) => Number(isDdot(b)) - Number(isDdot(a)));
  const fixes = inOrder.flatMap((owner): readonly Fix[] => {
    const move = moveOf(owner, [model]);
    // Two processes that read one file keep colliding, whatever is written there.
    if (move === undefined || owners.some((other) => other !== owner && move.doors.has(doorOf(other)))) return [];
    const moves = proposalsFor(move, 2).flatMap(({ port, note }): readonly EditFix[] => {
      const edits = editsOf(move, port, texts);
      const title = `Move the ${owner.owner} to port ${String(port)}${inBrackets(note, edits && sayPlaces(edits))}`;
      return edits ? [{ kind: "edit", title, edits }] : [];
    });
    if (moves.length === 0) return [];
    return [...moves, { kind: "ask-port", title: `Change the port of the ${owner.owner}…`, listener: owner.id }];
  });
  return fixes.map((fix, index) => (index === 0 && fix.kind === "edit" ? { ...fix, preferred: true } : fix));
}

/** One edit that moves all of them at once; none where one of them cannot be moved by an edit. */
export function moveTogetherFix(claims: readonly Claim[], model: SiteModel, texts: TextOf): readonly Fix[] {
  const moves: { claim: Claim; port: number; edits: readonly FileEdit[] }[] = [];
  for (const claim of claims) {
    const promised = moves.map(({ port }) => port);
    const move = moveOf(claim, [model]);
    const [proposal] = move ? proposalsFor(move, 1, promised) : [];
    const edits = move && proposal && editsOf(move, proposal.port, texts);
    if (proposal && edits) moves.push({ claim, port: proposal.port, edits });
  }
  const [first] = moves;
  if (first === undefined || moves.length < claims.length) return [];
  const list = moves.map(({ claim, port }) => `${String(claim.port)} to ${String(port)}`).join(", ");
  const title = `Move ${first.claim.workload.name} to free ports: ${list}`;
  return [{ kind: "edit", title, edits: moves.flatMap(({ edits }) => edits), preferred: true }];
}

/** What moves with a claim; undefined where its port is unknown, or stands in no file. */
export function moveOf(claim: Claim, models: readonly SiteModel[]): PortMove | undefined {
  if (claim.port === null) return undefined;
  const move = movingTogether(claim.port, { doors: [doorOf(claim)] }, models);
  return move.stuck !== undefined || move.certain.length === 0 ? undefined : move;
}

/** @param promised what the same edit gives to others */
export function proposalsFor(
  { port, taken, isNodePort }: PortMove,
  count: number,
  promised: readonly number[] = [],
): readonly Proposal[] {
  return freePorts(port, [...promised, ...taken.map((each) => each.port)], count, isNodePort);
}

/** How much changes, where that is more than the owner's own file. */
function sayPlaces(edits: readonly FileEdit[]): string | undefined {
  const certain = edits.filter(({ annotation }) => annotation?.needsConfirmation !== true);
  const files = new Set(certain.map(({ file }) => file)).size;
  return files > 1 ? `${String(certain.length)} places in ${String(files)} files` : undefined;
}

function inBrackets(...notes: readonly (string | undefined)[]): string {
  const said = notes.filter((each) => each !== undefined);
  return said.length > 0 ? ` (${said.join("; ")})` : "";
}

function isDdot(claim: Claim): boolean {
  return claim.workload.collector?.isDdot ?? false;
}
