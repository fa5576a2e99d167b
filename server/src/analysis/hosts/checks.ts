import { agentChecks, containerChecks } from "./checks/containers.js";
import { configChecks } from "./checks/configs.js";
import { firewallChecks } from "./checks/firewalls.js";
import { httpChecks } from "./checks/http.js";
import { logChecks } from "./checks/logs.js";
import { metricsChecks } from "./checks/metrics.js";
import { placementCheck, unseenChecks } from "./checks/placement.js";
import { portChecks } from "./checks/ports.js";
import { processChecks, unitChecks } from "./checks/processes.js";
import type { HostView } from "./hostView.js";

/** One thing that was looked at on a host, and how it was found. */
export interface Check {
  /** What was looked at, the same at each asking: `port:4317/tcp`, `unit:otelcol.service`. */
  readonly id: string;
  readonly status: "ok" | "warning" | "failed" | "unknown";
  /** A sentence without its full stop. */
  readonly summary: string;
}

/** All that was looked at, whether the workspace knows of it or not. */
export function checksOf(view: HostView): readonly Check[] {
  return [
    placementCheck(view),
    ...processChecks(view),
    ...unitChecks(view),
    ...portChecks(view),
    ...configChecks(view),
    ...httpChecks(view),
    ...metricsChecks(view),
    ...logChecks(view),
    ...firewallChecks(view),
    ...containerChecks(view),
    ...agentChecks(view),
    ...unseenChecks(view),
  ];
}
