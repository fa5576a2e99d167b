import { cpus, loadavg, totalmem } from "node:os";
import type { Machine } from "./report/figures.js";

export function currentLoad(): number {
  return loadavg()[0] ?? 0;
}

export function machine(loadBefore: number): Machine {
  const processors = cpus();
  return {
    cpu: processors[0]?.model.trim() ?? "unknown",
    cores: processors.length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    platform: `${process.platform} ${process.arch}`,
    node: process.version,
    load: [loadBefore, currentLoad()],
  };
}
