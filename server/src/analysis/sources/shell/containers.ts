import type { ContainerFacts, ContainersFacts, Fact, FileId } from "../../facts.js";
import { readRun } from "./run.js";
import type { ShellCommand } from "./script.js";

/** Stands in every command that starts a container; a command without it is not read. */
export const runs = /\brun\b/;

export function mayRun(text: string): boolean {
  return /\b(?:docker|podman|nerdctl)\b/.test(text) && runs.test(text);
}

/** More than anybody writes: whatever has it multiplies by ranges of ports. */
export const mostPorts = 100_000;

/** The containers that commands start; undefined where they start none. */
export function containersOf(commands: readonly ShellCommand[], file: FileId): ContainersFacts | undefined {
  const containers: ContainerFacts[] = [];
  let ports = 0;
  for (const command of commands) {
    const container = readRun(command, file);
    if (container === undefined) continue;
    ports += portsOf(container);
    if (ports > mostPorts) break;
    containers.push(container);
  }
  if (containers.length === 0) return undefined;
  return { kind: "containers", file, engine: "docker-run", project: undefined, containers, includes: [] };
}

/** How many ports a fact has; its text does not bound them. */
export function countPorts(fact: Fact): number {
  return fact.kind === "containers" ? fact.containers.reduce((sum, each) => sum + portsOf(each), 0) : 0;
}

function portsOf({ published, process }: ContainerFacts): number {
  return published.length + process.ports.length;
}
