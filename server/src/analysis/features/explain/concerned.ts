import type { Place } from "../../facts.js";
import { claimsOf } from "../../topology/collisions.js";
import type { SiteModel } from "../../topology/model.js";
import type { Symptom } from "./symptom.js";

type PortSymptom = Exclude<Symptom, { kind: "complaint" }>;

/** The places that have to do with a symptom: whoever takes the port, hands it on, dials it, or would bind it. */
export function concerned(symptom: PortSymptom, models: readonly SiteModel[]): readonly Place[] | "all" {
  switch (symptom.kind) {
    case "no-free-ports":
    case "wrong-protocol":
      return "all";
    case "node-port-taken":
      return symptom.port === undefined ? "all" : claimPlaces(symptom.port, models);
    case "port-taken":
    case "not-permitted":
      return claimPlaces(symptom.port, models);
    case "not-reached":
      return [...claimPlaces(symptom.port, models), ...models.flatMap((model) => expecting(symptom.port, model))];
  }
}

/** `the otlp receiver (grpc) of DDOT` for each owner of a port, once. */
export function ownersOf(port: number, models: readonly SiteModel[]): readonly string[] {
  const claims = models.flatMap(({ namespaces }) => namespaces.flatMap(claimsOf));
  return [...new Set(claims.flatMap((claim) => (claim.port === port ? [`the ${claim.owner}`] : [])))].sort();
}

function claimPlaces(port: number, models: readonly SiteModel[]): readonly Place[] {
  return models
    .flatMap(({ namespaces }) => namespaces.flatMap(claimsOf))
    .flatMap((claim) => (claim.port === port ? [claim.place] : []));
}

/** Who counts on a listener of that port, and what would be one if it were enabled, or read. */
function expecting(port: number, { dials, handovers, collectors, unread }: SiteModel): readonly Place[] {
  const opens = collectors.flatMap(({ components }) =>
    components.filter(({ listeners }) =>
      listeners.some(({ binds }) => binds.some(({ endpoint }) => endpoint.port === port)),
    ),
  );
  const unopened = unread.filter(({ config }) => opens.some(({ key }) => key.file === config.file));
  return [
    ...dials.flatMap((dial) => (dial.port === port || landsOn(dial.leads, port) ? [dial.place] : [])),
    ...handovers.flatMap((each) => (each.port === port ? [each.place] : [])),
    ...opens.map(({ key }) => key),
    ...unopened.map(({ mount }) => mount.place),
  ];
}

function landsOn(leads: SiteModel["dials"][number]["leads"], port: number): boolean {
  return leads.kind === "inside" && leads.landings.some((landing) => landing.port === port);
}
