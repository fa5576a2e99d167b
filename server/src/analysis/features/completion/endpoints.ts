import type { ListenRow } from "../../catalog/types.js";
import { parseEndpoint } from "../../endpoint.js";
import { freePorts } from "../../fixes/freePorts.js";
import { claimsOf } from "../../topology/collisions.js";
import type { Claim, Namespace } from "../../topology/model.js";
import { intersects } from "../../versions.js";
import { environmentOf } from "../environment.js";
import { wordEdit, type Completion, type Scene } from "./completion.js";
import { componentAt, leadsTo } from "./shapeAt.js";
import { typedPort } from "./typedPort.js";

const freeOffered = 3;

/** Addresses and ports where a component listens: its own default, and others that nobody has. */
export function endpoints(scene: Scene): readonly Completion[] {
  const { cursor, path } = scene;
  const own = cursor.role === "value" ? componentAt(path) : undefined;
  const listen = own?.row.listens.find((each) => leadsTo(own.path, each.path));
  const port = listen && defaultOf(listen, scene);
  if (listen === undefined || port === undefined) return [];
  const ports = offersFor(port, claimsBeside(scene, listen));
  if (listen.hostPath) return ports.map((offer) => completion(offer, wordEdit(cursor, String(offer.port))));
  const span = typedPort(scene);
  if (span) return ports.map((offer) => completion(offer, { span, newText: String(offer.port) }));
  return hostsFor(scene).flatMap((host) =>
    ports.map((offer) => {
      const address = `${host}:${String(offer.port)}`;
      return { ...completion(offer, wordEdit(cursor, address)), label: address };
    }),
  );
}

interface Offer {
  readonly port: number;
  readonly detail: string;
}

function completion({ port, detail }: Offer, edit: Completion["edit"]): Completion {
  return { label: String(port), kind: "port", detail, edit };
}

/** The port that the version in use takes where nothing is written; the newest where none is known. */
function defaultOf({ defaults }: ListenRow, { versions: possible }: Scene): number | undefined {
  const known = defaults.filter(({ versions }) => intersects(versions, possible));
  return parseEndpoint(known.at(-1)?.endpoint ?? "")?.port ?? undefined;
}

/** The default first, unless somebody has it. */
function offersFor(port: number, others: readonly Claim[]): readonly Offer[] {
  const holder = others.find((claim) => claim.port === port);
  const taken = others.flatMap((claim) => claim.port ?? []);
  const free = freePorts(port, taken, freeOffered).map(({ port: each, note }) => ({
    port: each,
    detail: note === undefined ? "free" : `free, ${note}`,
  }));
  return holder
    ? [...free, { port, detail: `default, taken by the ${holder.owner}` }]
    : [{ port, detail: "default" }, ...free];
}

/** Whoever else has a port where the collector runs. */
function claimsBeside({ collector, model, path: [, id] }: Scene, { path }: ListenRow): readonly Claim[] {
  if (collector === undefined || model === undefined) return [];
  const isHome = ({ workloads }: Namespace): boolean => workloads.some((each) => each.collector?.id === collector.id);
  const own = collector.components.filter((each) => each.id === id).flatMap(({ listeners }) => listeners);
  const isOwn = (claim: Claim): boolean =>
    claim.via === "socket" && claim.fact.key === path.join(".") && own.includes(claim.fact);
  return model.namespaces
    .filter(isHome)
    .flatMap(claimsOf)
    .filter((claim) => !isOwn(claim));
}

/** A pod that knows its own address can bind it. */
function hostsFor({ collector, model }: Scene): readonly string[] {
  const env = collector && model ? environmentOf(collector, model) : [];
  const own = env.filter(({ value }) => value.kind === "field" && value.path === "status.podIP");
  return ["localhost", "0.0.0.0", ...own.map(({ name }) => `\${env:${name}}`)];
}
