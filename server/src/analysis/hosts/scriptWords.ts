import { metricsLabel } from "../catalog/internalMetrics.js";
import type { Listener, SiteModel } from "../topology/model.js";
import { claimsFor, declaredPorts } from "./declaredPorts.js";

/** An argument of the probe's script: a port, or what is spoken on those that follow. */
export type ScriptWord = number | "http" | "metrics";

/** Of a kind, at most so many are asked beyond the ports where it is spoken by default. */
const most = 16;

/** What a probe of the host is asked: the declared ports, and which of them take a GET. */
export function scriptWords(models: readonly SiteModel[], host: string): readonly ScriptWord[] {
  const listeners = claimsFor(models, host).filter((claim): claim is Listener => claim.via === "socket");
  const portsOf = (speaks: (listener: Listener) => boolean): readonly number[] => {
    const ports = listeners.filter((each) => each.fact.secure !== true && speaks(each)).map(({ port }) => port ?? 0);
    return [...new Set(ports)]
      .filter((port) => port !== 0 && !byDefault.has(port))
      .sort((a, b) => a - b)
      .slice(0, most);
  };
  return [
    ...declaredPorts(models, host),
    ...listOf(
      "http",
      portsOf(({ fact }) => fact.protocol === "otlp-http"),
    ),
    ...listOf(
      "metrics",
      portsOf(({ fact }) => fact.label === metricsLabel),
    ),
  ];
}

/** One list of arguments that asks what each of some asks. */
export function mergedWords(lists: readonly (readonly ScriptWord[])[]): readonly ScriptWord[] {
  const ports = { plain: new Set<number>(), http: new Set<number>(), metrics: new Set<number>() };
  for (const list of lists) {
    let into = ports.plain;
    for (const word of list) {
      if (typeof word === "number") into.add(word);
      else into = ports[word];
    }
  }
  const sorted = (some: ReadonlySet<number>): readonly number[] => [...some].sort((a, b) => a - b);
  return [...sorted(ports.plain), ...listOf("http", sorted(ports.http)), ...listOf("metrics", sorted(ports.metrics))];
}

/** The script asks these by itself. */
const byDefault: ReadonlySet<number> = new Set([4318, 8888]);

function listOf(name: "http" | "metrics", ports: readonly number[]): readonly ScriptWord[] {
  return ports.length === 0 ? [] : [name, ...ports];
}
