import type { AgentSetting, DeclaredPort, ImageRef, ObjectRef, Place, PodFacts } from "../../facts.js";
import { asMap, asScalar, booleanOf, deepestEntry, entryOf, get } from "../../yaml/access.js";
import type { YamlNode } from "../../yaml/node.js";
import { readImageRef } from "../image.js";
import { readEmbedded } from "../kubernetes/configHolder.js";
import { readEnv } from "../kubernetes/container.js";
import { readPlacement } from "../kubernetes/pod.js";
import { transportOf } from "../kubernetes/ports.js";
import { isUnknown, plainTextOf, type Reading } from "../kubernetes/reading.js";
import { notOurs, type SourceResult } from "../source.js";
import { defaultDdotConfig } from "./ddotDefault.js";
import {
  ddotTold,
  exposedPort,
  nodeAgentPod,
  onNode,
  type AgentPort,
  type DdotConfigMap,
  type ExposedPort,
  type OnNode,
} from "./nodeAgent.js";
import { assumed, settingFrom } from "./settings.js";

/** `spec` of a `DatadogAgent`, with what the operator gives where nothing is written. */
export class OperatorAgent {
  private readonly features: YamlNode | undefined;
  private readonly override: YamlNode | undefined;
  private readonly hostNetwork: boolean;
  private readonly collector: YamlNode | undefined;
  private readonly collectorPorts: readonly DeclaredPort[] | undefined;

  constructor(
    private readonly spec: YamlNode,
    private readonly object: ObjectRef,
    private readonly reading: Reading,
  ) {
    this.features = get(spec, "features");
    this.override = get(spec, "override", "nodeAgent");
    this.hostNetwork = booleanOf(get(this.override, "hostNetwork")) === true;
    const collector = get(this.features, "otelCollector");
    this.collector = booleanOf(get(collector, "enabled")) === true ? collector : undefined;
    this.collectorPorts = this.collector && this.readCollectorPorts(this.collector);
  }

  /** The configuration of DDOT where the resource itself holds it, or none is given. */
  ddot(): SourceResult {
    if (this.collector === undefined) return notOurs;
    const key = "spec.features.otelCollector.conf.configData";
    const data = asScalar(get(this.collector, "conf", "configData"));
    if (data && data.value !== null) return readEmbedded(data, this.object, key, this.reading);
    const conf = get(this.collector, "conf");
    if (asMap(get(conf, "configMap")) !== undefined || isUnknown(get(conf, "configMap"))) return notOurs;
    const { kind, namespace, name } = this.object;
    const place = this.placeOf("otelCollector", "enabled");
    const facts = defaultDdotConfig(this.collectorPorts ?? [], place, {
      kind,
      namespace,
      name,
      key: "spec.features.otelCollector",
    });
    return facts ? { facts: [facts], problems: [] } : notOurs;
  }

  pod(): PodFacts | undefined {
    if (booleanOf(get(this.override, "disabled")) === true) return undefined;
    const { object, reading, override } = this;
    const traces = booleanOf(get(this.features, "apm", "enabled")) !== false;
    const otlp = [this.otlp("grpc"), this.otlp("http")].flatMap((each) => each ?? []);
    const exposed = [...otlp, this.dogstatsd(), ...(traces ? [this.apm()] : [])];
    return nodeAgentPod(
      {
        object,
        labels: {
          ...reading.labels(get(override, "labels")),
          "app.kubernetes.io/component": "agent",
          "agent.datadoghq.com/component": "agent",
          "agent.datadoghq.com/name": object.name,
        },
        annotations: reading.labels(get(override, "annotations")),
        hostNetwork: this.hostNetwork,
        image: this.image(),
        env: [
          ...readEnv(get(override, "env"), reading),
          ...["agent", "trace-agent"].flatMap((name) => readEnv(get(override, "containers", name, "env"), reading)),
        ],
        commonEnv: readEnv(get(this.spec, "global", "env"), reading),
        settings: [
          ...exposed.map(({ setting }) => setting),
          ...(traces ? [] : [assumed("apm_config.enabled", "false", this.placeOf("apm", "enabled"))]),
          this.nonLocalStatsd(),
          assumed("health_port", "5555", object.place),
          ...this.ddotSettings(),
        ],
        ports: [
          ...exposed.flatMap(({ port }) => port ?? []),
          ...(this.collectorPorts ?? []).map((declared): AgentPort => ({ container: "otel-agent", declared })),
        ],
        ddot: this.collector && ddotTold(this.configMap(), object),
        traces,
        scheduling: readPlacement(override, reading),
      },
      reading,
    );
  }

  /** The core Agent's own OTLP receiver; its port is handed out on the node unless that is switched off. */
  private otlp(protocol: "grpc" | "http"): ExposedPort | undefined {
    const path = ["otlp", "receiver", "protocols", protocol];
    const node = get(this.features, ...path);
    if (booleanOf(get(node, "enabled")) !== true) return undefined;
    const key = `otlp_config.receiver.protocols.${protocol}.endpoint`;
    const setting =
      settingFrom(key, entryOf(node, "endpoint"), this.reading.file) ??
      assumed(key, protocol === "grpc" ? "0.0.0.0:4317" : "0.0.0.0:4318", this.placeOf(...path, "enabled"));
    const hostPort = this.hostPort(node, true);
    return exposedPort("agent", setting, `otlp${protocol}port`, hostPort);
  }

  private dogstatsd(): ExposedPort {
    const node = get(this.features, "dogstatsd");
    const setting = this.portSetting("dogstatsd_port", "8125", node, this.placeOf("dogstatsd"));
    return exposedPort("agent", setting, "dogstatsdport", this.hostPort(node, false));
  }

  private nonLocalStatsd(): AgentSetting {
    const key = "dogstatsd_non_local_traffic";
    const written = entryOf(get(this.features, "dogstatsd"), "nonLocalTraffic");
    return settingFrom(key, written, this.reading.file) ?? assumed(key, "true", this.placeOf("dogstatsd"));
  }

  private apm(): ExposedPort {
    const node = get(this.features, "apm");
    const setting = this.portSetting("apm_config.receiver_port", "8126", node, this.placeOf("apm"));
    return exposedPort("trace-agent", setting, "traceport", this.hostPort(node, false));
  }

  /** On the node's own network the container has to listen on the port of the node. */
  private portSetting(key: string, port: string, node: YamlNode | undefined, place: Place): AgentSetting {
    const config = get(node, "hostPortConfig");
    const moved = this.hostNetwork && booleanOf(get(config, "enabled")) === true;
    const written = moved ? settingFrom(key, entryOf(config, "hostPort"), this.reading.file) : undefined;
    return written ?? assumed(key, port, place);
  }

  private hostPort(node: YamlNode | undefined, byDefault: boolean): OnNode {
    const config = get(node, "hostPortConfig");
    const enabled = get(config, "enabled");
    if (isUnknown(enabled)) return "none";
    if (booleanOf(enabled) ?? byDefault) return this.reading.port(get(config, "hostPort")) ?? "same";
    return "none";
  }

  private ddotSettings(): readonly AgentSetting[] {
    if (this.collector === undefined) return [];
    const place = this.placeOf("otelCollector", "enabled");
    const core = get(this.collector, "coreConfig");
    const enabled = settingFrom("otelcollector.enabled", entryOf(core, "enabled"), this.reading.file);
    const gateway = booleanOf(get(this.features, "otelAgentGateway", "enabled")) === true;
    return [
      enabled ?? assumed("otelcollector.enabled", "true", place),
      ...(gateway ? [assumed("otelcollector.converter.features", "health_check,zpages,pprof,ddflare", place)] : []),
      assumed("agent_ipc.port", "5009", place),
    ];
  }

  /** The operator hands each of them out on the node under its own number, whatever `hostPort` says. */
  private readCollectorPorts(collector: YamlNode): readonly DeclaredPort[] {
    const items = this.reading.items(get(collector, "ports"));
    if (items.length === 0) {
      const place = this.placeOf("otelCollector", "enabled");
      return (
        [
          ["otel-grpc", 4317],
          ["otel-http", 4318],
        ] as const
      ).map(([name, port]) => {
        const written = { port, place, change: { kind: "none" } } as const;
        return { name, ...written, transport: "tcp", hostPort: onNode("same", written) };
      });
    }
    return items.flatMap((item): readonly DeclaredPort[] => {
      const written = this.reading.port(get(item, "containerPort"));
      const transport = transportOf(item);
      if (written === undefined || transport === undefined) return [];
      const hostPort = onNode("same", written, plainTextOf(get(item, "hostIP")));
      return [{ name: plainTextOf(get(item, "name")), ...written, transport, hostPort }];
    });
  }

  private configMap(): DdotConfigMap | undefined {
    const configMap = get(this.collector, "conf", "configMap");
    const name = this.reading.word(get(configMap, "name"));
    if (name === undefined) return undefined;
    const items = this.reading.items(get(configMap, "items")).flatMap((item) => {
      const key = plainTextOf(get(item, "key"));
      return key === undefined ? [] : [{ key, path: plainTextOf(get(item, "path")) ?? key }];
    });
    return { name, items: items.length > 0 ? items : [{ key: "otel-config.yaml", path: "otel-config.yaml" }] };
  }

  private image(): ImageRef | undefined {
    const image = get(this.override, "image");
    const name = this.reading.word(get(image, "name"));
    const tag = this.reading.word(get(image, "tag"));
    const word = tag ?? name;
    if (word === undefined) return undefined;
    const repository = name?.text ?? "agent";
    return readImageRef(tag && !repository.includes(":") ? `${repository}:${tag.text}` : repository, word.place);
  }

  /** The deepest key on a path below `features` that is there. */
  private placeOf(...path: readonly string[]): Place {
    const found = deepestEntry(this.features, path)?.entry.key;
    return found ? this.reading.place(found) : this.object.place;
  }
}
