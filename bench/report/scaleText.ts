import type { ChildFigures, Figures, ScaleFigures } from "./figures.js";
import { growth } from "./growth.js";
import { table, type Cell } from "./table.js";

const mebi = 2 ** 20;

/** What the command line takes for workspaces of many manifests, and how that grows. */
export function scaleTables(figures: Figures): readonly string[] {
  return [sizes(figures), ...(growth(figures).length > 0 ? [grown(figures)] : [])];
}

function sizes({ scale }: Figures): string {
  const header = ["layout", "manifests", "MiB", "runs", "wall", "user CPU", "system CPU", "peak MiB", "KiB/manifest"];
  return table(
    [...header, "read", "yaml parse", "with embedded", "shorter / with embedded"],
    scale.map(({ layout, manifests, bytes, runs, run, anchors }) => [
      ...[layout, manifests, inMebi(bytes), runs, whole(run.wall), told(run.user), told(run.system)],
      ...[told(run.peak && run.peak / mebi), told(run.peak && run.peak / 1024 / manifests)],
      ...[whole(anchors.read), whole(anchors.parse), whole(anchors.parseWithEmbedded)],
      computed(run) / anchors.parseWithEmbedded,
    ]),
  );
}

function grown(figures: Figures): string {
  return table(
    ["layout", "from", "to", "exponent of wall", "user CPU", "peak", "read", "yaml parse"],
    growth(figures).map(({ layout, from, to, wall, user, peak, read, parse }) => {
      return [layout, from, to, wall, user ?? notMeasured, peak ?? notMeasured, read, parse];
    }),
  );
}

/** The shorter of wall clock and computing time, as for the anchors. */
function computed({ wall, user, system }: ChildFigures): number {
  return user === null || system === null ? wall : Math.min(wall, user + system);
}

export function scaleNotes({ scale, machine }: Figures): string {
  const sampled = scale.filter(({ anchors, manifests }) => anchors.parsed < manifests);
  return [
    "wall, CPU     `portolan ports --format json` over the folder, a process of its own, from its start to its end",
    "peak          resident memory at most, looked at while it ran",
    "read          every file read and searched for a word, in a warmed-up process",
    "yaml parse    by the package yaml alone, likewise; with embedded: the documents inside blocks of text as well",
    ...sampled.slice(0, 1).map(({ anchors }) => `              ${ofSample(anchors)}`),
    "shorter       of wall and all CPU, as is taken for read and parse too",
    "exponent      log of the figures' ratio by log of the manifests' ratio: 1 is linear, 2 is quadratic",
    ...(Math.max(...machine.load) > machine.cores
      ? ["Other programs were at work: trust the columns of user CPU."]
      : []),
  ].join("\n");
}

function ofSample({ parsed }: ScaleFigures["anchors"]): string {
  return `Of more than ${parsed} manifests, ${parsed} from all over were parsed and the time scaled.`;
}

const notMeasured = "not measured";

function told(value: number | null): Cell {
  return value === null ? notMeasured : whole(value);
}

function whole(value: number): number {
  return value < 100 ? value : Math.round(value);
}

function inMebi(bytes: number): number {
  return bytes / mebi;
}
