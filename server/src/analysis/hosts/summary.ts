import { capitalised, sayList } from "../rules/say.js";
import type { Check } from "./checks.js";
import { isExpected } from "./declared.js";
import type { HostView } from "./hostView.js";
import { obstaclesOf, type Obstacle } from "./obstacles.js";
import { linesOf } from "./hostLogs.js";
import { socketsAt } from "./sockets.js";

/** What a host's trouble comes down to, the root cause first; undefined where there is none. */
export function summaryOf(view: HostView, checks: readonly Check[]): string | undefined {
  const obstacles = obstaclesOf(view);
  const first = obstacles.find(({ isDdot }) => isDdot) ?? obstacles[0];
  if (first) return `${capitalisedUnlessName(sayObstacle(first, view))}.`;
  const worst = firstOf(checks, "failed") ?? sayDown(view) ?? firstOf(checks, "warning");
  return worst && `${worst.replace(/\.$/, "")}.`;
}

function firstOf(checks: readonly Check[], wanted: Check["status"]): string | undefined {
  return checks.find(({ status }) => status === wanted)?.summary;
}

/** What the workspace surely puts there, and does not run. */
function downOn({ runs }: HostView): readonly string[] {
  const down = runs.filter(
    ({ state, placement, sockets }) =>
      state === "down" && placement.certainty !== "ports" && sockets.some((each) => isExpected(each)),
  );
  return [...new Set(down.map(({ workload }) => workload.name))];
}

function sayDown(view: HostView): string | undefined {
  const names = downOn(view);
  if (names.length === 0) return undefined;
  return `${sayList(names)} ${names.length > 1 ? "were" : "was"} not seen running on ${view.seen.host}`;
}

function sayObstacle({ holder, victim, isDdot, ports }: Obstacle, view: HostView): string {
  const it = ports.length > 1 ? "them" : "it";
  const cause = `${holder} holds ${sayList(ports.map(String))}, so ${victim} cannot bind ${it}`;
  return isDdot ? `${cause} and exits; ${sayFlare(view)}` : cause;
}

/** The ddflare extension goes down with DDOT, and may answer for a moment each time that it is started again. */
function sayFlare(view: HostView): string {
  const port = flarePort(view);
  const open =
    socketsAt(view, "tcp", port).length > 0 ||
    view.seen.connects.some((each) => each.port === port && each.state === "open");
  if (open) return `${String(port)} goes down with it each time, even if it answered just now`;
  const refuses =
    view.seen.connects.some((each) => each.port === port && each.state === "refused") ||
    linesOf(view.seen, "connection-refused", port).length > 0;
  return refuses ? `that is why ${String(port)} refuses` : `${String(port)} goes down with it`;
}

/** Where the core Agent asks for DDOT's configuration. */
function flarePort({ runs }: HostView): number {
  const flare = runs.flatMap(({ sockets }) => sockets).find(({ claim }) => claim.fact.protocol === "ddot-flare-https");
  return flare?.port ?? 7777;
}

/** A program's name stays as it is. */
function capitalisedUnlessName(sentence: string): string {
  return /^(?:somebody|the) /.test(sentence) ? capitalised(sentence) : sentence;
}
