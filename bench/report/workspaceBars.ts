import { medianDuration, shorterOf, type Duration } from "../duration.js";
import { slowest } from "./atServer.js";
import { reached, type Bar } from "./bar.js";
import type { Figures, ServerFacts } from "./figures.js";
import { workspaceGrowth } from "./workspaceGrowth.js";
import type { WorkspaceFigures } from "./workspaceFigures.js";

const mebi = 2 ** 20;

/** Of the largest workspace of each layout, and of the last step in size. */
export function workspaceBars(figures: Figures): readonly Bar[] {
  const { workspaces, servers, nodeStart, nodeResident } = figures;
  const own = servers[0];
  if (workspaces.length === 0 || own === undefined) return [];
  const starts = workspaces.flatMap(({ cold, warm }) => [cold.initialize, warm.initialize]);
  return [
    ...largest(workspaces).flatMap((workspace) => [
      ...editBars(workspace, own),
      ...(workspace.anchors.parse ? parseBars(workspace, workspace.anchors.parse) : scanBars(workspace, nodeResident)),
      warmBar(workspace),
    ]),
    ...growthBars(figures),
    {
      what: "server start to initialize answered, median of the workspaces",
      ...reached(120, shorterOf(medianDuration(starts))),
      ...{ anchor: nodeStart, anchorIs: "bare Node process" },
    },
  ];
}

function largest(workspaces: readonly WorkspaceFigures[]): readonly WorkspaceFigures[] {
  return [...new Map(workspaces.map((workspace) => [workspace.layout, workspace])).values()];
}

function editBars(workspace: WorkspaceFigures, own: ServerFacts): readonly Bar[] {
  const run = workspace.runs.find(({ server }) => server === own.name)!;
  const { server, client } = slowest(run, own.timer);
  const empty = { anchor: run.emptyRoundTrip, anchorIs: "empty round trip" };
  const what = `keystroke to diagnostics among ${named(workspace)}`;
  return [
    { what: `${what}, p95 at the server`, ...reached(16, server), ...empty },
    { what: "the same, round trip at the client", ...reached(16, client), ...empty },
  ];
}

/** Where most files need only be looked through. */
function scanBars(workspace: WorkspaceFigures, nodeResident: number): readonly Bar[] {
  const { cold, anchors } = workspace;
  const memory = cold.memory && {
    what: `MiB resident after the cold index of ${named(workspace)}`,
    ...reached(300, cold.memory.resident / mebi),
    ...{ anchor: nodeResident / mebi, anchorIs: "MiB of a bare Node process" },
  };
  return [
    {
      what: `cold index of ${named(workspace)}, in times of reading and searching`,
      ...reached(4, shorterOf(cold.index) / shorterOf(anchors.scan)),
      ...{ anchor: shorterOf(anchors.scan), anchorIs: "ms to read and search" },
    },
    ...(memory ? [memory] : []),
  ];
}

/** The computing time of all threads, which makes no difference between one core and several. */
function parseBars(workspace: WorkspaceFigures, parse: Duration): readonly Bar[] {
  const { index } = workspace.cold;
  return [
    {
      what: `cold index of ${named(workspace)}, in times of parsing, by the cores used`,
      ...reached(1.3, computing(index) / computing(parse)),
      ...{ anchor: computing(parse), anchorIs: "ms to read and yaml parse" },
    },
  ];
}

function computing({ wall, cpu }: Duration): number {
  return cpu ?? wall;
}

function warmBar(workspace: WorkspaceFigures): Bar {
  const read = shorterOf(workspace.anchors.read);
  return {
    what: `warm start of ${named(workspace)}, in times of reading`,
    ...reached(2, shorterOf(workspace.warm.index) / read),
    ...{ anchor: read, anchorIs: "ms to read" },
  };
}

function growthBars(figures: Figures): readonly Bar[] {
  const steps = workspaceGrowth(figures);
  return [...new Map(steps.map((step) => [step.layout, step])).values()].flatMap((step) => {
    const { from, to, layout, cold, warm, edits, emptyRoundTrip, parse, read, scan } = step;
    const ofStep = `${from} to ${to} files, ${layout}`;
    const anchor =
      parse === null
        ? { anchor: scan, anchorIs: "exponent of read and search" }
        : { anchor: parse, anchorIs: "exponent of yaml parse" };
    return [
      { what: `exponent of cold index, ${ofStep}`, ...reached(1.05, cold), ...anchor },
      {
        what: `exponent of warm start, ${ofStep}`,
        ...reached(1.05, warm),
        ...{ anchor: read, anchorIs: "exponent of read" },
      },
      {
        what: `exponent of an edit, p50 at the server, ${ofStep}`,
        ...reached(0.1, Math.max(...edits.map((edit) => edit.exponent))),
        ...{ anchor: emptyRoundTrip, anchorIs: "exponent of empty round trip" },
      },
    ];
  });
}

function named({ files, layout }: WorkspaceFigures): string {
  return `${files} files, ${layout}`;
}
