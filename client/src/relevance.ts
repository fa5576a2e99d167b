const keys = [
  ...["receivers", "processors", "exporters", "connectors", "extensions", "service"],
  ...["apiVersion", "kind", "resources", "bases", "components", "patches\\w*", "\\w+Generator"],
  ...["services", "include", "image", "build", "ports", "environment", "scrape_configs", "remote_write", "alerting"],
  ...["apm_config", "dogstatsd_port", "dd_url", "process_config", "agent_ipc", "api_key", "mode", "hosts", "dist"],
];

const names = "otel|otlp|telemetry|collector|datadog|management|tracing|metrics|docker|podman|nerdctl";

const ours = new RegExp(String.raw`\b(?:${keys.join("|")})['"]?[ \t]*:|${names}|^[ \t]*\[Service\]`, "im");

/**
 * Whether a text may tell of ports that the server knows of: a glance, so that a person who writes other YAML all day
 * long pays nothing. Whatever the server reads passes, but for files of variables, which say nothing by themselves.
 */
export function mayBeRelevant(text: string): boolean {
  return ours.test(text);
}
