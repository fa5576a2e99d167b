import type { ProcessFacts, Transport } from "../facts.js";
import type { Elsewhere, Listener, Namespace } from "./model.js";
import { isLoopback, listenersAt } from "./reach.js";

/**
 * Whether a namespace looks like that of one application which listens nowhere near this port. Its own program may
 * still: nobody knows it.
 */
export function seemsSilent(
  { workloads, listening }: Namespace,
  process: ProcessFacts,
  port: number,
  transport: Transport,
): boolean {
  const [only, ...others] = workloads;
  const isApplication = only !== undefined && only.collector === undefined && others.length === 0;
  const nothingThere = [port, null].every((each) => listening.at(each, transport).length === 0);
  return isApplication && nothingThere && !mayListen(process, port);
}

/** Whether something in the manifest tells that it opens the port, or brings a collector along. */
function mayListen({ image, entrypoint, args, mounts, ports, probes }: ProcessFacts, port: number): boolean {
  const told = [...(entrypoint ?? []), ...(args ?? [])].map(({ text }) => text);
  return (
    ports.some((each) => each.port === port) ||
    probes.some((probe) => probe.port.kind === "number" && probe.port.port === port) ||
    /agent|alloy|lgtm/i.test(image?.repository ?? "") ||
    [image?.repository ?? "", ...told, ...mounts.map(({ path }) => path)].some((text) =>
      /otelcol|collector/i.test(text),
    )
  );
}

/** Who surely answers a port of a namespace to those outside of it. */
export function answeringOutside(namespace: Namespace, port: number, transport: Transport): Listener | undefined {
  return listenersAt(namespace, port, transport).find(({ hosts, certain }) => certain && !hosts.some(isLoopback));
}

/** Each name and each listener once. A name that no resolver takes is none. */
export function distinct(found: readonly Elsewhere[]): readonly Elsewhere[] {
  const named = found.filter(({ name }) => /^[a-z0-9][a-z0-9._-]*$/i.test(name));
  const byName = new Map([...named].reverse().map((each) => [each.name, each]));
  const listeners = new Set<Listener>();
  return named.filter((each) => {
    const isFirst = byName.get(each.name) === each && !listeners.has(each.listener);
    listeners.add(each.listener);
    return isFirst;
  });
}
