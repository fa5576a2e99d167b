import type { Check } from "../checks.js";
import { hasFailed, sayFailure } from "../failedUnits.js";
import type { HostView } from "../hostView.js";
import type { ProcessSeen, UnitSeen } from "../observation.js";

export function processChecks({ seen }: HostView): readonly Check[] {
  return seen.processes.map((process) => ({
    id: `process:${String(process.pid)}`,
    status: "ok",
    summary: sayProcess(process),
  }));
}

function sayProcess({ program, pid, user, configs, unit, ownNetwork }: ProcessSeen): string {
  const details = [
    `pid ${String(pid)}`,
    ...(user === undefined ? [] : [`as ${user}`]),
    ...(unit === undefined ? [] : [`of ${unit}`]),
    ...(configs.length === 0 ? [] : [`reads ${configs.join(", ")}`]),
    ...(ownNetwork === true ? ["in a network of its own"] : []),
  ];
  return `${program} runs (${details.join(", ")})`;
}

export function unitChecks({ seen, runs }: HostView): readonly Check[] {
  return seen.units.map((unit): Check => {
    const id = `unit:${unit.name}`;
    if (hasFailed(unit)) return { id, status: "failed", summary: `${unit.name} ${sayFailure(unit)}` };
    const isOurs = runs.some(({ units }) => units.includes(unit));
    return { id, status: unit.active === "active" || !isOurs ? "ok" : "warning", summary: sayUnit(unit) };
  });
}

function sayUnit({ name, active, sub }: UnitSeen): string {
  return `${name} is ${active}${sub === undefined || sub === active ? "" : ` (${sub})`}`;
}
