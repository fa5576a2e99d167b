import type { RequirementRow } from "../../server/src/analysis/catalog/types.js";
import type { Value } from "./value.js";

/** What makes a row's text no requirement that can be checked. */
const notChecked: ReadonlySet<string> = new Set([
  "endpoint (default present)",
  "issuer_url/audience or providers",
  "tcp | udp",
]);

const atLeastOne: ReadonlyMap<string, readonly string[]> = new Map([
  ["protocols (at least one of grpc, http)", ["protocols.*"]],
  ["protocols (at least one)", ["protocols.*"]],
  ["scrapers (at least one)", ["scrapers.*"]],
  ["resolver (one of static, dns, k8s, aws_cloud_map)", ["resolver.*"]],
]);

/** What the component says by itself, where its own words are known; `built` where it says so only when it is used. */
const errors: ReadonlyMap<string, { readonly error: string; readonly built?: true }> = new Map([
  ["receiver otlp protocols", { error: "must specify at least one protocol when using the OTLP receiver" }],
  ["receiver jaeger protocols", { error: "must specify at least one protocol when using the Jaeger receiver" }],
  ["receiver loki protocols", { error: "must specify at least one protocol when using the Loki receiver" }],
  ["receiver skywalking protocols", { error: "must specify at least one protocol when using the Skywalking receiver" }],
  ["receiver host_metrics scrapers", { error: "must specify at least one scraper when using hostmetrics receiver" }],
  ["receiver prometheus config", { error: "no Prometheus scrape_configs or target_allocator set" }],
  ["receiver tcp_log listen_address", { error: "missing required parameter 'listen_address'", built: true }],
  ["receiver udp_log listen_address", { error: "missing required parameter 'listen_address'", built: true }],
  ["receiver file_log include", { error: "required argument `include` is empty", built: true }],
  ["exporter otlp_grpc endpoint", { error: 'requires a non-empty "endpoint"' }],
  ["exporter otlp_http endpoint", { error: "at least one endpoint must be specified" }],
  [
    "exporter prometheus endpoint",
    { error: "expecting a non-blank address to run the Prometheus metrics handler", built: true },
  ],
  ["exporter file path", { error: "path must be non-empty" }],
  ["exporter zipkin endpoint", { error: "endpoint required" }],
  ["exporter load_balancing resolver", { error: "no resolvers specified for the exporter", built: true }],
  ["connector routing table", { error: "invalid routing table: the routing table is empty" }],
  ["connector failover priority_levels", { error: "No pipelines are defined in the priority list" }],
  ["extension basicauth htpasswd", { error: "no credential source provided" }],
  ["extension bearertokenauth token", { error: "no bearer token provided" }],
  ["extension http_forwarder egress", { error: "'egress.endpoint' config option cannot be empty", built: true }],
  ["processor attributes actions", { error: 'missing required field "actions"' }],
  ["processor resource attributes", { error: 'missing required field "attributes"' }],
  ["processor memory_limiter check_interval", { error: "'check_interval' must be greater than zero" }],
  ["processor memory_limiter limit_mib", { error: "'limit_mib' or 'limit_percentage' must be greater than zero" }],
]);

/** The keys that a component refuses to do without, as far as its own words for it are known. */
export function requirementsOf(component: Value): readonly RequirementRow[] {
  if (component.find("requiredKeysAuto") !== undefined) return [];
  const name = `${component.get("kind").text()} ${component.get("type").text()}`;
  return (component.find("requiredKeys")?.list() ?? []).flatMap((key): readonly RequirementRow[] => {
    const anyOf = alternativesOf(key);
    const first = anyOf[0]?.[0];
    const known = first === undefined ? undefined : errors.get(`${name} ${first}`);
    return known ? [{ anyOf, error: known.error, ...(known.built && { whenBuilt: true }) }] : [];
  });
}

function alternativesOf(key: Value): RequirementRow["anyOf"] {
  const text = key.text();
  if (notChecked.has(text)) return [];
  const paths = atLeastOne.get(text) ?? text.split(" | ");
  return paths.map((path) =>
    /^[\w*]+(?:\.[\w*]+)*$/.test(path) ? path.split(".") : key.fail(`unknown text "${path}"`),
  );
}
