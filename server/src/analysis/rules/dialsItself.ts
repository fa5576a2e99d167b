import type { Finding } from "../finding.js";
import { dialElsewhereFixes, hostStart } from "../fixes/dialElsewhere.js";
import { atDistinctPlaces } from "../places.js";
import type { Dial, Elsewhere, SiteModel } from "../topology/model.js";
import { securesOtherwise } from "../topology/wire.js";
import { sayList, sayPlace } from "./say.js";

/** More of them make no sentence. */
const mostNamed = 3;

/**
 * What `dial-unreachable` says of an application that dials `localhost` from a network namespace of its own, where
 * another's collector is meant as far as anybody can tell. What the application's image starts beside it nobody knows.
 */
export function itselfFindings(model: SiteModel): readonly Finding[] {
  return atDistinctPlaces(model.dials.flatMap((dial) => itselfFinding(dial, model) ?? []));
}

function itselfFinding(dial: Dial, model: SiteModel): Finding | undefined {
  const { by, from, host, port, place } = dial;
  const found = meantBy(dial, model);
  if (found.length === 0 || host === null || port === null) return undefined;
  return {
    rule: "dial-unreachable",
    severity: "information",
    message:
      `The ${by} names \`${host}\`, which is ${from.name} itself, and nothing known listens on port ${String(port)} there. ` +
      `${sayElsewhere(found, port, model)} Unless the image of ${from.name} brings a collector of its own, every ` +
      `attempt ends with \`dial tcp 127.0.0.1:${String(port)}: connect: connection refused\`.`,
    place,
    related: found
      .slice(0, mostNamed)
      .map(({ listener }) => ({ place: listener.place, message: `The ${listener.owner} listens on that port.` })),
    fixes: (texts) => dialElsewhereFixes(dial, found, texts),
  };
}

/** `The otlp receiver (grpc) of otelcol (config.yaml:5) does, and is reached as collector:4317.` */
function sayElsewhere(found: readonly Elsewhere[], port: number, model: SiteModel): string {
  const named = found.slice(0, mostNamed);
  const addresses = named.map(({ name }) => `\`${name}:${String(port)}\``);
  const [only, ...others] = named;
  if (only && others.length === 0) {
    return `The ${only.listener.owner} (${sayPlace(model, only.listener.place)}) does, and is reached as ${addresses.join("")}.`;
  }
  const more = found.length > named.length ? [`${String(found.length - named.length)} more`] : [];
  return `Others do, and which one is meant nobody tells: ${sayList([...addresses, ...more])}.`;
}

/** Those that understand what is spoken; none where somebody expects a listener where it dials. */
function meantBy(dial: Dial, { handovers }: SiteModel): readonly Elsewhere[] {
  const { fact, leads, port } = dial;
  if (!/^OTEL_EXPORTER_OTLP_(?:[A-Z]+_)?ENDPOINT$/.test(fact.label) || hostStart(dial) === undefined) return [];
  const found = leads.kind === "inside" ? (leads.elsewhere ?? []) : [];
  const [landing] = leads.kind === "inside" ? leads.landings : [];
  if (found.length === 0 || handovers.some((each) => each.into === landing?.namespace && each.port === port)) return [];
  return found.filter(({ listener }) => {
    const { protocol } = listener.fact;
    const isSpoken = fact.protocol === undefined ? protocol.startsWith("otlp-") : protocol === fact.protocol;
    return isSpoken && !securesOtherwise(dial, listener);
  });
}
