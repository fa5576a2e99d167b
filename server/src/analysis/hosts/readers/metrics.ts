import { parsePort } from "../../endpoint.js";
import type { Signal } from "../../facts.js";
import type { MetricsSeen, TrafficSeen } from "../observation.js";
import type { Section } from "../sections.js";
import { linesOf } from "./lines.js";

/** One line of a Prometheus page: `otelcol_receiver_accepted_spans_total{receiver="otlp"} 5`. */
interface Sample {
  readonly name: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly value: number;
}

interface Traffic {
  readonly kind: "receiver" | "processor" | "exporter";
  readonly id: string;
  readonly signal: Signal | undefined;
  passed: number;
  failed: number;
  queueSize: number | undefined;
  queueCapacity: number | undefined;
}

/** Reads a section `metrics <port>`; undefined where no line is of a collector. */
export function readMetrics({ words: [digits = ""], text }: Section): MetricsSeen | undefined {
  const port = parsePort(digits);
  const samples = linesOf(text).flatMap((line) => readSample(line) ?? []);
  if (port === undefined || samples.length === 0) return undefined;
  const traffic = new Map<string, Traffic>();
  for (const sample of samples) count(traffic, sample);
  const of = (kind: Traffic["kind"]): readonly Traffic[] => [...traffic.values()].filter((each) => each.kind === kind);
  return {
    port,
    receivers: of("receiver").map(seen),
    processors: of("processor").map(seen),
    exporters: of("exporter").map((each) => ({
      ...seen(each),
      queueSize: each.queueSize,
      queueCapacity: each.queueCapacity,
    })),
    memoryBytes: samples.find(({ name }) => /^otelcol_process_memory_rss(?:_bytes)?$/.test(name))?.value,
  };
}

function seen({ id, signal, passed, failed }: Traffic): TrafficSeen {
  return { id, ...(signal && { signal }), passed, failed };
}

/** Versions of the collector put a unit, `_total` or both at the end: `_spans__spans__total`, `_queue_size__batches_`. */
const trafficName =
  /^otelcol_(receiver|processor|exporter)_(accepted|refused|failed|sent|send_failed|enqueue_failed)_(spans|metric_points|log_records|profile_samples)(?:__[a-z]+_{0,2})?(?:_?total)?$/;
const queueName = /^otelcol_exporter_queue_(size|capacity)(?:_+[a-z]+_{0,2})?$/;

const signals: ReadonlyMap<string, Signal> = new Map([
  ["spans", "traces"],
  ["metric_points", "metrics"],
  ["log_records", "logs"],
  ["profile_samples", "profiles"],
]);

function count(traffic: Map<string, Traffic>, sample: Sample): void {
  const [, kind, way = "", unit = ""] = trafficName.exec(sample.name) ?? [];
  if (kind === "receiver" || kind === "processor" || kind === "exporter") {
    const row = rowOf(traffic, kind, sample, signals.get(unit));
    const passed = way === "accepted" || way === "sent";
    if (row && passed) row.passed += sample.value;
    if (row && !passed) row.failed += sample.value;
    return;
  }
  const queue = queueName.exec(sample.name)?.[1];
  const type = [...signals.values()].find((signal) => signal === sample.labels.get("data_type"));
  const row = queue === undefined ? undefined : rowOf(traffic, "exporter", sample, type);
  if (row && queue === "size") row.queueSize = (row.queueSize ?? 0) + sample.value;
  if (row && queue === "capacity") row.queueCapacity = (row.queueCapacity ?? 0) + sample.value;
}

function rowOf(
  traffic: Map<string, Traffic>,
  kind: Traffic["kind"],
  { labels }: Sample,
  signal: Signal | undefined,
): Traffic | undefined {
  const id = labels.get(kind);
  if (id === undefined || id === "") return undefined;
  const key = `${kind} ${signal ?? ""} ${id}`;
  const row = traffic.get(key) ?? { ...nothing, kind, id, signal };
  traffic.set(key, row);
  return row;
}

const nothing = { passed: 0, failed: 0, queueSize: undefined, queueCapacity: undefined };

function readSample(line: string): Sample | undefined {
  const match = /^(otelcol_\w{1,200})(?:\{(.*)\})? +([-+\d.eE]{1,40})(?: -?\d+)?$/.exec(line);
  const value = Number(match?.[3]);
  const labels = readLabels(match?.[2] ?? "");
  if (match === null || labels === undefined || !Number.isFinite(value) || value < 0) return undefined;
  return { name: match[1] ?? "", labels, value };
}

/** Reads `receiver="otlp",transport="grpc"`; undefined where it does not read to its end. */
function readLabels(text: string): ReadonlyMap<string, string> | undefined {
  const label = /(\w+)="((?:[^"\\]|\\.)*)"(?:,|$)/y;
  const labels = new Map<string, string>();
  while (label.lastIndex < text.length) {
    const [, name = "", value = ""] = label.exec(text) ?? [];
    if (name === "") return undefined;
    labels.set(
      name,
      value.replace(/\\(.)/g, (_, letter: string) => (letter === "n" ? "\n" : letter)),
    );
  }
  return labels;
}
