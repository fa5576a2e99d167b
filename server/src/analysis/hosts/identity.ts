import type { Collector, Workload } from "../topology/model.js";
import { filePath, liesAt, pathOnHost } from "./hostPaths.js";
import type { HostObservation, ProcessSeen, UnitSeen } from "./observation.js";
import type { KnownTexts } from "./placement.js";
import { agentProgram, ddotProgram, sameProgram } from "./programName.js";

/** Whether a process of the host is a workload of the workspace: `open` where only its being the only one would tell. */
export type Identity = "yes" | "no" | "open";

/** @param known tells the texts of the workspace from those that the host has */
export function identityOf(
  process: ProcessSeen,
  workload: Workload,
  seen: HostObservation,
  known: KnownTexts,
): Identity {
  // Its sockets are not the host's.
  if (process.ownNetwork === true) return "no";
  const { collector } = workload;
  if (collector === undefined) return process.program === agentProgram(workload.name) ? "yes" : "no";
  if (collector.isDdot) return process.kind === "ddot" || process.program === ddotProgram ? "yes" : "no";
  if (process.kind !== "collector" && process.kind !== "other") return "no";
  const reads = readsFilesOf(process, collector, seen, known);
  if (reads !== "open") return reads;
  if (process.kind === "other") return "no";
  if (process.unit === `${workload.name}.service`) return "yes";
  return sameProgram(process.program, workload.name) ? "yes" : "open";
}

/** By what the process was told to read; one that reads another file of the host is another collector. */
function readsFilesOf(
  { configs }: ProcessSeen,
  { facts }: Collector,
  seen: HostObservation,
  { sha256Of }: KnownTexts,
): Identity {
  const files = facts.filter(({ holder }) => holder === undefined).map(({ file }) => file);
  const paths = configs.flatMap(filePath);
  const hashes = seen.configs.filter(({ path }) => paths.includes(path)).flatMap(({ sha256 }) => sha256 ?? []);
  if (files.some((file) => paths.some((path) => liesAt(file, path)))) return "yes";
  if (hashes.length > 0 && files.some((file) => hashes.includes(sha256Of(file) ?? ""))) return "yes";
  const placed = files.length > 0 && files.every((file) => pathOnHost(file) !== undefined);
  return placed && paths.length > 0 ? "no" : "open";
}

/** Whether a unit of the host starts a workload: by its name, or by the configuration that it names. */
export function startsWorkload({ name, files }: UnitSeen, { name: workload, collector }: Workload): boolean {
  if (name === `${workload}.service`) return true;
  if (collector === undefined) return name === unitOfAgent(workload);
  if (collector.isDdot) return name === "datadog-agent-ddot.service";
  const paths = collector.facts.flatMap(({ file, holder }) => (holder ? [] : (pathOnHost(file) ?? [])));
  return files.some(({ text }) => paths.some((path) => mentions(text, path)));
}

/** `datadog-agent.service`, `datadog-agent-trace.service` */
function unitOfAgent(workload: string): string | undefined {
  const program = agentProgram(workload);
  if (program === undefined) return undefined;
  return program === "agent" ? "datadog-agent.service" : `datadog-agent-${program.replace(/-agent$/, "")}.service`;
}

/** Whether a path stands in a unit's text, and not only the beginning of another one. */
function mentions(text: string, path: string): boolean {
  for (let at = text.indexOf(path); at >= 0; at = text.indexOf(path, at + 1)) {
    if (!/[\w./-]/.test(text[at + path.length] ?? "")) return true;
  }
  return false;
}
