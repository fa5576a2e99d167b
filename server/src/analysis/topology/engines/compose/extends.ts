import type { ContainerFacts, ContainersFacts, FileId } from "../../../facts.js";
import type { Variables } from "../../../sources/compose/interpolate.js";
import { mostFacts, sizeOf } from "../../../sources/compose/size.js";
import type { ComposeLookup } from "./lookup.js";
import { overlay } from "./merge.js";

/** Nobody builds longer chains. */
const longestChain = 64;

/** One project while it is put together. */
export interface Assembly {
  readonly lookup: ComposeLookup;
  /** The files whose services it starts. */
  readonly starts: Set<FileId>;
  /** The files of which its services extend others. */
  readonly borrows: Set<FileId>;
  /** How much its services hold already. */
  size: number;
}

interface Link {
  readonly container: ContainerFacts;
  readonly facts: ContainersFacts;
}

/**
 * A service laid over those that it extends. `extends` stays set where the service at the end of the chain is not
 * known, or where the chain never ends.
 */
export function extended(
  container: ContainerFacts,
  facts: ContainersFacts,
  variables: Variables,
  assembly: Assembly,
): ContainerFacts {
  if (container.extends === undefined) return container;
  const chain = chainOf({ container, facts }, variables, assembly);
  const open = chain.at(-1)?.container.extends;
  const merged = chain
    .map((link) => link.container)
    .reduceRight((base, over) => {
      if (assembly.size > mostFacts) return over;
      const result = overlay(base, over);
      assembly.size += sizeOf(result);
      return result;
    });
  // The service is the one that is written here, whatever it borrows.
  const { name, place } = container.process;
  return { ...merged, process: { ...merged.process, name, place }, extends: open };
}

/** A service, the one it extends, the one that extends, … */
function chainOf(start: Link, variables: Variables, { lookup, borrows }: Assembly): readonly Link[] {
  const chain = [start];
  const seen = new Set([start.container]);
  for (let link = start; chain.length < longestChain;) {
    const target = link.container.extends;
    if (target === undefined) break;
    const files = target.file === undefined ? [link.facts] : lookup.filesAt(target.file);
    if (target.file !== undefined && files.length > 0) borrows.add(target.file);
    const next = files
      .map((facts) => lookup.read(facts, variables))
      .flatMap((facts) => {
        const found = lookup.service(facts, target.service);
        return found ? [{ container: found, facts }] : [];
      })[0];
    if (next === undefined || seen.has(next.container)) break;
    seen.add(next.container);
    chain.push(next);
    link = next;
  }
  return chain;
}
