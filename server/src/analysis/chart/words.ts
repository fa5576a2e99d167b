import type { Origin } from "../facts.js";
import {
  isProblem,
  type Chart,
  type ChartBox,
  type ChartOwner,
  type ChartPort,
  type LinkState,
  type PortState,
} from "./model.js";

/** What a state is called, to a person who does not see its colour. */
export const stateWords: Readonly<Record<PortState, string>> = {
  conflict: "collides",
  fallen: "does not come up",
  loopback: "bound to localhost, but needed from outside",
  silent: "nothing listens",
  reached: "reached",
  unreached: "nobody here connects to it",
};

export const linkWords: Readonly<Record<LinkState, string>> = {
  reaches: "connects",
  contested: "connects to whoever wins",
  loopback: "is refused, since only localhost is heard",
  refused: "is refused, since nothing listens",
  outside: "leaves what is known here",
};

const origins: Readonly<Record<Origin, readonly string[]>> = {
  explicit: [],
  default: ["default, not written"],
  image: ["of the image"],
  auto: ["added automatically"],
};

/** `4317`, `8125/udp`; nearly all are TCP. */
export function numberOf({ port, transport }: Pick<ChartPort, "port" | "transport">): string {
  return `${String(port ?? "?")}${transport === "udp" ? "/udp" : ""}`;
}

/** What there is to know of an owner beside its name. */
export function remarksOn({ address, note, origin }: ChartOwner): readonly string[] {
  const anywhere = address === null || address === "0.0.0.0" || address === "::";
  return [
    ...(anywhere ? [] : [address.startsWith("127.") || address === "::1" ? "localhost" : address]),
    ...origins[origin],
    ...(note === undefined ? [] : [note]),
  ];
}

/** `port 4317 of web-1, collides: bind: address already in use. Held by otelcol-contrib, otlp receiver (grpc)` */
export function spokenPort(port: ChartPort, { label }: Pick<ChartBox, "label">): string {
  const trouble = port.trouble === undefined ? "" : `: ${port.trouble}`;
  const held = port.owners.map(({ workload, label: what }) => `${workload}, ${what}`);
  const owners = held.length === 0 ? "" : `. Held by ${held.join("; and by ")}`;
  return `port ${numberOf(port)} of ${label}, ${stateWords[port.state]}${trouble}${owners}`;
}

/** In the order in which it is shown, then how it stands. */
export function spokenOwner(owner: ChartOwner, remarks: string): string {
  const parts = [owner.workload, owner.label, remarks, stateWords[owner.state]];
  return parts.filter((part) => part !== "").join(", ");
}

/** `2 hosts · 14 ports · 2 conflicts` */
export function summaryOf({ boxes }: Chart): string {
  const all = boxes.flatMap(withInner);
  const ports = all.flatMap((box) => box.ports);
  const kinds = (["host", "pod", "container"] as const).map((kind) => {
    const count = all.filter((box) => box.kind === kind).length;
    return count === 0 ? [] : [counted(count, kind)];
  });
  const conflicts = ports.filter(({ state }) => state === "conflict").length;
  const others = ports.filter(({ state }) => isProblem(state)).length - conflicts;
  return [
    ...kinds.flat(),
    counted(ports.length, "port"),
    ...(conflicts > 0 ? [counted(conflicts, "conflict")] : []),
    ...(others > 0 ? [counted(others, conflicts > 0 ? "other problem" : "problem")] : []),
  ].join(" · ");
}

export function withInner(box: ChartBox): readonly ChartBox[] {
  return [box, ...box.inside.flatMap(withInner)];
}

function counted(count: number, what: string): string {
  return `${String(count)} ${what}${count === 1 ? "" : "s"}`;
}
