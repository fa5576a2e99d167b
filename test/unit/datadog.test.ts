import assert from "node:assert/strict";
import type { AgentFacts, EnvFact, FileFacts, ListenerFact, PodFacts } from "../../server/src/analysis/facts.js";
import { agentFromEnv, withEnv } from "../../server/src/analysis/sources/datadog/agentFacts.js";
import { readFile } from "../../server/src/analysis/sources/index.js";

const path = "/host/etc/datadog-agent/datadog.yaml";
const read = (text: string): FileFacts | undefined => readFile(path, text);

function agentIn(text: string): AgentFacts {
  const agent = read(text)?.facts.find((fact) => fact.kind === "agent");
  assert.ok(agent, "not an Agent");
  return agent;
}

/** `0.0.0.0:8126 APM receiver (default)`; what cannot be told is `?`. */
const shown = ({ binds, label, transport }: ListenerFact): string =>
  binds
    .map(({ endpoint, origin }) => {
      const address = `${endpoint.host ?? "?"}:${String(endpoint.port ?? "?")}`;
      return `${address}${transport === "udp" ? "/udp" : ""} ${label} (${origin})`;
    })
    .join(" or ");
const listensOf = ({ processes }: AgentFacts): readonly string[] =>
  processes.flatMap(({ listeners }) => listeners.map(shown));
const listenerOf = ({ processes }: AgentFacts, label: string): ListenerFact => {
  const found = processes.flatMap(({ listeners }) => listeners).find((each) => each.label === label);
  assert.ok(found, label);
  return found;
};

/** What stands where a listener is blamed, and what an edit of its port replaces. */
function placed(text: string, { place, change }: ListenerFact): readonly [string, string] {
  const cut = (span: { start: number; end: number }): string => text.slice(span.start, span.end);
  return [cut(place.span), change.kind === "digits" ? cut(change.place.span) : change.kind];
}

/** Variables as `NAME=value` lines of a file; a name alone is one that a Secret fills in. */
function envOf(text: string): readonly EnvFact[] {
  let at = 0;
  return text.split("\n").map((line): EnvFact => {
    const start = at;
    at += line.length + 1;
    const [name = "", value] = line.split("=");
    const place = { file: path, span: { start, end: start + line.length } };
    if (value === undefined) return { name, place, value: { kind: "elsewhere" } };
    const span = { start: start + name.length + 1, end: start + line.length };
    return { name, place, value: { kind: "text", word: { text: value, place: { file: path, span } } } };
  });
}
const placeOfAll = { file: path, span: { start: 0, end: 1 } };
const fromEnv = (text: string): AgentFacts => agentFromEnv(envOf(text), path, placeOfAll);

describe("a Datadog Agent's file", () => {
  const always = [
    "127.0.0.1:5001 command API (default)",
    "127.0.0.1:5000 expvar (default)",
    "127.0.0.1:8125/udp DogStatsD (default)",
    "127.0.0.1:8126 APM receiver (default)",
    "127.0.0.1:5012 debug server (default)",
  ];

  it("opens what every Agent opens", () => {
    assert.deepEqual(listensOf(agentIn("api_key: x\nsite: datadoghq.eu\n")), always);
    assert.deepEqual(
      agentIn("process_config: {}\n").processes.map(({ name }) => name),
      ["core Agent", "trace Agent"],
    );
  });

  it("reads every address where it stands", () => {
    const text =
      "cmd_host: 10.0.0.1\ncmd_port: 6001\nbind_host: 10.0.0.2\ndogstatsd_non_local_traffic: yes\n" +
      "apm_config:\n  receiver_port: '9126'\n  debug: {port: 0}\nagent_ipc: {port: 5009}\nhealth_port: 5555\n";
    assert.deepEqual(listensOf(agentIn(text)), [
      "10.0.0.1:6001 command API (explicit)",
      "127.0.0.1:5000 expvar (default)",
      "0.0.0.0:8125/udp DogStatsD (default)",
      "127.0.0.1:5009 config sync (explicit)",
      "?:5555 health check (explicit)",
      "10.0.0.2:9126 APM receiver (explicit)",
    ]);
    const agent = agentIn(text);
    assert.deepEqual(placed(text, listenerOf(agent, "APM receiver")), ["'9126'", "9126"]);
    assert.deepEqual(placed(text, listenerOf(agent, "config sync")), ["5009", "5009"]);
    assert.deepEqual(placed(text, listenerOf(agent, "DogStatsD")), ["cmd_host", "none"]);
  });

  it("opens nothing that is switched off", () => {
    const text = "use_dogstatsd: false\napm_config:\n  enabled: false\nexpvar_port: 0\n";
    assert.deepEqual(listensOf(agentIn(text)), ["127.0.0.1:5001 command API (default)"]);
    const receiver = "apm_config:\n  receiver_enabled: false\n";
    assert.ok(!listensOf(agentIn(receiver)).some((each) => each.includes("APM receiver")));
  });

  it("opens what a switch or a written port of another process asks for, and no more", () => {
    const added = (text: string): readonly string[] =>
      listensOf(agentIn(`dd_url: x\n${text}`)).filter((each) => !always.includes(each));
    assert.deepEqual(added("network_devices:\n  snmp_traps: {enabled: true, bind_host: localhost}\n"), [
      "127.0.0.1:9162/udp SNMP traps (default)",
    ]);
    assert.deepEqual(added("network_devices:\n  snmp_traps: {port: 9163}\n"), []);
    assert.deepEqual(added("process_config: {cmd_port: 6000}\n"), ["?:6000 command API (explicit)"]);
    assert.deepEqual(added("fips: {enabled: true}\n"), ["127.0.0.1:9803 FIPS proxy (default)"]);
    assert.deepEqual(added("data_plane: {enabled: true}\n"), [
      "?:5100 unprivileged API (default)",
      "?:5101 privileged API (default)",
      "?:5102 telemetry API (default)",
    ]);
    assert.deepEqual(added("cluster_agent: {cmd_port: 5005}\nGUI_port: 5002\ndogstatsd_stats_enable: true\n"), []);
  });

  it("listens for OTLP only where the section says so", () => {
    const text =
      "otlp_config:\n  receiver:\n    protocols:\n      grpc:\n        endpoint: 0.0.0.0:4317\n      http:\n";
    const agent = agentIn(text);
    assert.deepEqual(placed(text, listenerOf(agent, "OTLP ingest (grpc)")), ["0.0.0.0:4317", "4317"]);
    assert.deepEqual(placed(text, listenerOf(agent, "OTLP ingest (http)")), ["http", "none"]);
    assert.equal(shown(listenerOf(agent, "OTLP ingest (http)")), "?:4318 OTLP ingest (http) (default)");
    assert.equal(
      shown(listenerOf(agent, "OTLP traces from the core Agent")),
      "?:5003 OTLP traces from the core Agent (default)",
    );
    assert.ok(!listensOf(agentIn("otlp_config:\n  logs: {enabled: true}\n")).some((each) => each.includes("OTLP")));
  });

  it("changes no port that an alias shares with others", () => {
    const text = "dd_url: &port 6001\ncmd_port: *port\n";
    assert.equal(placed(text, listenerOf(agentIn(text), "command API"))[1], "none");
  });

  it("knows what DDOT's converter may add", () => {
    const { otelCollector } = agentIn("otelcollector:\n  enabled: true\n  converter: {features: [pprof, zpages]}\n");
    assert.deepEqual(otelCollector, {
      written: true,
      enabled: true,
      converterFeatures: ["pprof", "zpages"],
      converterEnabled: true,
    });
    assert.equal(agentIn("apm_config: {}\n").otelCollector.written, false);
  });
});

describe("a Datadog Agent's variables", () => {
  it("decide on ports as its file does", () => {
    const text =
      "DD_APM_RECEIVER_PORT=9126\nDD_DOGSTATSD_NON_LOCAL_TRAFFIC=true\n" +
      "DD_OTLP_CONFIG_RECEIVER_PROTOCOLS_GRPC_ENDPOINT=0.0.0.0:4317\nDD_HEALTH_PORT\nDD_EXPVAR_PORT=";
    const agent = fromEnv(text);
    assert.deepEqual(listensOf(agent), [
      "127.0.0.1:5001 command API (default)",
      "127.0.0.1:5000 expvar (default)",
      "0.0.0.0:8125/udp DogStatsD (default)",
      "0.0.0.0:4317 OTLP ingest (grpc) (explicit)",
      "?:? health check (explicit)",
      "0.0.0.0:9126 APM receiver (explicit)",
      "127.0.0.1:5012 debug server (default)",
      "?:5003 OTLP traces from the core Agent (default)",
    ]);
    assert.deepEqual(placed(text, listenerOf(agent, "OTLP ingest (grpc)")), ["0.0.0.0:4317", "4317"]);
  });

  it("take back what the image says", () => {
    const of = (text: string): string => shown(listenerOf(fromEnv(text), "APM receiver"));
    assert.equal(of(""), "0.0.0.0:8126 APM receiver (default)");
    assert.equal(of("DD_APM_NON_LOCAL_TRAFFIC=false"), "127.0.0.1:8126 APM receiver (default)");
    assert.equal(of("DD_APM_NON_LOCAL_TRAFFIC=false\nDD_BIND_HOST"), "?:8126 APM receiver (default)");
  });

  it("switch DDOT on", () => {
    const { otelCollector } = fromEnv(
      "DD_OTELCOLLECTOR_ENABLED=true\nDD_OTELCOLLECTOR_CONVERTER_FEATURES=health_check, pprof",
    );
    assert.deepEqual([otelCollector.written, otelCollector.enabled], [true, true]);
    assert.deepEqual(otelCollector.converterFeatures, ["health_check", "pprof"]);
  });

  it("win over the file", () => {
    const file = agentIn("apm_config:\n  receiver_port: 8127\n  apm_non_local_traffic: true\ncmd_port: 6001\n");
    const agent = withEnv(file, envOf("DD_APM_RECEIVER_PORT=9126\nDD_APM_NON_LOCAL_TRAFFIC=0"));
    assert.equal(shown(listenerOf(agent, "APM receiver")), "127.0.0.1:9126 APM receiver (explicit)");
    assert.equal(shown(listenerOf(agent, "command API")), "127.0.0.1:6001 command API (explicit)");
    assert.deepEqual(listensOf(withEnv(file, [])), listensOf(file));
  });
});

/** `otlpgrpcport 4317>4317`: what a container declares, and the port of the node that is handed to it. */
const portsOf = ({ processes }: PodFacts): readonly string[] =>
  processes.flatMap(({ name, ports }) =>
    ports.map(({ name: port, port: inner, hostPort }) => {
      const outer = hostPort ? `${String(hostPort.port)}>` : "";
      return `${name}: ${port ?? ""} ${outer}${String(inner)}`;
    }),
  );

describe("a DatadogAgent resource", () => {
  const resource = (spec: string, version = "v2alpha1"): string =>
    `apiVersion: datadoghq.com/${version}\nkind: DatadogAgent\nmetadata:\n  name: dd\n  namespace: obs\nspec:\n` +
    spec.replace(/^(?=.)/gm, "  ");
  function podIn(text: string): PodFacts & { readonly agent: AgentFacts } {
    const pod = read(text)?.facts.find((fact) => fact.kind === "pod");
    assert.ok(pod?.agent, "no pod");
    return { ...pod, agent: pod.agent };
  }

  it("runs an Agent on each node, which hands nothing out", () => {
    const pod = podIn(resource("global: {site: datadoghq.eu}\n"));
    assert.deepEqual([pod.object.kind, pod.mode, pod.hostNetwork], ["DatadogAgent", "daemonset", false]);
    assert.deepEqual(portsOf(pod), ["agent: dogstatsdport 8125", "trace-agent: traceport 8126"]);
    assert.ok(listensOf(pod.agent).includes("0.0.0.0:8125/udp DogStatsD (default)"));
    assert.ok(listensOf(pod.agent).includes("?:5555 health check (default)"));
  });

  it("hands OTLP out on the node unless told otherwise", () => {
    const text = resource(
      "features:\n  otlp:\n    receiver:\n      protocols:\n        grpc:\n          enabled: true\n" +
        "          endpoint: 0.0.0.0:14317\n        http:\n          enabled: true\n" +
        "          hostPortConfig: {enabled: false}\n  apm: {enabled: false}\n" +
        "  dogstatsd: {hostPortConfig: {enabled: true, hostPort: 18125}, nonLocalTraffic: false}\n",
    );
    const pod = podIn(text);
    assert.deepEqual(portsOf(pod), [
      "agent: otlpgrpcport 14317>14317",
      "agent: otlphttpport 4318",
      "agent: dogstatsdport 18125>8125",
    ]);
    assert.deepEqual(placed(text, listenerOf(pod.agent, "OTLP ingest (grpc)")), ["0.0.0.0:14317", "14317"]);
    assert.deepEqual(placed(text, listenerOf(pod.agent, "OTLP ingest (http)")), ["enabled", "none"]);
    assert.equal(shown(listenerOf(pod.agent, "DogStatsD")), "127.0.0.1:8125/udp DogStatsD (default)");
    assert.ok(!listensOf(pod.agent).some((each) => each.includes("APM")));
  });

  it("moves a port into the node's own network", () => {
    const text = resource(
      "features:\n  apm: {hostPortConfig: {enabled: true, hostPort: 18126}}\n" +
        "override:\n  nodeAgent:\n    hostNetwork: true\n    image: {tag: 7.70.0}\n" +
        "    env: [{name: DD_DOGSTATSD_PORT, value: '9125'}]\n",
    );
    const pod = podIn(text);
    assert.equal(pod.hostNetwork, true);
    assert.equal(pod.processes[0]?.image?.tag, "7.70.0");
    assert.ok(portsOf(pod).includes("trace-agent: traceport 18126>18126"));
    assert.equal(shown(listenerOf(pod.agent, "APM receiver")), "0.0.0.0:18126 APM receiver (explicit)");
    assert.deepEqual(placed(text, listenerOf(pod.agent, "DogStatsD")), ["'9125'", "9125"]);
  });

  it("holds DDOT's configuration, and hands its ports out", () => {
    const text = resource(
      "features:\n  otelCollector:\n    enabled: true\n    ports: [{containerPort: 14317, name: otel-grpc}]\n" +
        "    conf:\n      configData: |\n        receivers:\n          otlp:\n            protocols:\n" +
        "              grpc: {endpoint: 0.0.0.0:14317}\n        exporters: {debug: }\n        service:\n" +
        "          pipelines:\n            traces: {receivers: [otlp], exporters: [debug]}\n",
    );
    const pod = podIn(text);
    assert.ok(portsOf(pod).includes("otel-agent: otel-grpc 14317>14317"));
    assert.deepEqual(pod.agent.otelCollector.enabled, true);
    const config = read(text)?.facts.find((fact) => fact.kind === "collector");
    assert.ok(config);
    assert.deepEqual(config.holder, {
      kind: "DatadogAgent",
      namespace: "obs",
      name: "dd",
      key: "spec.features.otelCollector.conf.configData",
    });
    const [grpc] = config.components[0]?.listeners ?? [];
    assert.deepEqual(grpc && placed(text, grpc), ["0.0.0.0:14317", "14317"]);
  });

  it("runs DDOT's default where none is given, and a ConfigMap where one is", () => {
    const byDefault = resource("features:\n  otelCollector: {enabled: true}\n");
    const config = read(byDefault)?.facts.find((fact) => fact.kind === "collector");
    const listeners = config?.components.flatMap((each) => each.listeners) ?? [];
    assert.deepEqual(listeners.map(shown), [
      "0.0.0.0:4317 otlp receiver (grpc) (default)",
      "0.0.0.0:4318 otlp receiver (http) (default)",
    ]);
    assert.ok(listeners.every((each) => placed(byDefault, each).join() === "enabled,none"));

    const mapped = resource(
      "features:\n  otelCollector:\n    enabled: true\n    conf: {configMap: {name: mine, items: [{key: a, path: b.yaml}]}}\n",
    );
    assert.ok(!read(mapped)?.facts.some((fact) => fact.kind === "collector"));
    const ddot = podIn(mapped).processes.find(({ name }) => name === "otel-agent");
    assert.deepEqual(
      ddot?.args?.map(({ text }) => text),
      ["--config=/etc/otel-agent/b.yaml"],
    );
    assert.deepEqual(ddot.mounts[0]?.source, {
      kind: "ConfigMap",
      name: "mine",
      subPath: undefined,
      items: [{ key: "a", path: "b.yaml" }],
    });
  });

  it("is left alone in its first version, and where templates decide", () => {
    assert.equal(read(resource("agent: {apm: {enabled: true}}\n", "v1alpha1"))?.facts.length ?? 0, 0);
    const templated = resource("features:\n  otlp: {receiver: {protocols: {grpc: {enabled: '{{ .on }}'}}}}\n");
    assert.ok(!portsOf(podIn(templated)).some((each) => each.includes("otlp")));
  });
});
