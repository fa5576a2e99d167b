import type { Place, PortChange, Transport } from "../../facts.js";
import type { Claim, Listener, Namespace } from "../../topology/model.js";
import { listenersAt } from "../../topology/reach.js";

/**
 * A port that somebody opens, by a name that is the same wherever it is spoken of: a socket, a port that a host or a
 * Service hands on, or a port of a namespace where nobody is known to listen.
 */
export type Door = string;

export type DoorKind = Claim["via"] | "service";

/** A number in a file that says the port of a door, or of several at once. */
export interface PortMention {
  readonly port: number;
  readonly change: PortChange;
  readonly doors: readonly Door[];
  /** Who says it: `otlp receiver (grpc) of gateway`, `containerPort of gateway`. */
  readonly by: string;
  /** Set where it only may be that it means these doors. */
  readonly believed?: true;
  /** Set where the number itself decides where the door opens; others repeat it. */
  readonly opens?: DoorKind;
  /** The address to write out with a number that nobody wrote. */
  readonly host?: string;
  /** Where nobody else can have the port: namespaces, or a Service. */
  readonly rooms?: readonly string[];
  /** The number that it follows as long as it is not written out itself. */
  readonly follows?: PortChange;
}

export function doorOf(claim: Claim): Door {
  return claim.via === "socket" ? socketDoor(claim) : outerDoor(claim.place, claim.port);
}

function socketDoor({ id }: Listener): Door {
  return `socket ${id}`;
}

/** A port that is handed on: published, of a node, of a Service. */
export function outerDoor({ file, span }: Place, port: number | null): Door {
  return `outer ${file} ${String(span.start)} ${String(port)}`;
}

/** Who may answer on a port of a namespace; a door without a name where nobody is known to. */
export function doorsAt(namespace: Namespace, port: number, transport: Transport): readonly Door[] {
  const handedOn = namespace.mappings.filter((each) => each.port === port && each.transport === transport);
  const open = [...listenersAt(namespace, port, transport), ...handedOn];
  return open.length > 0 ? open.map(doorOf) : [`port ${namespace.id} ${String(port)}/${transport}`];
}

/** Tells the place of one change from every other; undefined where there is nothing to change. */
export function keyOf(change: PortChange): string | undefined {
  switch (change.kind) {
    case "none":
      return undefined;
    case "digits":
      return `${change.place.file} ${String(change.place.span.start)}`;
    case "insert":
      return `${change.file} ${String(change.slot.key.start)} ${change.lines.join("\n")}`;
    case "beside":
      return `${change.file} ${String(change.entry.start)} ${change.key}`;
  }
}
