import type { UnitSeen } from "./observation.js";

/** Whether systemd gave a unit up, or starts it over and over. */
export function hasFailed({ active, sub, result }: UnitSeen): boolean {
  if (active === "failed" || sub === "auto-restart") return true;
  return active !== "active" && result !== undefined && !/^(?:success|)$/.test(result);
}

/** `has failed (exit-code, status 1)`, `is started over and over (exit-code, status 1, 12 restarts)` */
export function sayFailure({ active, sub, result, exitStatus, restarts }: UnitSeen): string {
  const again = active === "activating" || sub === "auto-restart";
  const details = [
    result,
    exitStatus === undefined ? undefined : `status ${String(exitStatus)}`,
    restarts === undefined || restarts === 0 ? undefined : `${String(restarts)} restarts`,
  ].filter((each) => each !== undefined && each !== "");
  return `${again ? "is started over and over" : "has failed"}${details.length === 0 ? "" : ` (${details.join(", ")})`}`;
}
