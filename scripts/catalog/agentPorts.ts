import type { AgentHost, AgentPortRow, AutoAddedPort, DdotRow } from "../../server/src/analysis/catalog/types.js";
import type { ComponentKind } from "../../server/src/analysis/facts.js";
import { transports } from "./components.js";
import type { Value } from "./value.js";

type Part = Pick<AgentPortRow, "process" | "role">;
const listens = (process: string): Part => ({ process, role: "listens" });
const dials = (process: string): Part => ({ process, role: "dials" });

/** Who listens or connects; as with `enabledBy` of components, a text that is not here stops the script. */
const parts: ReadonlyMap<string, Part> = new Map([
  ["core agent", listens("core Agent")],
  ["core agent (dogstatsd)", listens("core Agent")],
  ["core agent OTLP ingest", listens("core Agent")],
  ["trace agent", listens("trace Agent")],
  ["process agent", listens("process Agent")],
  ["security agent", listens("security Agent")],
  ["cluster agent", listens("Cluster Agent")],
  ["cluster check runner", listens("cluster check runner")],
  ["agent data plane", listens("Agent Data Plane")],
  ["FIPS proxy sidecar", listens("FIPS proxy")],
  // DDOT binds what its own ddflare extension says; this key only tells the core Agent where that is.
  ["DDOT (otel-agent) ddflare extension; the core agent connects", dials("core Agent")],
  ["cluster check runner (dialled)", dials("Cluster Agent")],
  ["dialled", dials("core Agent")],
]);

const hosts: ReadonlyMap<string, AgentHost> = new Map<string, AgentHost>([
  ["localhost", { fallback: "localhost" }],
  ["cmd_host (localhost)", { path: ["cmd_host"], fallback: "localhost" }],
  ["GUI_host (localhost)", { path: ["GUI_host"], fallback: "localhost" }],
  ["agent_ipc.host (localhost)", { path: ["agent_ipc", "host"], fallback: "localhost" }],
  ["fips.local_address (localhost)", { path: ["fips", "local_address"], fallback: "localhost" }],
  ["clc_runner_host", { path: ["clc_runner_host"] }],
  [
    "network_devices.snmp_traps.bind_host (0.0.0.0)",
    { path: ["network_devices", "snmp_traps", "bind_host"], fallback: "0.0.0.0" },
  ],
  [
    "bind_host; localhost unless dogstatsd_non_local_traffic",
    { path: ["bind_host"], fallback: "localhost", widenedBy: ["dogstatsd_non_local_traffic"] },
  ],
  [
    "bind_host; localhost unless apm_config.apm_non_local_traffic",
    { path: ["bind_host"], fallback: "localhost", widenedBy: ["apm_config", "apm_non_local_traffic"] },
  ],
]);

/** Reads `ports` of `agent-ports.json`, but for those that stand in a list and so have no one place in the file. */
export function agentPortRows(catalog: Value): readonly AgentPortRow[] {
  return catalog
    .get("ports")
    .list()
    .map((value) => value.named(`agent-ports.json: ${value.get("key").text()}`))
    .filter((value) => !value.get("key").text().includes("[]"))
    .map(agentPortRow);
}

function agentPortRow(port: Value): AgentPortRow {
  const key = port.get("key").text();
  const enabledBy = port.find("enabledBy");
  const platforms = port.find("platforms");
  const note = port.find("note");
  const hostKey = port.find("hostKey");
  const defaultPort = port.find("defaultPort")?.number() ?? 0;
  return {
    key,
    path: /^\w+(\.\w+)*$/.test(key) ? port.get("key").path() : [],
    value: key.endsWith("_url") ? "url" : key.endsWith(".endpoint") ? "endpoint" : "port",
    // The Agent's own way to say that nothing is opened.
    defaultPort: defaultPort === 0 ? null : defaultPort,
    ...(hostKey && { host: hosts.get(hostKey.text()) ?? hostKey.fail(`unknown text "${hostKey.text()}"`) }),
    transport: port.get("transport").oneOf(transports),
    protocol: port.get("protocol").text(),
    ...partOf(port.get("process")),
    env: port.find("env")?.texts() ?? [],
    ...(enabledBy && { enabledPath: enabledBy.path() }),
    ...(platforms && { platforms: platforms.list().map((each) => each.oneOf(["windows", "macos"])) }),
    ...(note && { note: note.text() }),
  };
}

function partOf(process: Value): Part {
  return parts.get(process.text()) ?? process.fail(`unknown text "${process.text()}"`);
}

/** Reads `ddot` of `agent-ports.json`. */
export function ddotRow(catalog: Value): DdotRow {
  const ddot = catalog.get("ddot");
  const components = ddot.get("components");
  return {
    converterFeaturesPath: ddot.get("converterFeaturesKey").path(),
    converterFeatures: ddot.get("converterFeatures").texts(),
    autoAddedPorts: ddot
      .get("autoAddedPorts")
      .entries()
      .map(([name, port]) => autoAddedPort(name, port.number())),
    components: byKind((kind) => components.get(`${kind}s`).texts()),
    ownComponents: ownComponents(components.get("datadogOwnNotInManifest")),
  };
}

function autoAddedPort(name: string, port: number): AutoAddedPort {
  return name === "internal metrics scrape target"
    ? { feature: "prometheus", port, role: "dials" }
    : { feature: name, port, role: "listens" };
}

/** `extension datadog (auto since 0.129 generation)`; what is marked as not confirmed is left out. */
function ownComponents(list: Value): DdotRow["ownComponents"] {
  const named = list
    .texts()
    .filter((text) => !text.endsWith("(not confirmed)"))
    .map((text) => /^(\w+) (\w+)(?: \(.*\))?$/.exec(text) ?? list.fail(`unknown text "${text}"`));
  return byKind((kind) => named.flatMap(([, of, type]) => (of === kind && type !== undefined ? [type] : [])));
}

function byKind(types: (kind: ComponentKind) => readonly string[]): Readonly<Record<ComponentKind, readonly string[]>> {
  return {
    receiver: types("receiver"),
    processor: types("processor"),
    exporter: types("exporter"),
    connector: types("connector"),
    extension: types("extension"),
  };
}
