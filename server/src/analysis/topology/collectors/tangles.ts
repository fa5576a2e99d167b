/**
 * Tells for each node of a graph in which tangle it is: nodes of one tangle lead to each other, in however many steps.
 * One that no way leads back to is in none.
 */
export function tanglesOf<Node>(
  nodes: Iterable<Node>,
  next: (at: Node) => readonly Node[],
): ReadonlyMap<Node, ReadonlySet<Node>> {
  const tangles = new Map<Node, ReadonlySet<Node>>();
  // Tarjan's way, with a list of what is still open in place of recursion.
  const rank = new Map<Node, number>();
  const lowest = new Map<Node, number>();
  const stack: Node[] = [];
  const waiting = new Set<Node>();
  const enter = (node: Node): Step<Node> => {
    rank.set(node, rank.size);
    lowest.set(node, rank.size - 1);
    stack.push(node);
    waiting.add(node);
    return { node, ahead: next(node)[Symbol.iterator]() };
  };
  const lower = (node: Node, to: number | undefined): void => {
    lowest.set(node, Math.min(lowest.get(node) ?? 0, to ?? Infinity));
  };
  const leave = (root: Node): void => {
    const members = new Set(stack.splice(stack.lastIndexOf(root)));
    for (const each of members) waiting.delete(each);
    if (members.size > 1 || next(root).includes(root)) for (const each of members) tangles.set(each, members);
  };
  for (const start of nodes) {
    if (rank.has(start)) continue;
    const open = [enter(start)];
    for (let step = open.at(-1); step !== undefined; step = open.at(-1)) {
      const { node, ahead } = step;
      const { value, done } = ahead.next();
      if (done !== true) {
        if (!rank.has(value)) open.push(enter(value));
        else if (waiting.has(value)) lower(node, rank.get(value));
        continue;
      }
      open.pop();
      const before = open.at(-1);
      if (before) lower(before.node, lowest.get(node));
      if (lowest.get(node) === rank.get(node)) leave(node);
    }
  }
  return tangles;
}

/** A node that is being looked at, and where it leads that was not looked at yet. */
interface Step<Node> {
  readonly node: Node;
  readonly ahead: Iterator<Node, undefined>;
}
