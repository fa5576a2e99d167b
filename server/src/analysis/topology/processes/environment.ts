import type { DialFact, EnvFact, Word } from "../../facts.js";
import { unknown, type Lookup } from "../../variables.js";

/**
 * What a field of the pod stands for where an address is wanted: letters that no host has, so that a route can tell
 * the node that a pod runs on, and the pod itself, from every name.
 */
export const nodeAddress = "\uE000";
export const podAddress = "\uE001";

const fields: ReadonlyMap<string, string> = new Map([
  ["status.hostIP", nodeAddress],
  ["spec.nodeName", nodeAddress],
  ["status.podIP", podAddress],
]);

/** `$(A)` in B in C…: Kubernetes resolves each once, when it was defined before. */
const deepest = 4;

/**
 * The variables of a process by name; of one that is set twice, the last counts. One that is set from elsewhere holds
 * the unknown letter: whatever it is, a default does not stand for it.
 */
export function lookupIn(env: readonly EnvFact[]): Lookup {
  const byName = new Map(env.map((each) => [each.name, each]));
  const resolve = (name: string, depth: number): string | undefined => {
    const value = byName.get(name)?.value;
    if (value === undefined) return undefined;
    if (value.kind === "elsewhere") return unknown;
    if (value.kind === "field") return fields.get(value.path) ?? unknown;
    const { text } = value.word;
    if (!text.includes("$(") || depth > deepest) return text;
    return text.replace(/\$\(([^)]*)\)/g, (whole, inner: string) => resolve(inner, depth + 1) ?? whole);
  };
  return (name) => resolve(name, 0);
}

/** What the variables of an OpenTelemetry SDK, or of a Datadog tracer, tell a program to connect to. */
export function environmentDials(env: readonly EnvFact[]): readonly DialFact[] {
  const lookup = lookupIn(env);
  if (lookup("OTEL_SDK_DISABLED")?.toLowerCase() === "true") return [];
  const last = new Map(env.map((each) => [each.name, each]));
  return [...last.values()].flatMap(({ name, value }): readonly DialFact[] => {
    const known = value.kind === "text" ? addressOf(name, lookup) : undefined;
    if (known === undefined || value.kind !== "text" || value.word.text === "") return [];
    const { text, place } = value.word;
    return [
      {
        label: name,
        transport: "tcp",
        text,
        place,
        literalAt: literalStart(value.word),
        ...known,
      },
    ];
  });
}

/** Where a word begins in its file; undefined where the file holds it in other letters than quotes around it. */
export function literalStart({ text, place: { span } }: Word): number | undefined {
  const around = span.end - span.start - text.length;
  return around === 0 ? span.start : around === 2 ? span.start + 1 : undefined;
}

type Spoken = Pick<DialFact, "protocol" | "defaultPort">;

const signals = ["TRACES", "METRICS", "LOGS", "PROFILES"] as const;

/** What is spoken at the address that a variable holds; undefined for one that holds none. */
function addressOf(name: string, lookup: Lookup): Spoken | undefined {
  const otlp = /^OTEL_EXPORTER_OTLP_(?:(TRACES|METRICS|LOGS|PROFILES)_)?ENDPOINT$/.exec(name);
  if (otlp) {
    const [, signal] = otlp;
    if (signal !== undefined && lookup(`OTEL_${signal}_EXPORTER`)?.toLowerCase() === "none") return undefined;
    const spoken = new Set((signal === undefined ? signals : [signal]).map((each) => protocolFor(each, lookup)));
    const [only] = spoken;
    // What some signals speak says nothing of the address that all share.
    return { protocol: spoken.size === 1 ? only : undefined };
  }
  switch (name) {
    case "OTEL_EXPORTER_ZIPKIN_ENDPOINT":
      return { protocol: "zipkin-http" };
    case "OTEL_EXPORTER_JAEGER_ENDPOINT":
      return { protocol: undefined };
    case "DD_TRACE_AGENT_URL":
      return { protocol: "datadog-apm-http" };
    case "DD_AGENT_HOST":
      return { protocol: "datadog-apm-http", ...tracePort(lookup) };
    default:
      return undefined;
  }
}

/** Which protocol an SDK speaks where nobody says it differs by language. */
function protocolFor(signal: string, lookup: Lookup): string | undefined {
  const written = lookup(`OTEL_EXPORTER_OTLP_${signal}_PROTOCOL`) ?? lookup("OTEL_EXPORTER_OTLP_PROTOCOL");
  if (written === "grpc") return "otlp-grpc";
  return written?.startsWith("http/") === true ? "otlp-http" : undefined;
}

function tracePort(lookup: Lookup): Pick<DialFact, "defaultPort"> {
  const written = lookup("DD_TRACE_AGENT_PORT") ?? "8126";
  return /^[1-9]\d{0,4}$/.test(written) ? { defaultPort: Number(written) } : {};
}
