import type { DeclaredPort, EnvFact, PortRef, Transport } from "../../facts.js";
import type { Namespace, ProcessModel, SiteModel } from "../../topology/model.js";
import { listenersAt } from "../../topology/reach.js";
import { literalStart } from "../../topology/processes/environment.js";
import { doorOf, doorsAt, type Door, type PortMention } from "./mention.js";
import { homesOf } from "./rooms.js";

/** What manifests say of the ports of a process beside handing them on: declared ports, probes, variables. */
export function processMentions(model: SiteModel): readonly PortMention[] {
  const homes = homesOf(model);
  return model.processes.flatMap((process) => {
    const home = homes.get(process.workload);
    return home ? [...declared(process, home), ...probes(process, home), ...variables(process, home)] : [];
  });
}

function declared({ facts, workload }: ProcessModel, home: Namespace): readonly PortMention[] {
  return facts.ports.map(({ port, change, transport }: DeclaredPort) => {
    const by = `containerPort of ${workload.name}`;
    return { port, change, doors: ownDoors({ facts, workload }, home, port, transport), by, rooms: [home.id] };
  });
}

function probes(process: ProcessModel, home: Namespace): readonly PortMention[] {
  return process.facts.probes.flatMap(({ port: ref, purpose, host }) => {
    if (host !== undefined) return [];
    return refMention(ref, `${purpose} probe of ${process.workload.name}`, (port) =>
      ownDoors(process, home, port, "tcp"),
    );
  });
}

export function refMention(ref: PortRef, by: string, doors: (port: number) => readonly Door[]): readonly PortMention[] {
  return ref.kind === "number" ? [{ port: ref.port, change: ref.change, doors: doors(ref.port), by }] : [];
}

/** A container speaks of itself; only where it is not known to listen there, of those that share its namespace. */
function ownDoors({ workload }: ProcessModel, home: Namespace, port: number, transport: Transport): readonly Door[] {
  const own = listenersAt(home, port, transport).filter((each) => each.workload === workload);
  return own.length > 0 ? own.map(doorOf) : doorsAt(home, port, transport);
}

/** `OTLP_PORT=4317` behind an endpoint of `0.0.0.0:${env:OTLP_PORT}`. */
function variables({ facts, workload }: ProcessModel, home: Namespace): readonly PortMention[] {
  const own = home.listeners.filter((each) => each.workload === workload);
  return facts.env.flatMap((env): readonly PortMention[] => {
    const port = portIn(env);
    if (port === undefined) return [];
    const named = new RegExp(String.raw`\$\{(?:env:)?${env.name}(?::-[^}]*)?\}$`);
    const readers = own.filter(
      (each) =>
        each.port === port.port &&
        each.change.kind === "none" &&
        each.fact.binds.some(({ endpoint }) => endpoint.open !== undefined && named.test(endpoint.open)),
    );
    return readers.length === 0 ? [] : [{ ...port, doors: readers.map(doorOf), by: env.name, opens: "socket" }];
  });
}

function portIn({ name, value }: EnvFact): Pick<PortMention, "port" | "change"> | undefined {
  if (value.kind !== "text" || !/^[A-Za-z_]\w*$/.test(name)) return undefined;
  const { text, place } = value.word;
  const start = /^[1-9]\d{0,4}$/.test(text) ? literalStart(value.word) : undefined;
  if (start === undefined) return undefined;
  const span = { start, end: start + text.length };
  return { port: Number(text), change: { kind: "digits", place: { file: place.file, span } } };
}
