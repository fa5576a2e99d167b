import type { Version } from "../versions.js";
import type { ComponentRow } from "./types.js";

/** A key that a component knew once, and refuses now. The facts are those of `catalog/versions.json`. */
export interface RemovedKey {
  /** Keys from the component's own config. */
  readonly path: readonly string[];
  readonly removedIn: Version;
  /** What does its work now; nothing where it had none left. */
  readonly instead?: string;
  /** Set where the last key of the path has another name now, and means what it meant. */
  readonly renamedTo?: string;
}

export function removedKeysOf(row: ComponentRow): readonly RemovedKey[] {
  const own = removedKeys.get(`${row.kind} ${row.type}`) ?? [];
  return row.kind === "exporter" ? [...own, blocking] : own;
}

const blocking: RemovedKey = {
  path: ["sending_queue", "blocking"],
  removedIn: "0.129.0",
  renamedTo: "block_on_overflow",
};

const ownQueue = "`sending_queue.batch`";
const perSignal = "`traces`, `metrics` and `logs`, each with its own";

/** By kind and type, as the catalogue has them. */
export const removedKeys: ReadonlyMap<string, readonly RemovedKey[]> = new Map<string, readonly RemovedKey[]>([
  ["connector routing", [{ path: ["match_once"], removedIn: "0.120.0" }]],
  [
    "exporter elasticsearch",
    [
      { path: ["index"], removedIn: "0.118.0", instead: "`logs_index`" },
      { path: ["mapping", "dedot"], removedIn: "0.120.0" },
      { path: ["batcher"], removedIn: "0.138.0", instead: ownQueue },
    ],
  ],
  ["exporter googlecloud", [{ path: ["retry_on_failure"], removedIn: "0.84.0" }]],
  [
    "exporter kafka",
    [
      { path: ["topic"], removedIn: "0.148.0", instead: perSignal },
      { path: ["encoding"], removedIn: "0.148.0", instead: perSignal },
    ],
  ],
  ["exporter otlp_grpc", [{ path: ["batcher"], removedIn: "0.130.0", instead: ownQueue }]],
  [
    "exporter splunk_hec",
    [
      { path: ["max_connections"], removedIn: "0.88.0", instead: "`max_idle_conns` or `max_idle_conns_per_host`" },
      { path: ["batcher"], removedIn: "0.151.0", instead: ownQueue },
    ],
  ],
  [
    "exporter signalfx",
    [{ path: ["max_connections"], removedIn: "0.88.0", instead: "`max_idle_conns` or `max_idle_conns_per_host`" }],
  ],
  ["processor resource_detection", [{ path: ["attributes"], removedIn: "0.142.0" }]],
  [
    "receiver kafka",
    [
      { path: ["topic"], removedIn: "0.141.0", instead: perSignal },
      { path: ["encoding"], removedIn: "0.141.0", instead: perSignal },
    ],
  ],
  [
    "receiver prometheus",
    [
      { path: ["buffer_period"], removedIn: "0.82.0" },
      { path: ["buffer_count"], removedIn: "0.82.0" },
      { path: ["enable_protobuf_negotiation"], removedIn: "0.97.0", instead: "`config.global.scrape_protocols`" },
      { path: ["use_start_time_metric"], removedIn: "0.143.0", instead: "the metric_start_time processor" },
      { path: ["start_time_metric_regex"], removedIn: "0.143.0", instead: "the metric_start_time processor" },
      { path: ["report_extra_scrape_metrics"], removedIn: "0.149.0", instead: "`extra_scrape_metrics` in `config`" },
    ],
  ],
  [
    "receiver signalfx",
    [{ path: ["access_token_passthrough"], removedIn: "0.137.0", instead: "`include_metadata` and headers_setter" }],
  ],
]);
