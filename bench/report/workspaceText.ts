import { shorterOf, type Duration } from "../duration.js";
import { atServer } from "./atServer.js";
import type { Figures } from "./figures.js";
import { workspaceRatios } from "./ratios.js";
import { table, type Cell } from "./table.js";
import { workspaceGrowth } from "./workspaceGrowth.js";
import { restFor } from "./workspaceFigures.js";

const mebi = 2 ** 20;

/** What servers take among many YAML files, and how that grows. */
export function workspaceTables(figures: Figures): readonly string[] {
  const grows = workspaceGrowth(figures).length > 0;
  return [indexing(figures), limits(figures), typing(figures), compared(figures), ...(grows ? [grown(figures)] : [])];
}

function indexing({ workspaces }: Figures): string {
  return table(
    [
      ...["layout", "files", "start", "starts", "initialize", "CPU", "index wall", "CPU", "resident MiB", "peak MiB"],
      ...["shorter / read", "/ search", "CPU / parse CPU", "cores"],
    ],
    workspaces.flatMap(({ layout, files, anchors: { read, scan, parse }, ...each }) =>
      (["cold", "warm"] as const).map((name): readonly Cell[] => {
        const { starts, initialize, index, memory } = each[name];
        const { wall, cpu } = index;
        return [
          ...[layout, files, name, starts, ...durationOf(initialize), ...durationOf(index)],
          ...[inMebi(memory?.resident), inMebi(memory?.peak)],
          ...[shorterOf(index) / shorterOf(read), shorterOf(index) / shorterOf(scan)],
          ...[parse && cpu && parse.cpu && cpu / parse.cpu, cpu && cpu / wall],
        ];
      }),
    ),
  );
}

function limits({ workspaces }: Figures): string {
  return table(
    [
      ...["layout", "files", "manifests", "MiB", "read wall", "CPU", "read and search wall", "CPU"],
      ...["read and parse wall", "CPU"],
    ],
    workspaces.map(({ layout, files, manifests, bytes, anchors: { read, scan, parse } }) => [
      ...[layout, files, manifests, bytes / mebi, ...durationOf(read), ...durationOf(scan)],
      ...(parse ? durationOf(parse) : []),
    ]),
  );
}

function typing({ workspaces, servers }: Figures): string {
  const header = ["layout", "files", "server", "initialize", "open", "edit", "edits", "p50", "p95", "max"];
  return table(
    [...header, "server p50", "server p95", "MiB after edits", "peak MiB", "CPU at rest"],
    workspaces.flatMap(({ layout, files, runs }) =>
      runs.flatMap((run) => {
        const timer = servers.find(({ name }) => name === run.server)?.timer ?? 0;
        return run.editing.map((edit, index): readonly Cell[] => {
          const { kind, roundTrip } = edit;
          const work = atServer(edit, run, timer);
          const first = index === 0;
          const begun = first ? [run.initialize.wall, run.open] : ["", ""];
          return [
            ...[layout, files, run.server, ...begun, kind, roundTrip.count],
            ...[roundTrip.p50, roundTrip.p95, roundTrip.max, work.p50, work.p95],
            ...(first ? [inMebi(run.memory?.resident), inMebi(run.memory?.peak), told(run.rest)] : []),
          ];
        });
      }),
    ),
  );
}

function compared(figures: Figures): string {
  const of = figures.servers.map(({ name }) => name).join(" / ");
  return table(
    ["layout", "files", "edit", `${of}: p50`, "p95", "server p50"],
    workspaceRatios(figures).map(({ layout, files, kind, roundTripP50, roundTripP95, serverP50 }) => {
      return [layout, files, kind, roundTripP50, roundTripP95, serverP50];
    }),
  );
}

function grown(figures: Figures): string {
  const steps = workspaceGrowth(figures);
  const kinds = steps[0]?.edits.map(({ kind }) => kind) ?? [];
  return table(
    [
      ...["layout", "from", "to", "exponent of cold index", "warm", "resident", ...kinds.map((kind) => `${kind} edit`)],
      ...["empty round trip", "read", "read and search", "read and parse"],
    ],
    steps.map(({ layout, from, to, cold, warm, memory, edits, emptyRoundTrip, read, scan, parse }) => [
      ...[layout, from, to, cold, warm, memory ?? notMeasured, ...edits.map(({ exponent }) => exponent)],
      ...[emptyRoundTrip, read, scan, parse],
    ]),
  );
}

export function workspaceNotes({ machine }: Figures): string {
  return [
    "initialize    from the start of the process to the answer",
    "index         from `initialized` until the server has answered with the whole port map; nothing of it was parsed before",
    "warm          the same with the cache folder that the first cold start left",
    "CPU           user and system time of all threads of the process; cores: CPU by wall, helpers of the runtime included",
    "read, search, parse   a fresh Node process over the same files, in one thread; search: for three words",
    "shorter       of wall and CPU, on both sides of a ratio and in exponents",
    "p50 p95 max   edits of a 230-line manifest that is opened in one of the folders, from the edit to its diagnostics",
    "server        what the server's main thread computes for an edit; without Linux the round trip less the empty one",
    `CPU at rest   in ${restFor / 1000} s without a message, after the edits`,
    "exponent      log of the figures' ratio by log of the files' ratio: 0 is constant, 1 is linear",
    ...(Math.max(...machine.load) > machine.cores
      ? ["Other programs were at work: trust CPU and the server columns."]
      : []),
  ].join("\n");
}

const notMeasured = "not measured";

function durationOf({ wall, cpu }: Duration): readonly Cell[] {
  return [whole(wall), told(cpu)];
}

function told(value: number | null): Cell {
  return value === null ? notMeasured : whole(value);
}

function whole(value: number): number {
  return value < 100 ? value : Math.round(value);
}

function inMebi(bytes: number | undefined): Cell {
  return bytes === undefined ? notMeasured : bytes / mebi;
}
