import { undeclaredSockets } from "../../hosts/undeclared.js";
import { saySocket } from "../../hosts/sockets.js";
import { liveFinding, placeOf, type LiveRule } from "./liveRule.js";

export const undeclaredListener: LiveRule = {
  id: "undeclared-listener",
  severity: "information",
  since: "0.1.0",
  example: { fails: "one-port-more", passes: "what-udp-sends-from" },
  summary: "A collector listens on a port of the host that its configuration here does not declare.",
  why:
    "The collector on the host reads more than is written here, or something else than that. The next one to take the " +
    "port meets an owner that no file names.",
  *check(view) {
    for (const { socket, process, run } of undeclaredSockets(view)) {
      const place = run && placeOf(run);
      if (run === undefined || place === undefined) continue;
      const message =
        `${process.program} (pid ${String(process.pid)}) listens on ${saySocket(socket)}/${socket.transport} of ` +
        `${view.seen.host}, which nothing here declares for ${run.workload.name}.`;
      yield liveFinding(undeclaredListener, run, view, { message, place });
    }
  },
};
