export interface Proposal {
  readonly port: number;
  /** What a person should know before choosing it. */
  readonly note?: string;
}

/** Kubernetes hands these out as NodePorts; what binds one of them on a node may meet a Service. */
const nodePorts = { first: 30000, last: 32767 };
/** Linux takes the local port of outgoing connections from here, so one may hold it when the owner starts. */
const ephemeral = { first: 32768, last: 60999 };
const privilegedBelow = 1024;

/**
 * Free numbers in the place of a port, the best first: 14317 for 4317, then 43170, then others like it.
 *
 * @param taken what others have where it is needed
 */
export function freePorts(
  port: number,
  taken: Iterable<number>,
  count: number,
  isNodePort = false,
): readonly Proposal[] {
  const others = new Set(taken);
  const [stride, ...further] = isNodePort ? [100, 1000] : [10_000, 9 * port, 20_000, 30_000, 40_000];
  const near = Array.from({ length: 200 }, (_, step) => [stride + step + 1, step + 1]).flat();
  const numbers = new Set([stride, ...further, ...near].map((step) => port + step));
  const suits = isNodePort ? isForNodes : isSensible;
  const free = [...numbers].filter((each) => suits(each) && !others.has(each));
  return free.slice(0, count).map((each) => {
    const note = portNote(each);
    return note === undefined ? { port: each } : { port: each, note };
  });
}

function isSensible(port: number): boolean {
  return port >= privilegedBelow && port <= 65535 && !isForNodes(port);
}

function isForNodes(port: number): boolean {
  return isIn(port, nodePorts);
}

function portNote(port: number): string | undefined {
  if (!isIn(port, ephemeral)) return undefined;
  return `in Linux's ephemeral range ${String(ephemeral.first)}–${String(ephemeral.last)}`;
}

function isIn(port: number, range: { readonly first: number; readonly last: number }): boolean {
  return port >= range.first && port <= range.last;
}
