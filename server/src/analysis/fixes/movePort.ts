import type { Place } from "../facts.js";
import type { EditFix, FileEdit, Fix, TextOf } from "../finding.js";
import type { TextEdit } from "../text.js";
import type { Listener, SiteModel } from "../topology/model.js";
import { insertUnder } from "../yaml/edit.js";
import { freePorts } from "./freePorts.js";

/**
 * Ways out of a collision: each of the owners moved to a free port, or to one the person chooses. DDOT comes first,
 * because it is the one that arrives where another collector already runs.
 */
export function movePortFixes(owners: readonly Listener[], model: SiteModel, texts: TextOf): readonly Fix[] {
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
export function moveTogetherFix(listeners: readonly Listener[], model: SiteModel, texts: TextOf): readonly Fix[] {
  const moves = listeners.flatMap((listener) => {
    const [proposal] = freePorts(listener, model, 1);
    const edits = proposal && moveEdits(listener, proposal.port, texts);
    return proposal && edits ? [{ listener, port: proposal.port, edits }] : [];
  });
  const [first] = moves;
  if (first === undefined || moves.length < listeners.length) return [];
  const list = moves.map(({ listener, port }) => `${String(listener.port)} to ${String(port)}`).join(", ");
  const title = `Move ${first.listener.workload.name} to free ports: ${list}`;
  return [{ kind: "edit", title, edits: moves.flatMap(({ edits }) => edits), preferred: true }];
}

/** What must change for a listener to take another port; undefined where it stands in no file that can be edited. */
export function moveEdits(listener: Listener, port: number, texts: TextOf): readonly FileEdit[] | undefined {
  const { change } = listener.fact;
  switch (change.kind) {
    case "none":
      return undefined;
    case "digits":
      return [replacement(change.place, String(port))];
    case "insert": {
      const text = texts(change.file);
      const filled = change.lines.map((line) =>
        line.replace("{host}", hostOf(listener)).replace("{port}", String(port)),
      );
      const edit: TextEdit | undefined = text === undefined ? undefined : insertUnder(text, change.slot, filled);
      return edit && [{ file: change.file, edits: [edit] }];
    }
  }
}

function replacement(place: Place, newText: string): FileEdit {
  return { file: place.file, edits: [{ span: place.span, newText }] };
}

/** Moving a port must not move the address: the one that was bound is written out with it. */
function hostOf(listener: Listener): string {
  const host = listener.hosts.length === 1 ? listener.hostText : (listener.fact.binds.at(-1)?.endpoint.hostText ?? "");
  return host === "" ? "0.0.0.0" : host;
}

function isDdot(listener: Listener): boolean {
  return listener.workload.collector?.isDdot ?? false;
}
