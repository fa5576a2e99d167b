import type { ClientFacts, ProcessFacts } from "../../facts.js";
import { isWithin } from "../../paths.js";
import { dialOf, type Route } from "../dials.js";
import { lookupIn } from "./environment.js";
import type { Dial, Workload } from "../model.js";

/** The configurations of other programs that a process gets through its mounts. */
export function clientsOf({ mounts }: ProcessFacts, clients: readonly ClientFacts[]): readonly ClientFacts[] {
  if (clients.length === 0 || mounts.length === 0) return [];
  return clients.filter(({ file, holder }) =>
    mounts.some(({ source }) => {
      if (source.kind === "path") return holder === undefined && isWithin(file, source.path);
      return source.kind !== "other" && holder?.kind === source.kind && holder.name === source.name;
    }),
  );
}

/** Whom a program connects to, from where it runs. */
export function dialsOfClient(client: ClientFacts, from: Workload, route: Route): readonly Dial[] {
  return client.dials.flatMap((fact) => dialOf(fact, from, lookupIn([]), route) ?? []);
}
