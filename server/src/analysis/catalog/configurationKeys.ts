import type { KeysShape } from "./types.js";

/** The keys around the components, which every version of the collector knows alike. */
export const configurationKeys: KeysShape = {
  keys: {
    receivers: "any",
    processors: "any",
    exporters: "any",
    connectors: "any",
    extensions: "any",
    service: {
      keys: {
        extensions: "any",
        telemetry: { keys: { logs: "any", metrics: "any", traces: "any", resource: "any" }, free: true },
        pipelines: { values: { keys: { receivers: "any", processors: "any", exporters: "any" } } },
      },
    },
  },
};

const exporter: KeysShape = {
  keys: {
    otlp: { keys: { protocol: "text", endpoint: "text", insecure: "bool", headers: "any", compression: "text" } },
    console: { keys: {} },
  },
};

/** What stands under `service.telemetry`, as the newest version has it. */
export const telemetryKeys: KeysShape = {
  keys: {
    logs: {
      keys: {
        level: "text",
        encoding: "text",
        development: "bool",
        disable_caller: "bool",
        disable_stacktrace: "bool",
        sampling: { keys: { enabled: "bool", tick: "duration", initial: "int", thereafter: "int" } },
        output_paths: { items: "text" },
        error_output_paths: { items: "text" },
        initial_fields: "any",
        processors: { items: "any" },
      },
    },
    metrics: {
      keys: {
        level: "text",
        readers: {
          items: {
            keys: {
              pull: {
                keys: { exporter: { keys: { prometheus: { keys: { host: "text", port: "int" }, free: true } } } },
              },
              periodic: { keys: { interval: "int", timeout: "int", exporter } },
            },
          },
        },
        views: { items: "any" },
      },
    },
    traces: { keys: { level: "text", propagators: { items: "text" }, processors: { items: "any" } } },
    resource: { keys: {}, free: true },
  },
};
