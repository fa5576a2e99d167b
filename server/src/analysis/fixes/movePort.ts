import type { Place } from "../facts.js";
import type { EditFix, FileEdit, Fix, TextOf } from "../finding.js";
import type { TextEdit } from "../text.js";
import type { Claim, SiteModel } from "../topology/model.js";
import { insertUnder } from "../yaml/edit.js";
import { freePorts } from "./freePorts.js";

/**
 * Ways out of a collision: each of the owners moved to a free port, or to one the person chooses. DDOT comes first,
 * because it is the one that arrives where another collector already runs.
 */
export function movePortFixes(owners: readonly Claim[], model: SiteModel, texts: TextOf): readonly Fix[] {
  const inOrder = [...owners].sort((a, b) => Number(isDdot(b)) - Number(isDdot(a)));
  const fixes = inOrder.flatMap((owner): readonly Fix[] => {
    const moves = freePorts(owner, model, 2).flatMap(({ port, note }): readonly EditFix[] => {
      const edits = moveEdits(owner, port, texts);
      const title = `Move the ${owner.owner} to port ${String(port)}${note === undefined ? "" : ` (${note})`}`;
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
    const [proposal] = freePorts(claim, model, 1, promised);
    const edits = proposal && moveEdits(claim, proposal.port, texts);
    if (proposal && edits) moves.push({ claim, port: proposal.port, edits });
  }
  const [first] = moves;
  if (first === undefined || moves.length < claims.length) return [];
  const list = moves.map(({ claim, port }) => `${String(claim.port)} to ${String(port)}`).join(", ");
  const title = `Move ${first.claim.workload.name} to free ports: ${list}`;
  return [{ kind: "edit", title, edits: moves.flatMap(({ edits }) => edits), preferred: true }];
}

/** What must change for a claim to take another port; undefined where it stands in no file that can be edited. */
export function moveEdits(claim: Claim, port: number, texts: TextOf): readonly FileEdit[] | undefined {
  const { change } = claim;
  switch (change.kind) {
    case "none":
      return undefined;
    case "digits":
      return [replacement(change.place, String(port))];
    case "insert": {
      const text = texts(change.file);
      const filled = change.lines.map((line) => line.replace("{host}", hostOf(claim)).replace("{port}", String(port)));
      const edit: TextEdit | undefined = text === undefined ? undefined : insertUnder(text, change.slot, filled);
      return edit && [{ file: change.file, edits: [edit] }];
    }
  }
}

function replacement(place: Place, newText: string): FileEdit {
  return { file: place.file, edits: [{ span: place.span, newText }] };
}

/** Moving a port must not move the address: the one that was bound is written out with it. */
function hostOf(claim: Claim): string {
  const newest = claim.via === "socket" ? claim.fact.binds.at(-1)?.endpoint.hostText : undefined;
  const host = claim.hosts.length === 1 ? claim.hostText : (newest ?? "");
  return host === "" ? "0.0.0.0" : host;
}

function isDdot(claim: Claim): boolean {
  return claim.workload.collector?.isDdot ?? false;
}
