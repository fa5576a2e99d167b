import type { Place } from "../facts.js";
import { atDistinctPlaces, placeKey } from "../places.js";
import type { Claim, SiteModel } from "../topology/model.js";
import { portStopsOf, type PortRole, type PortStop } from "./portStops.js";

/** Who reaches a port from outside of its owner. */
export interface PortCaller {
  /** `otlp exporter of app`, `Service otel-collector` */
  readonly by: string;
  readonly how: CallerKind;
  readonly place: Place;
}

export type CallerKind = "dials" | "hands on" | "probes";

/** Everybody who connects to a port or hands it on, those who connect first. */
export function callersOf(claim: Claim, model: SiteModel): readonly PortCaller[] {
  const own = placeKey(claim.place);
  const callers = portStopsOf(model)
    .filter((stop) => placeKey(stop.place) !== own && leadsTo(stop, claim))
    .flatMap(({ by, role, place }): PortCaller[] => {
      const how = kindOf(role);
      return how === undefined ? [] : [{ by: by.replace(/^the /, ""), how, place }];
    });
  return order.flatMap((how) => atDistinctPlaces(callers).filter((each) => each.how === how));
}

const order: readonly CallerKind[] = ["dials", "hands on", "probes"];

/** A port that is handed on is reached by those who take that way. */
function leadsTo({ ends, through }: PortStop, claim: Claim): boolean {
  if (claim.via === "socket") return ends.some(({ listeners }) => listeners().includes(claim));
  const own = placeKey(claim.place);
  return through.some((place) => placeKey(place) === own);
}

function kindOf(role: PortRole): CallerKind | undefined {
  switch (role) {
    case "dial":
      return "dials";
    case "published":
    case "host-port":
    case "service":
      return "hands on";
    case "probe":
      return "probes";
    // The owner itself, what only declares its port, and a Service whose target is among those that hand on.
    case "listener":
    case "container-port":
    case "service-port":
      return undefined;
  }
}
