import type { ComponentKind, Place, Transport } from "../facts.js";
import { displayPath } from "../paths.js";
import { positionAt } from "../text.js";
import type { Claim, Collision, Namespace, SiteModel } from "../topology/model.js";
import { metricsLabel } from "../catalog/internalMetrics.js";

/** Wordings that several rules share. */

/** `etc/otelcol-contrib/config.yaml:5`, the line from 1. */
export function sayPlace(model: SiteModel, place: Place): string {
  const lines = model.files.get(place.file)?.lines ?? [0];
  return `${displayPath(place.file, model.context.roots)}:${positionAt(lines, place.span.start).line + 1}`;
}

/** `a`, `a and b`, `a, b and c` */
export function sayList(items: readonly string[]): string {
  const last = items.at(-1) ?? "";
  return items.length < 2 ? last : `${items.slice(0, -1).join(", ")} and ${last}`;
}

/** `port 4317`, `ports 4317 and 4318` */
export function sayPorts(ports: readonly number[]): string {
  return `${ports.length > 1 ? "ports" : "port"} ${sayList(ports.map(String))}`;
}

/** ` It listens on 4317 and 8888.`, where it does at all. */
export function sayOpenPorts({ listeners }: Namespace, transport: Transport): string {
  const ports = listeners.flatMap((each) => (each.transport === transport ? (each.port ?? []) : []));
  const open = [...new Set(ports)].sort((a, b) => a - b);
  return open.length === 0 ? "" : ` It listens on ${sayList(open.map(String))}.`;
}

/** `the otlp receiver (grpc) of DDOT (etc/datadog-agent/otel-config.yaml:10)` */
export function sayOwners(claims: readonly Claim[], model: SiteModel): string {
  return sayList(claims.map((claim) => `the ${claim.owner} (${sayPlace(model, claim.place)})`));
}

/** The subject of a sentence about who takes which port. */
export function sayClaim(claim: Claim): string {
  const port = `${String(claim.port)}/${claim.transport}`;
  switch (claim.via) {
    case "socket":
      return `Port ${port} of the ${claim.owner}`;
    case "published":
      return `Host port ${port}, published for ${claim.workload.name},`;
    case "host-port":
    case "node-port":
      return `Port ${port}, the ${claim.owner},`;
  }
}

/** What the program prints when the port is taken. */
export function bindError(claim: Claim): string {
  const network = claim.transport === "udp" ? "udp" : "tcp";
  const error = `listen ${network} ${boundAddress(claim)}: bind: address already in use`;
  if (claim.via !== "socket" || claim.fact.label !== metricsLabel) return error;
  const written = `${claim.hostText || "localhost"}:${String(claim.port)}`;
  return `failed to create meter provider: binding address ${written} for Prometheus exporter: ${error}`;
}

/** What the second of the two prints, if it is this one. */
export function runTimeError(claim: Claim, collision: Collision | undefined): string {
  if (claim.via === "socket") return bindError(claim);
  if (claim.via === "node-port") return "provided port is already allocated";
  const withSocket = collision?.claims.some(({ via }) => via === "socket") ?? false;
  return withSocket
    ? `failed to bind host port ${sayAddress(claim)}/${claim.transport}: address already in use`
    : `Bind for ${sayAddress(claim)} failed: port is already allocated`;
}

/** `0.0.0.0:4317`, as a container engine prints it. */
export function sayAddress(claim: Claim): string {
  return boundAddress(claim).replace(/^:/, "0.0.0.0:");
}

/** As Go prints it: `localhost` is resolved, an empty host stays empty. */
function boundAddress(claim: Claim): string {
  const [host] = claim.hosts;
  const shown = claim.hosts.length === 1 && host !== null && host !== undefined ? host : "";
  const bracketed = shown.includes(":") ? `[${shown}]` : shown;
  return `${bracketed}:${String(claim.port)}`;
}

export function capitalised(text: string): string {
  return (text[0]?.toUpperCase() ?? "") + text.slice(1);
}

/**
 * What does a component's work now, as the catalogue writes it: a type of the same kind, `connector:routing`, or what
 * is set outside the collector.
 */
export function sayReplacement(kind: ComponentKind, replacedBy: string): string {
  const [otherKind, type] = replacedBy.split(":");
  if (type !== undefined) return `Use the ${otherKind ?? ""} ${type} instead.`;
  if (/^[A-Z]+$/.test(replacedBy)) return `Set ${replacedBy} instead.`;
  return `Use the ${replacedBy} ${kind} instead.`;
}
