import type { AgentSetting, DeclaredPort, ImageRef, Labels, ObjectRef, Place, PodFacts } from "../../facts.js";
import { booleanOf, entryOf, get } from "../../yaml/access.js";
import type { Entry, YamlNode } from "../../yaml/node.js";
import {
  ddotTold,
  exposedPort,
  nodeAgentPod,
  type AgentPort,
  type DdotConfigMap,
  type ExposedPort,
  type NodeAgent,
} from "../datadog/nodeAgent.js";
import { assumed, settingFrom } from "../datadog/settings.js";
import { readImageRef } from "../image.js";
import { readEnv } from "../kubernetes/container.js";
import { readPlacement } from "../kubernetes/pod.js";
import { plainTextOf, type Reading } from "../kubernetes/reading.js";
import { collectorPorts, readChartList, valuePlace } from "./datadogValues.js";

/** The Agent that the Datadog chart starts on each node; undefined where it starts none. */
export function readDatadogPod(values: YamlNode, object: ObjectRef, reading: Reading): PodFacts | undefined {
  if (booleanOf(get(values, "agents", "enabled")) === false || get(values, "datadog") === undefined) return undefined;
  return nodeAgentPod(new ChartAgent(values, object, reading).read(), reading);
}

class ChartAgent {
  private readonly datadog: YamlNode | undefined;
  private readonly agents: YamlNode | undefined;
  private readonly ddot: boolean;

  constructor(
    private readonly values: YamlNode,
    private readonly object: ObjectRef,
    private readonly reading: Reading,
  ) {
    this.datadog = get(values, "datadog");
    this.agents = get(values, "agents");
    this.ddot = booleanOf(get(this.datadog, "otelCollector", "enabled")) === true;
  }

  read(): NodeAgent {
    const { object, reading, agents } = this;
    const traces = this.tracesRun();
    const otlp = [this.otlp("grpc"), this.otlp("http")].flatMap((each) => each ?? []);
    const exposed = [...otlp, this.dogstatsd(), ...(traces ? [this.apm()] : [])];
    return {
      object,
      labels: { ...reading.labels(get(agents, "podLabels")), ...this.labels() },
      annotations: reading.labels(get(agents, "podAnnotations")),
      hostNetwork: booleanOf(get(agents, "useHostNetwork")) === true,
      image: this.image(),
      env: ["agent", "traceAgent"].flatMap((name) => readEnv(get(agents, "containers", name, "env"), reading)),
      commonEnv: readEnv(get(this.datadog, "env"), reading),
      settings: [
        ...exposed.map(({ setting }) => setting),
        this.setting("dogstatsd_non_local_traffic", ["datadog", "dogstatsd", "nonLocalTraffic"], "true"),
        this.setting("expvar_port", ["datadog", "expvarPort"], "6000"),
        this.setting("health_port", ["agents", "containers", "agent", "healthPort"], "5555"),
        ...(traces ? [] : [assumed("apm_config.enabled", "false", this.place("datadog", "apm"))]),
        ...this.ddotSettings(),
      ],
      ports: [
        ...exposed.flatMap(({ port }) => port ?? []),
        ...(this.ddot ? this.collectorPorts() : []).map((declared): AgentPort => ({
          container: "otel-agent",
          declared,
        })),
      ],
      ddot: this.ddot ? ddotTold(this.configMap(), object) : undefined,
      traces,
      scheduling: readPlacement(agents, reading),
    };
  }

  /** On by default, over a Unix socket; the trace Agent listens on its port all the same. */
  private tracesRun(): boolean {
    const on = (key: string): boolean | undefined => booleanOf(get(this.datadog, "apm", key));
    const others = ["portEnabled", "enabled", "useSocketVolume", "useLocalService"];
    return on("socketEnabled") !== false || others.some((key) => on(key) === true);
  }

  private otlp(protocol: "grpc" | "http"): ExposedPort | undefined {
    const path = ["datadog", "otlp", "receiver", "protocols", protocol];
    if (booleanOf(get(this.values, ...path, "enabled")) !== true) return undefined;
    const key = `otlp_config.receiver.protocols.${protocol}.endpoint`;
    const setting =
      settingFrom(key, this.entry(...path, "endpoint"), this.reading.file) ??
      assumed(key, protocol === "grpc" ? "0.0.0.0:4317" : "0.0.0.0:4318", this.place(...path, "enabled"));
    const onHost = booleanOf(get(this.values, ...path, "useHostPort")) !== false;
    return exposedPort("agent", setting, `otlp${protocol}port`, onHost ? "same" : "none");
  }

  private dogstatsd(): ExposedPort {
    const setting = this.setting("dogstatsd_port", ["datadog", "dogstatsd", "port"], "8125");
    return exposedPort("agent", setting, "dogstatsdport", this.isOn("dogstatsd", "useHostPort") ? "same" : "none");
  }

  private apm(): ExposedPort {
    const setting = this.setting("apm_config.receiver_port", ["datadog", "apm", "port"], "8126");
    const onHost = this.isOn("apm", "portEnabled") || this.isOn("apm", "enabled");
    return exposedPort("trace-agent", setting, "traceport", onHost ? "same" : "none");
  }

  private ddotSettings(): readonly AgentSetting[] {
    if (!this.ddot) return [];
    const place = this.place("datadog", "otelCollector", "enabled");
    const gateway = booleanOf(get(this.values, "otelAgentGateway", "enabled")) === true;
    const features = "health_check,zpages,pprof,ddflare,datadog";
    return [
      assumed("otelcollector.enabled", "true", place),
      ...(gateway ? [assumed("otelcollector.converter.features", features, place)] : []),
      assumed("agent_ipc.port", "5009", place),
    ];
  }

  /** What the chart declares for DDOT, and hands out on the node only where a `hostPort` is written. */
  private collectorPorts(): readonly DeclaredPort[] {
    const extra = readChartList(get(this.agents, "containers", "otelAgent", "ports"), this.reading);
    return [...collectorPorts(this.values, ["datadog", "otelCollector"], this.reading), ...extra];
  }

  private configMap(): DdotConfigMap | undefined {
    const configMap = get(this.datadog, "otelCollector", "configMap");
    const name = this.reading.word(get(configMap, "name"));
    if (name === undefined) return undefined;
    const items = this.reading.items(get(configMap, "items")).flatMap((item) => {
      const key = plainTextOf(get(item, "key"));
      return key === undefined ? [] : [{ key, path: plainTextOf(get(item, "path")) ?? key }];
    });
    const key = plainTextOf(get(configMap, "key")) ?? "otel-config.yaml";
    return { name, items: items.length > 0 ? items : [{ key, path: "otel-config.yaml" }] };
  }

  private labels(): Labels {
    return {
      app: this.object.name,
      "app.kubernetes.io/component": "agent",
      "agent.datadoghq.com/component": "agent",
    };
  }

  private image(): ImageRef | undefined {
    const image = get(this.agents, "image");
    const [tag, suffix] = [this.reading.word(get(image, "tag")), this.reading.word(get(image, "tagSuffix"))];
    const repository = this.reading.word(get(image, "repository")) ?? this.reading.word(get(image, "name"));
    const word = tag ?? repository ?? suffix;
    if (word === undefined) return undefined;
    const tagged = tag ? `:${tag.text}${suffix && suffix.text !== "" ? `-${suffix.text}` : ""}` : "";
    return readImageRef((repository?.text ?? "agent") + tagged, word.place);
  }

  private setting(key: string, path: readonly string[], otherwise: string): AgentSetting {
    return settingFrom(key, this.entry(...path), this.reading.file) ?? assumed(key, otherwise, this.place(...path));
  }

  private isOn(...path: readonly string[]): boolean {
    return booleanOf(get(this.datadog, ...path)) === true;
  }

  private entry(...path: readonly string[]): Entry | undefined {
    return entryOf(get(this.values, ...path.slice(0, -1)), path.at(-1) ?? "");
  }

  private place(...path: readonly string[]): Place {
    return valuePlace(this.values, path, this.reading);
  }
}
