import type { NamespaceItem } from "../../../server/src/protocol.js";
import type { ClaimNode, GroupNode, PortNode } from "./nodes.js";
import { byPort, collisionsAmong, groupedBy, type Placed, type PlacedGroup } from "./placed.js";
import { counted, originOf, present, shortPort } from "./words.js";

export const groupings = ["host", "port", "owner", "file"] as const;
export type Grouping = (typeof groupings)[number];

/** What holds for all rows of a tree. */
export interface Wording {
  /** A row does not repeat what its group says. */
  readonly by: Grouping;
  readonly open: boolean;
}

export interface Heading extends Pick<GroupNode, "of" | "label"> {
  readonly about: string;
}

export function groupNode({ key, members }: PlacedGroup, { of, label, about }: Heading, wording: Wording): GroupNode {
  const { by, open } = wording;
  const collisions = collisionsAmong(members);
  const facts = present(collisions > 0 && counted(collisions, "collision"), about);
  const id = `${by} group ${key}`;
  const children: (PortNode | ClaimNode)[] = [];
  const group: GroupNode = { kind: "group", id, parent: undefined, label, facts, open, of, collisions, children };
  children.push(...(by === "file" ? lineRows(group, members, wording) : portRows(group, members, wording)));
  return group;
}

/** In the order of ports. */
export function portRows(
  parent: GroupNode | undefined,
  members: readonly Placed[],
  wording: Wording,
): (PortNode | ClaimNode)[] {
  // Ports that nobody knows are not the same for that.
  return groupedBy(members, ({ key, claim }) => (claim.port === null ? key : shortPort(claim)))
    .sort((a, b) => byPort(a.first, b.first))
    .map((port) =>
      port.members.length === 1 ? claimNode(parent, port.first, wording) : portNode(parent, port, wording),
    );
}

function portNode(parent: GroupNode | undefined, { members, first }: PlacedGroup, wording: Wording): PortNode {
  const { port, transport } = first.claim;
  const label = shortPort(first.claim);
  const id = `${parent?.id ?? wording.by} port ${label}`;
  const facts = [counted(members.length, "owner")];
  const collides = members.some(({ claim }) => claim.conflict);
  const open = collides && wording.open;
  const children: ClaimNode[] = [];
  const node: PortNode = { kind: "port", id, parent, label, facts, open, port, transport, collides, children };
  children.push(...members.map((each) => claimNode(node, each, wording)));
  return node;
}

/** In the order of lines: what two owners share need not stand together in a file. */
function lineRows(parent: GroupNode, members: readonly Placed[], wording: Wording): ClaimNode[] {
  const lineOf = ({ claim }: Placed): number => claim.range.start.line;
  return [...members]
    .sort((a, b) => lineOf(a) - lineOf(b) || byPort(a, b))
    .map((each) => claimNode(parent, each, wording));
}

function claimNode(
  parent: GroupNode | PortNode | undefined,
  { key, claim, namespace }: Placed,
  { by }: Wording,
): ClaimNode {
  const name = by === "owner" ? claim.label : `${claim.workload} · ${claim.label}`;
  const label = parent?.kind === "port" ? name : `${shortPort(claim)}  ${name}`;
  const where = by === "port" || by === "file" ? sayNamespace(namespace) : undefined;
  const facts = present(claim.note, claim.address, where, originOf(claim, by !== "file"));
  return { kind: "claim", id: `${by} owner ${key}`, parent, label, facts, open: false, claim, namespace };
}

export function sayNamespace({ kind, label }: NamespaceItem): string {
  return `${kind} ${label}`;
}
