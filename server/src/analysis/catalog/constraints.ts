import { configShapeOf } from "./configShapes.js";
import type { Constraint } from "./constraintTypes.js";
import type { ComponentRow } from "./types.js";

/** What the components that everybody uses ask of their values, each in its own words; see `catalog/README.md`. */
export function constraintsOf(row: ComponentRow): readonly Constraint[] {
  const own = ownConstraints.get(`${row.kind} ${row.type}`) ?? [];
  return row.kind === "exporter" ? [...own, ...sharedByExporters(row)] : own;
}

const memoryLimits: readonly Constraint[] = [
  { kind: "range", path: ["check_interval"], least: 0, error: "'check_interval' must be greater than zero" },
  {
    kind: "range",
    path: ["limit_percentage"],
    most: 100,
    error:
      "'limit_percentage' and 'spike_limit_percentage' must be greater than zero and less than or equal to hundred",
  },
  {
    kind: "range",
    path: ["spike_limit_percentage"],
    most: 100,
    error:
      "'limit_percentage' and 'spike_limit_percentage' must be greater than zero and less than or equal to hundred",
  },
  {
    kind: "order",
    path: ["spike_limit_mib"],
    is: "less than",
    other: ["limit_mib"],
    error: "'spike_limit_mib' must be smaller than 'limit_mib'",
  },
  {
    kind: "order",
    path: ["spike_limit_percentage"],
    is: "less than",
    other: ["limit_percentage"],
    error: "'spike_limit_percentage' must be smaller than 'limit_percentage'",
  },
  {
    kind: "order",
    path: ["min_gc_interval_when_hard_limited"],
    is: "at most",
    other: ["min_gc_interval_when_soft_limited"],
    fallback: "10s",
    error: "'min_gc_interval_when_soft_limited' should be larger than 'min_gc_interval_when_hard_limited'",
  },
];

const scraperError = 'invalid scraper key: "{value}"';

/** By kind and type, as the catalogue has them. */
export const ownConstraints: ReadonlyMap<string, readonly Constraint[]> = new Map<string, readonly Constraint[]>([
  ["processor memory_limiter", memoryLimits],
  ["extension memory_limiter", memoryLimits],
  [
    "processor batch",
    [
      {
        kind: "order",
        path: ["send_batch_max_size"],
        is: "at least",
        other: ["send_batch_size"],
        fallback: "8192",
        error: "send_batch_max_size must be greater or equal to send_batch_size",
      },
      { kind: "range", path: ["timeout"], least: 0, error: "timeout must be greater or equal to 0" },
      {
        kind: "distinct",
        path: ["metadata_keys", "*"],
        ignoresCase: true,
        error: 'duplicate entry in metadata_keys: "{value}" (case-insensitive)',
      },
    ],
  ],
  [
    "processor probabilistic_sampler",
    [
      {
        kind: "range",
        path: ["sampling_percentage"],
        isFinite: true,
        error: "sampling rate is invalid: {value}%",
      },
      { kind: "range", path: ["sampling_percentage"], least: 0, error: "sampling rate is negative: {value}%" },
      {
        kind: "range",
        path: ["sampling_percentage"],
        smallest: 100 * 2 ** -56,
        error: "sampling rate is too small: {value}%",
      },
      {
        kind: "range",
        path: ["sampling_precision"],
        least: 1,
        most: 14,
        error: "invalid sampling precision: {value}",
      },
      {
        kind: "one-of",
        of: "text",
        path: ["attribute_source"],
        values: ["traceID", "record"],
        error: "invalid attribute source: {value}. Expected: traceID or record",
      },
    ],
  ],
  [
    "processor tail_sampling",
    [
      {
        kind: "distinct",
        path: ["policies", "*", "name"],
        error: 'duplicate policy name "{value}"',
        whenBuilt: true,
      },
    ],
  ],
  [
    "connector span_metrics",
    [
      {
        kind: "apart",
        path: ["histogram", "exponential"],
        other: ["histogram", "explicit"],
        error: "use either `explicit` or `exponential` buckets histogram",
      },
    ],
  ],
  [
    "exporter debug",
    [
      {
        kind: "one-of",
        of: "text",
        path: ["verbosity"],
        values: ["basic", "normal", "detailed"],
        ignoresCase: true,
        error: 'unknown metrics level "{value}"',
      },
    ],
  ],
  [
    "exporter otlp_http",
    [
      {
        kind: "one-of",
        of: "text",
        path: ["encoding"],
        values: ["proto", "json"],
        error: "invalid encoding type: {value}",
      },
    ],
  ],
  [
    "exporter file",
    [
      {
        kind: "one-of",
        of: "text",
        path: ["format"],
        values: ["json", "proto"],
        error: "format type is not supported",
      },
      {
        kind: "one-of",
        of: "text",
        path: ["compression"],
        values: ["zstd"],
        error: "compression is not supported",
      },
      { kind: "range", path: ["flush_interval"], least: 0, error: "flush_interval must be larger than zero" },
    ],
  ],
  [
    "exporter prometheus_remote_write",
    [
      {
        kind: "range",
        path: ["remote_write_queue", "queue_size"],
        least: 0,
        error: "remote write queue size can't be negative",
      },
      {
        kind: "range",
        path: ["remote_write_queue", "num_consumers"],
        least: 0,
        error: "remote write consumer number can't be negative",
      },
    ],
  ],
  [
    "extension file_storage",
    [
      {
        kind: "range",
        path: ["compaction", "max_transaction_size"],
        least: 0,
        error: "max transaction size for compaction cannot be less than 0",
      },
      {
        kind: "range",
        path: ["compaction", "check_interval"],
        above: 0,
        when: { path: ["compaction", "on_rebound"], whenMissing: false },
        error: "compaction check interval must be positive when rebound compaction is set",
      },
    ],
  ],
  [
    "receiver file_log",
    [
      {
        kind: "one-of",
        of: "text",
        path: ["start_at"],
        values: ["beginning", "end"],
        error: "invalid start_at location '{value}'",
        whenBuilt: true,
      },
      {
        kind: "range",
        path: ["max_concurrent_files"],
        least: 1,
        error: "'max_concurrent_files' must be positive",
        whenBuilt: true,
      },
    ],
  ],
  [
    "receiver host_metrics",
    [
      {
        kind: "one-of",
        of: "keys",
        path: ["scrapers"],
        values: [
          ...["cpu", "disk", "filesystem", "load", "memory", "network"],
          ...["nfs", "paging", "process", "processes", "system"],
        ],
        grows: true,
        error: scraperError,
      },
    ],
  ],
  [
    "receiver github",
    [{ kind: "one-of", of: "keys", path: ["scrapers"], values: ["scraper"], grows: true, error: scraperError }],
  ],
  [
    "receiver k8s_cluster",
    [
      {
        kind: "one-of",
        of: "text",
        path: ["distribution"],
        values: ["kubernetes", "openshift"],
        error: '"{value}" is not a supported distribution. Must be one of: "openshift", "kubernetes"',
      },
    ],
  ],
]);

/** Where a component has a queue or tries again, both are the same for all. */
function sharedByExporters(row: ComponentRow): readonly Constraint[] {
  const keys = configShapeOf(row)?.keys ?? {};
  return [
    ...(Object.hasOwn(keys, "sending_queue") ? queue : []),
    ...(Object.hasOwn(keys, "retry_on_failure") ? retries : []),
  ];
}

const whenQueued = { path: ["sending_queue", "enabled"], whenMissing: true };

const queue: readonly Constraint[] = [
  {
    kind: "range",
    path: ["sending_queue", "queue_size"],
    least: 1,
    when: whenQueued,
    error: "`queue_size` must be positive",
  },
  {
    kind: "range",
    path: ["sending_queue", "num_consumers"],
    least: 1,
    when: whenQueued,
    error: "`num_consumers` must be positive",
  },
  {
    kind: "order",
    path: ["sending_queue", "batch", "max_size"],
    is: "at least",
    other: ["sending_queue", "batch", "min_size"],
    when: whenQueued,
    error: "`max_size` must be greater or equal to `min_size`",
  },
];

const whenRetrying = { path: ["retry_on_failure", "enabled"], whenMissing: true };

const retries: readonly Constraint[] = [
  ...["initial_interval", "max_interval", "max_elapsed_time", "multiplier"].map((key): Constraint => ({
    kind: "range",
    path: ["retry_on_failure", key],
    least: 0,
    when: whenRetrying,
    since: "0.92.0",
    error: `'${key}' must be non-negative`,
  })),
  {
    kind: "range",
    path: ["retry_on_failure", "randomization_factor"],
    least: 0,
    most: 1,
    when: whenRetrying,
    since: "0.92.0",
    error: "'randomization_factor' must be within [0, 1]",
  },
  ...[["initial_interval", "5s"] as const, ["max_interval", "30s"] as const].map(([other, fallback]): Constraint => ({
    kind: "order",
    path: ["retry_on_failure", "max_elapsed_time"],
    is: "at least",
    other: ["retry_on_failure", other],
    fallback,
    when: whenRetrying,
    since: "0.95.0",
    error: `'max_elapsed_time' must not be less than '${other}'`,
  })),
];
