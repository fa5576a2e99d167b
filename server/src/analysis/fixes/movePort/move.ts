import type { SiteModel } from "../../topology/model.js";
import { keyOf, type Door, type PortMention } from "./mention.js";
import { mentionsOf } from "./mentions.js";

/** What changes when some doors take another port. */
export interface PortMove {
  /** As it is now. */
  readonly port: number;
  readonly doors: ReadonlySet<Door>;
  /** Each place once. */
  readonly certain: readonly PortMention[];
  /** Those that may speak of these doors, or of others too. */
  readonly believed: readonly PortMention[];
  /** Those that say the same number and stay, so that it must be written out there. */
  readonly pinned: readonly PortMention[];
  /** Whether it is a NodePort, which the API server takes from a range of its own alone. */
  readonly isNodePort: boolean;
  /** Who would have to open another port, but has this one from no file; undefined for nobody. */
  readonly stuck: string | undefined;
  /** What others have wherever the port is needed. */
  readonly taken: readonly TakenPort[];
}

export interface TakenPort {
  readonly port: number;
  readonly owner: string;
}

/** What takes another port: doors by themselves, and the numbers at some places (see `keyOf`). */
export interface MoveStart {
  readonly doors?: readonly Door[];
  readonly places?: readonly string[];
}

/**
 * Everything that must change together. A number moves if each door that it speaks of moves; and with a number move all
 * the doors that it speaks of, such as those of a second process that reads the same file.
 */
export function movingTogether(port: number, start: MoveStart, models: readonly SiteModel[]): PortMove {
  const all = models.flatMap(mentionsOf);
  const same = all.filter((each) => each.port === port);
  const written = same.filter(({ change }) => keyOf(change) !== undefined);
  const { doors, places } = closure(written, start);
  const isMoved = ({ change }: PortMention): boolean => places.has(placeKey(change));
  const leads = ({ follows }: PortMention): boolean => follows !== undefined && places.has(placeKey(follows));
  const concerns = (mention: PortMention): boolean => mention.doors.some((door) => doors.has(door));
  const certain = written.filter((each) => isMoved(each) && !leads(each));
  const opened = new Set(certain.flatMap((each) => (each.opens ? each.doors : [])));
  const isStuck = (each: PortMention): boolean =>
    each.opens !== undefined && each.doors.some((door) => doors.has(door) && !opened.has(door));
  return {
    port,
    doors,
    certain: distinct(certain),
    believed: distinct(written.filter((each) => !isMoved(each) && concerns(each))),
    pinned: distinct(written.filter((each) => !isMoved(each) && leads(each))),
    isNodePort: certain.some(({ opens }) => opens === "node-port"),
    stuck: same.find(isStuck)?.by,
    taken: takenBeside(all, concerns),
  };
}

function closure(
  mentions: readonly PortMention[],
  start: MoveStart,
): { readonly doors: ReadonlySet<Door>; readonly places: ReadonlySet<string> } {
  const doors = new Set(start.doors);
  const places = new Set(start.places);
  for (let before = -1; before < doors.size + places.size;) {
    before = doors.size + places.size;
    for (const { believed, doors: own, change } of mentions) {
      const key = placeKey(change);
      const moves = places.has(key) || (own.length > 0 && own.every((door) => doors.has(door)));
      if (believed || !moves) continue;
      places.add(key);
      for (const door of own) doors.add(door);
    }
  }
  return { doors, places };
}

/** Who else has a port in the rooms where one is moved, each port once. */
function takenBeside(all: readonly PortMention[], isMoved: (each: PortMention) => boolean): readonly TakenPort[] {
  const rooms = new Set(all.filter(isMoved).flatMap((each) => each.rooms ?? []));
  const others = all.filter((each) => !isMoved(each) && each.rooms?.some((room) => rooms.has(room)));
  return [...new Map([...others].reverse().map(({ port, by }) => [port, { port, owner: by }])).values()];
}

function placeKey(change: PortMention["change"]): string {
  return keyOf(change) ?? "";
}

/** The first at each place. */
function distinct(mentions: readonly PortMention[]): readonly PortMention[] {
  return [...new Map([...mentions].reverse().map((each) => [placeKey(each.change), each])).values()].reverse();
}
