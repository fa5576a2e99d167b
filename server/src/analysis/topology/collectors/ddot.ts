import { findComponent } from "../../catalog/components.js";
import { ddot } from "../../catalog/generated/agentPorts.js";
import type { AgentFacts, ListenerFact, Place } from "../../facts.js";
import { parseEndpoint } from "../../endpoint.js";
import type { Collector } from "../model.js";

/** The extensions that DDOT's converter adds where the configuration has none of the type, each a feature of its own. */
const autoExtensions = ddot.autoAddedPorts.filter(({ role }) => role === "listens").map(({ feature }) => feature);

/**
 * What DDOT listens on though nobody wrote it. `otelcollector.converter.features` in `datadog.yaml` decides; without
 * one, all of it.
 */
export function autoListeners(collector: Collector, agent: AgentFacts | undefined): readonly ListenerFact[] {
  const settings = agent?.otelCollector;
  if (settings?.converterEnabled === false) return [];
  const features = settings?.converterFeatures ?? autoExtensions;
  const listed = new Set((collector.extensions ?? []).map(({ id }) => id.split("/", 1)[0]));
  const place = blamedPlace(collector);
  if (place === undefined) return [];
  return autoExtensions
    .filter((type) => features.includes(type) && !listed.has(type))
    .flatMap((type) => autoListener(type, place));
}

function autoListener(type: string, place: Place): readonly ListenerFact[] {
  const [row] = findComponent("extension", type)?.listens ?? [];
  const endpoint = parseEndpoint(row?.defaults.at(-1)?.endpoint ?? "");
  if (row === undefined || endpoint === undefined) return [];
  const { host, hostText, port } = endpoint;
  return [
    {
      key: `auto.${type}`,
      label: `${type} extension`,
      protocol: row.protocol,
      transport: row.transport,
      binds: [{ versions: {}, endpoint: { host, hostText, port }, origin: "auto" }],
      place,
      change: { kind: "none" },
    },
  ];
}

function blamedPlace(collector: Collector): Place | undefined {
  return collector.facts.findLast((each) => each.service)?.service?.place ?? collector.facts[0]?.place;
}
