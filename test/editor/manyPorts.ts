import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** A file tree for each host, whose collector opens ports that no other host has; 5,000 in all. */
export const manyHosts = 250;
export const portsOfEach = 20;

export async function writeManyPorts(folder: string): Promise<void> {
  for (let host = 0; host < manyHosts; host++) {
    const file = join(folder, hostName(host), "etc", "otelcol", "config.yaml");
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, configOf(host));
  }
}

export function hostName(host: number): string {
  return `host-${String(host).padStart(3, "0")}`;
}

/** Without metrics of its own, a collector has no port beside those of its receivers. */
function configOf(host: number): string {
  const ids = Array.from({ length: portsOfEach }, (_, index) => `otlp/${String(index)}`);
  const endpointOf = (index: number): string => `0.0.0.0:${String(10_000 + host * portsOfEach + index)}`;
  const receivers = ids.map(
    (id, index) => `  ${id}:\n    protocols:\n      grpc:\n        endpoint: ${endpointOf(index)}\n`,
  );
  const pipeline = `      receivers: [${ids.join(", ")}]\n      exporters: [debug]\n`;
  return (
    `receivers:\n${receivers.join("")}exporters:\n  debug:\n` +
    `service:\n  telemetry:\n    metrics:\n      level: none\n  pipelines:\n    traces:\n${pipeline}`
  );
}
