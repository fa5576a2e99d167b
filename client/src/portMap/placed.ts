import type { NamespaceItem, PortMapResult } from "../../../server/src/protocol.js";
import type { ClaimItem } from "./nodes.js";
import { shortPort } from "./words.js";

/** Who takes a port, and where. */
export interface Placed {
  /** Tells it apart from every other. */
  readonly key: string;
  readonly claim: ClaimItem;
  readonly namespace: NamespaceItem;
}

export interface PlacedGroup {
  readonly key: string;
  readonly members: readonly Placed[];
  readonly first: Placed;
}

/**
 * Two overlays of one base, or two examples of a page, have claims of the same id; so have the ports of a range that
 * get a number each at run time.
 */
export function placedIn({ namespaces }: PortMapResult): readonly Placed[] {
  const times = new Map<string, number>();
  return namespaces.flatMap((namespace) =>
    [...namespace.listeners, ...namespace.mappings].map((claim): Placed => {
      const key = `${claim.id} in ${namespace.id}`;
      const time = (times.get(key) ?? 0) + 1;
      times.set(key, time);
      return { key: time === 1 ? key : `${key} ${String(time)}`, claim, namespace };
    }),
  );
}

/** In the order in which the keys come. */
export function groupedBy(placed: readonly Placed[], keyOf: (each: Placed) => string): PlacedGroup[] {
  const groups = new Map<string, [Placed, ...Placed[]]>();
  for (const each of placed) {
    const key = keyOf(each);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [each]);
    else group.push(each);
  }
  return [...groups].map(([key, members]) => ({ key, members, first: members[0] }));
}

export function collisionsIn(map: PortMapResult): number {
  return collisionsAmong(placedIn(map));
}

/** How many ports are taken by two who cannot both have them. */
export function collisionsAmong(placed: readonly Placed[]): number {
  const colliding = placed.filter(({ claim }) => claim.conflict);
  return new Set(colliding.map(({ claim, namespace }) => `${shortPort(claim)} in ${namespace.id}`)).size;
}

/** Those that nobody knows stand last. */
export function byPort({ claim: a }: Placed, { claim: b }: Placed): number {
  return (a.port ?? 65536) - (b.port ?? 65536) || compareTexts(a.transport, b.transport);
}

/** By code unit: comparing as a language does would take too long for thousands of rows. */
export function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
