import { medianOf } from "../statistics.js";
import { slowest } from "./atServer.js";
import { reached, type Bar } from "./bar.js";
import type { Figures } from "./figures.js";
import { growth } from "./growth.js";
import { wholeParse } from "./ratios.js";
import { workspaceBars } from "./workspaceBars.js";

/** The bars that this run can tell of. */
export function bars(figures: Figures): readonly Bar[] {
  return [
    ...(figures.documents.length > 0 ? typingBars(figures) : []),
    ...growthBars(figures),
    ...workspaceBars(figures),
  ];
}

function typingBars({ documents, servers, nodeStart }: Figures): readonly Bar[] {
  const own = servers[0]!;
  const runs = documents.flatMap(({ runs }) => runs.filter(({ server }) => server === own.name));
  const initialize = medianOf(runs.map((run) => run.initialize));
  const manifest = documents.find(({ name }) => name === "manifest")!;
  const { server, client } = slowest(
    manifest.runs.find((run) => run.server === own.name)!,
    own.timer,
  );
  const parse = { anchor: wholeParse(manifest), anchorIs: "one yaml parse" };
  const start = { anchor: nodeStart, anchorIs: "bare Node process" };
  return [
    { what: "keystroke to diagnostics, 230-line manifest, p95 at the server", ...reached(10, server), ...parse },
    { what: "the same, round trip at the client", ...reached(10, client), ...parse },
    { what: "server start to initialize answered, median of the starts", ...reached(120, initialize), ...start },
  ];
}

/** Where manifests are many, so that a process's start and warm-up no longer hide how the rest grows. */
function growthBars(figures: Figures): readonly Bar[] {
  const steps = growth(figures);
  return [...new Set(steps.map(({ layout }) => layout))].map((layout) => {
    const { from, to, user, wall, parse } = steps.findLast((step) => step.layout === layout)!;
    const what = `exponent of ${user === null ? "wall time" : "user CPU"}, ${from} to ${to} manifests in ${layout}`;
    return { what, ...reached(1.05, user ?? wall), anchor: parse, anchorIs: "exponent of yaml parse" };
  });
}
