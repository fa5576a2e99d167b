import type { EnvFact, EnvFileRef } from "../../facts.js";
import type { UnitCommand } from "./exec.js";

/** Programs that have to do with telemetry, and the folders they keep their files in. */
const telemetry = /(?<![a-z])(?:otel|otlp|opentelemetry|opamp|ddot\b)|datadog|jaeger|prometheus|trace-agent|zipkin/i;

/** `--config=/etc/agent/config.yaml` of a program of any name; `--config.file` is Prometheus' own style. */
const collectorConfig = /(?:^|\s)--config[=\s]\s*["']?(?:(?:file|env|yaml|https?):|[^\s"']+\.ya?ml)/;

/** Whether a unit's command line is of a collector, a backend or an agent, or starts a container. */
export function isOurCommand({ program, args }: UnitCommand): boolean {
  const line = [program, ...args].map(({ text }) => text).join(" ");
  if (telemetry.test(line) || collectorConfig.test(line)) return true;
  if (/(?:^|[\s/])[\w.-]*collector\b/i.test(line.replace(/\s-\S*/g, " "))) return true;
  return /(?:^|\/)(?:docker|podman|nerdctl)$/.test(program.text) && args.some(({ text }) => text === "run");
}

/** `otelcol-contrib.service` */
export function isOurName(unit: string): boolean {
  return telemetry.test(unit) || /collector\b/i.test(unit);
}

/** Whether the environment says whom a program sends its telemetry to. */
export function isOurEnvironment(env: readonly EnvFact[], files: readonly EnvFileRef[]): boolean {
  return env.some(({ name }) => /^(?:OTEL_|DD_|OTELCOL)/.test(name)) || files.some(({ path }) => telemetry.test(path));
}
