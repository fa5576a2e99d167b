import { unitCommands } from "../../hosts/commands.js";
import { hasFailed, sayFailure } from "../../hosts/failedUnits.js";
import type { HostView, Run } from "../../hosts/hostView.js";
import type { UnitSeen } from "../../hosts/observation.js";
import type { Place } from "../../facts.js";
import { factsOf } from "../../topology/factsOf.js";
import { liveFinding, placeOf, type LiveRule } from "./liveRule.js";

export const unitFailed: LiveRule = {
  id: "unit-failed",
  severity: "error",
  since: "0.1.0",
  example: { fails: "stands-on-the-unit", passes: "active" },
  summary: "The systemd unit that starts a program of the workspace has failed on the host.",
  why:
    "Nothing of what the program listens on is there: whoever sends gets `connection refused`. Its journal says why it " +
    "ended; a unit that is started over and over may look well for a moment.",
  *check(view) {
    const told = new Set<string>();
    for (const run of view.runs) {
      for (const unit of run.units.filter(hasFailed)) {
        const place = placeOfUnit(unit, run) ?? placeOf(run);
        if (place === undefined || told.has(unit.name)) continue;
        told.add(unit.name);
        const message = `${unit.name}, which starts ${run.workload.name}, ${sayFailure(unit)} on ${view.seen.host}.${sayLog(unit, view)}`;
        yield liveFinding(unitFailed, run, view, { message, place, commands: unitCommands(unit.name) });
      }
    }
  },
};

/** The unit's own file, where the workspace has it. */
function placeOfUnit({ name }: UnitSeen, { model }: Run): Place | undefined {
  return factsOf([...model.files.values()], "unit").find((unit) => unit.name === name && !unit.dropIn)?.process.place;
}

function sayLog({ name }: UnitSeen, { seen }: HostView): string {
  const last = seen.logs.findLast(({ source }) => source === `journal of ${name}`);
  return last === undefined ? "" : ` Its journal says \`${last.line}\`.`;
}
