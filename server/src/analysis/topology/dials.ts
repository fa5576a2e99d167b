import { outside } from "./leads.js";
import { parseTarget, type DialTarget } from "../dialTarget.js";
import type { DialFact, InstrumentationFacts, PortChange } from "../facts.js";
import type { Lookup } from "../variables.js";
import { environmentDials, lookupIn } from "./processes/environment.js";
import type { Dial, Lead, Workload } from "./model.js";
import type { StartedProcess } from "./processes/started.js";
import { usageOf } from "./collectors/usage.js";

/** Where a connection from one network namespace ends up. `host` is as `normaliseHost` gives it. */
export type Route = (host: string, port: number, fact: DialFact) => Lead;

/** Whom a process that a manifest starts connects to. */
export function dialsOfProcess({ process, workload }: StartedProcess, route: Route): readonly Dial[] {
  const lookup = lookupIn(process.env);
  const facts = workload.collector ? collectorDials(workload) : environmentDials(process.env);
  return facts.flatMap((fact) => dialOf(fact, workload, lookup, route) ?? []);
}

/** Whom a collector connects to that no manifest starts, so that nobody knows its variables. */
export function dialsOfCollector(workload: Workload, route: Route): readonly Dial[] {
  return collectorDials(workload).flatMap((fact) => dialOf(fact, workload, undefined, route) ?? []);
}

function collectorDials({ collector }: Workload): readonly DialFact[] {
  if (collector === undefined) return [];
  // What a part without pipelines defines is used by the file that it is merged with.
  const used = collector.pipelines ? collector.components.filter(usageOf([collector])) : collector.components;
  return used.flatMap(({ dials }) => dials);
}

/** Undefined where the text is no address of a network. */
export function dialOf(fact: DialFact, from: Workload, lookup: Lookup | undefined, route: Route): Dial | undefined {
  const target = parseTarget(fact.text, lookup);
  if (target === undefined) return undefined;
  const { host, scheme, invalidPort } = target;
  const port = target.port === undefined ? (fact.defaultPort ?? null) : target.port;
  return {
    from,
    by: `${fact.label} of ${from.name}`,
    fact,
    // A gRPC client of the collector goes by its `tls` alone, unless `https` asks for more.
    secure: scheme === "https" ? true : (fact.secure ?? (scheme === "http" ? false : undefined)),
    host: host === null ? null : target.hostText,
    port,
    ...(invalidPort !== undefined && { invalidPort }),
    place: fact.place,
    change: changeOf(fact, target),
    leads: host === null || port === null ? outside : route(host, port, fact),
  };
}

function changeOf({ portChange, literalAt, place }: DialFact, { digits }: DialTarget): PortChange {
  if (portChange) return portChange;
  if (digits === undefined || literalAt === undefined) return { kind: "none" };
  return {
    kind: "digits",
    place: { file: place.file, span: { start: literalAt + digits.start, end: literalAt + digits.end } },
  };
}

/** Whom the operator tells the SDKs that it injects to connect to, from the pods of its namespace. */
export function instrumentationDials({ object, env }: InstrumentationFacts, route: Route): readonly Dial[] {
  const from: Workload = { name: `Instrumentation ${object.name}` };
  const lookup = lookupIn(env);
  return environmentDials(env).flatMap((fact) => dialOf(fact, from, lookup, route) ?? []);
}
