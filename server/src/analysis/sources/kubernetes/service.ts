import type { Labels, ObjectRef, PortChange, PortRef, ServiceFacts, ServicePort } from "../../facts.js";
import { asMap, asScalar, asSeq, entryOf, get, isNull, textOf } from "../../yaml/access.js";
import type { YamlNode } from "../../yaml/node.js";
import { readPortRef, transportOf } from "./ports.js";
import { plainTextOf, type Reading, type WrittenPort } from "./reading.js";
import { readScrapePort } from "./scrapePort.js";

const types = ["ClusterIP", "NodePort", "LoadBalancer", "ExternalName"] as const;

export function readService(root: YamlNode, object: ObjectRef, reading: Reading): ServiceFacts {
  const spec = get(root, "spec");
  const type = plainTextOf(get(spec, "type"));
  const items = reading.items(get(spec, "ports"));
  const ports = items.flatMap((item) => readServicePort(item, reading) ?? []);
  const clusterIps = [get(spec, "clusterIP"), ...(asSeq(get(spec, "clusterIPs"))?.items.slice(0, 2) ?? [])];
  return {
    kind: "service",
    file: reading.file,
    object,
    ...((reading.broken || ports.length < items.length || ports.length === 0) && { syntaxErrors: true }),
    type: types.find((known) => known === type) ?? "ClusterIP",
    headless: clusterIps.some((each) => textOf(each) === "None"),
    selector: readSelector(get(spec, "selector"), reading),
    ports,
    ...readScrapePort(get(root, "metadata", "annotations"), reading),
  };
}

/** Undefined for none, and for one of which a part is not known: without that part it would select others. */
function readSelector(node: YamlNode | undefined, reading: Reading): Labels | undefined {
  const entries = asMap(node) ? reading.entries(node) : [];
  if (entries.length === 0 || !entries.every(({ value }) => textOf(value) !== undefined)) return undefined;
  return reading.labels(node);
}

export function readServicePort(item: YamlNode, reading: Reading): ServicePort | undefined {
  const written = reading.port(get(item, "port"), "port");
  const transport = transportOf(item);
  if (written === undefined || transport === undefined) return undefined;
  const target = readTarget(item, written, reading);
  const nodePort = reading.port(get(item, "nodePort"), "nodePort");
  return target && { name: plainTextOf(get(item, "name")), ...written, transport, target, nodePort };
}

/** Undefined where a `targetPort` is written that cannot be read. */
function readTarget(item: YamlNode, written: WrittenPort, reading: Reading): PortRef | undefined {
  const target = get(item, "targetPort");
  if (target !== undefined && !isNull(target) && asScalar(target)?.value !== 0)
    return readPortRef(target, "targetPort", reading);
  const change = target === undefined ? besidePort(item, written, reading) : ({ kind: "none" } as const);
  return { kind: "number", port: written.port, place: written.place, change };
}

/** The Service's own port, by which it is dialled, must not move with its target: that is written out behind it. */
function besidePort(item: YamlNode, { change }: WrittenPort, { file }: Reading): PortChange {
  const entry = entryOf(item, "port");
  if (change.kind !== "digits" || item.kind !== "map" || entry === undefined) return { kind: "none" };
  return { kind: "beside", file, key: "targetPort", entry: entry.span, flow: item.flow };
}
