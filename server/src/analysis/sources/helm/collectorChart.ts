import type {
  CollectorFacts,
  EnvFact,
  Fact,
  Labels,
  ObjectRef,
  Place,
  PodFacts,
  Probe,
  ServiceFacts,
  Word,
} from "../../facts.js";
import { booleanOf, deepestEntry, entryOf, get, textOf } from "../../yaml/access.js";
import type { Entry, YamlNode } from "../../yaml/node.js";
import { readImageRef } from "../image.js";
import { readEnv } from "../kubernetes/container.js";
import { daemonSetSurges, deploymentSurges, readPlacement } from "../kubernetes/pod.js";
import { plainTextOf, type Reading } from "../kubernetes/reading.js";
import { readScrapePort } from "../kubernetes/scrapePort.js";
import { readChartConfig } from "./collectorConfig.js";
import { readChartPorts, type ChartPorts } from "./collectorPorts.js";
import { loosePort } from "./looseNumbers.js";

const kinds = { daemonset: "DaemonSet", deployment: "Deployment", statefulset: "StatefulSet" } as const;
type Mode = keyof typeof kinds;

/** The chart's own name, by which its objects go where the values give no other; a release's name is put before it. */
export const chartName = "opentelemetry-collector";

/** Which of its three kinds of workload the chart is asked for. */
export function modeOf(values: YamlNode): Mode | undefined {
  const text = textOf(get(values, "mode"));
  return text === "daemonset" || text === "deployment" || text === "statefulset" ? text : undefined;
}

/**
 * What the OpenTelemetry Collector chart makes of its values.
 *
 * @param alias the umbrella chart's key for the chart
 */
export function readCollectorChart(values: YamlNode, alias: Entry | undefined, reading: Reading): readonly Fact[] {
  const mode = modeOf(values);
  const written = entryOf(values, "mode");
  if (mode === undefined || written === undefined) return [];
  const short = plainTextOf(get(values, "nameOverride")) ?? alias?.key.text ?? chartName;
  const name = plainTextOf(get(values, "fullnameOverride")) ?? short;
  const chart: Chart = {
    values,
    mode,
    name: short,
    place: reading.place((deepestEntry(values, ["config"])?.entry ?? written).key),
    object: {
      kind: kinds[mode],
      namespace: plainTextOf(get(values, "namespaceOverride")),
      name,
      place: reading.place(written.value),
    },
  };
  const holder = (key: string): NonNullable<CollectorFacts["holder"]> => ({
    kind: "Helm values",
    namespace: chart.object.namespace,
    name,
    key: alias ? `${alias.key.text}.${key}` : key,
  });
  const given = configMapName(values);
  const config = given === undefined ? readChartConfig(values, chart.place, holder, reading) : undefined;
  const ports = readChartPorts(values, mode === "daemonset", chart.place, config, reading);
  const service = readChartService(chart, ports, reading);
  return [...(config ? [config] : []), readChartPod(chart, ports, given, reading), ...(service ? [service] : [])];
}

interface Chart {
  readonly values: YamlNode;
  readonly mode: Mode;
  /** What its objects are labelled with. */
  readonly name: string;
  /** Where a finding on a default stands. */
  readonly place: Place;
  readonly object: ObjectRef;
}

/** The ConfigMap that holds the configuration where the chart makes none; empty where nobody tells. */
function configMapName(values: YamlNode): string | undefined {
  const existing = plainTextOf(get(values, "configMap", "existingName"));
  return booleanOf(get(values, "configMap", "create")) === false ? (existing ?? "") : existing;
}

function readChartPod(chart: Chart, ports: ChartPorts, configMap: string | undefined, reading: Reading): PodFacts {
  const { values, mode, place, object } = chart;
  const rollout = get(values, "rollout");
  const rolls = (plainTextOf(get(rollout, "strategy")) ?? "RollingUpdate") === "RollingUpdate";
  const scaled = mode === "daemonset" || booleanOf(get(values, "autoscaling", "enabled")) === true;
  const image = readImage(values, reading);
  const command = reading.word(get(values, "command", "name"));
  const word = (text: string): Word => ({ text, place: object.place });
  return {
    kind: "pod",
    file: reading.file,
    object,
    ...(reading.broken && { syntaxErrors: true }),
    chart: "opentelemetry-collector",
    labels: { ...reading.labels(get(values, "podLabels")), ...selectorOf(chart, reading) },
    annotations: reading.labels(get(values, "podAnnotations")),
    ...readScrapePort(get(values, "podAnnotations"), reading),
    hostNetwork: booleanOf(get(values, "hostNetwork")) === true,
    processes: [
      {
        name: chartName,
        place: object.place,
        image,
        entrypoint: command && [{ text: `/${command.text}`, place: command.place }],
        args: [word("--config=/conf/relay.yaml"), ...(reading.words(get(values, "command", "extraArgs")) ?? [])],
        env: [...ownEnv(place), ...readEnv(get(values, "extraEnvs"), reading)],
        ports: ports.declared,
        mounts: [
          {
            path: "/conf",
            place: object.place,
            source:
              configMap === undefined || configMap === ""
                ? { kind: "other" }
                : {
                    kind: "ConfigMap",
                    name: configMap,
                    subPath: undefined,
                    items: [{ key: "relay", path: "relay.yaml" }],
                  },
          },
        ],
        probes: readChartProbes(chart, reading),
        initial: false,
      },
    ],
    scheduling: {
      replicas: scaled ? undefined : reading.word(get(values, "replicaCount")),
      ...readPlacement(values, reading),
      surges:
        rolls &&
        ((mode === "deployment" && deploymentSurges(rollout)) || (mode === "daemonset" && daemonSetSurges(rollout))),
    },
  };
}

/** Without the release's name nobody else's labels match; so its own file stands for it. */
function selectorOf({ mode, name }: Chart, { file }: Reading): Labels {
  const component = { daemonset: "agent", deployment: "standalone", statefulset: "statefulset" }[mode];
  return {
    "app.kubernetes.io/name": name,
    "app.kubernetes.io/instance": file,
    component: `${component}-collector`,
  };
}

function readImage(values: YamlNode, reading: Reading): ReturnType<typeof readImageRef> {
  const repository = reading.word(get(values, "image", "repository"));
  const tag = textOf(get(values, "image", "tag"));
  return repository && readImageRef(tag ? `${repository.text}:${tag}` : repository.text, repository.place);
}

/** The variables that the chart gives, as far as addresses are made of them. */
function ownEnv(place: Place): readonly EnvFact[] {
  return [
    ["MY_POD_IP", "status.podIP"],
    ["OTEL_K8S_POD_IP", "status.podIP"],
    ["OTEL_K8S_NODE_IP", "status.hostIP"],
  ].map(([name = "", path = ""]) => ({ name, place, value: { kind: "field", path } }));
}

function readChartProbes({ values, place }: Chart, reading: Reading): readonly Probe[] {
  return (["liveness", "readiness"] as const).map((purpose) => {
    const written = loosePort(get(values, `${purpose}Probe`, "httpGet", "port"), reading);
    const { port, place: at, change } = written ?? { port: 13133, place, change: { kind: "none" } as const };
    return {
      purpose,
      protocol: "http",
      port: { kind: "number", port, place: at, change },
      host: undefined,
      place: at,
    };
  });
}

/** One that a DaemonSet gets only where it is asked for. */
function readChartService(chart: Chart, { service }: ChartPorts, reading: Reading): ServiceFacts | undefined {
  const { values, mode, object } = chart;
  const enabled = booleanOf(get(values, "service", "enabled"));
  if (!(enabled ?? mode !== "daemonset") || service.length === 0) return undefined;
  const written = plainTextOf(get(values, "service", "type"));
  const types = ["ClusterIP", "NodePort", "LoadBalancer"] as const;
  return {
    kind: "service",
    file: reading.file,
    object: { ...object, kind: "Service" },
    ...(reading.broken && { syntaxErrors: true }),
    type: types.find((type) => type === written) ?? "ClusterIP",
    headless: plainTextOf(get(values, "service", "clusterIP")) === "None",
    selector: selectorOf(chart, reading),
    ports: service,
  };
}
