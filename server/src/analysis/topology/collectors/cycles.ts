import type { PipelineFact } from "../../facts.js";
import type { Collector } from "../model.js";
import { tanglesOf } from "./tangles.js";
import { joins, wiringsOf, type ConnectorEnd, type Wiring } from "./wiring.js";

/** A step from one pipeline to another. */
export interface Link {
  readonly connector: Wiring["connector"];
  /** Where data goes into the connector, and where it comes out. */
  readonly from: ConnectorEnd;
  readonly to: ConnectorEnd;
}

/**
 * The ways that data goes in circles through connectors: the shortest from the first pipeline of each tangle that leads
 * back to it, in the order of the configuration.
 */
export function cyclesOf(collector: Collector): readonly (readonly Link[])[] {
  const links = linksOf(collector);
  const tangles = tanglesOf(links.keys(), (at) => (links.get(at) ?? []).map(({ to }) => to.pipeline));
  const seen = new Set<ReadonlySet<PipelineFact>>();
  return [...links.keys()].flatMap((pipeline) => {
    const tangle = tangles.get(pipeline);
    if (tangle === undefined || seen.has(tangle)) return [];
    seen.add(tangle);
    return [shortestCycle(pipeline, links, tangle)];
  });
}

type Links = ReadonlyMap<PipelineFact, readonly Link[]>;

/** More than anybody connects; each connector multiplies the pipelines on its one side by those on the other. */
const mostLinks = 10_000;

function linksOf(collector: Collector): Links {
  const links = new Map<PipelineFact, Link[]>((collector.pipelines ?? []).map((pipeline) => [pipeline, []]));
  let left = mostLinks;
  for (const { connector, from, to } of wiringsOf(collector)) {
    left -= from.length * to.length;
    if (left < 0) return links;
    for (const out of from) {
      for (const into of to) {
        if (joins(connector, out.signal, into.signal)) {
          links.get(out.pipeline)?.push({ connector, from: out, to: into });
        }
      }
    }
  }
  return links;
}

/** Breadth first, so that the first way back is the shortest. */
function shortestCycle(start: PipelineFact, links: Links, tangle: ReadonlySet<PipelineFact>): readonly Link[] {
  const cameBy = new Map<PipelineFact, Link>();
  const queue = [start];
  for (const pipeline of queue) {
    for (const link of links.get(pipeline) ?? []) {
      const next = link.to.pipeline;
      if (next === start) return [...wayTo(pipeline, start, cameBy), link];
      if (cameBy.has(next) || !tangle.has(next)) continue;
      cameBy.set(next, link);
      queue.push(next);
    }
  }
  return [];
}

function wayTo(end: PipelineFact, start: PipelineFact, cameBy: ReadonlyMap<PipelineFact, Link>): readonly Link[] {
  const way: Link[] = [];
  for (let at = end; at !== start;) {
    const link = cameBy.get(at);
    if (link === undefined) break;
    way.push(link);
    at = link.from.pipeline;
  }
  return way.reverse();
}
