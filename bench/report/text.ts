import { atServer } from "./atServer.js";
import { bars } from "./bars.js";
import type { Figures } from "./figures.js";
import { ratios } from "./ratios.js";
import { scaleNotes, scaleTables } from "./scaleText.js";
import { numberOf, table } from "./table.js";
import { workspaceNotes, workspaceTables } from "./workspaceText.js";

export function toText(figures: Figures): string {
  const typing = figures.documents.length > 0;
  const scale = figures.scale.length > 0;
  const workspaces = figures.workspaces.length > 0;
  const sections = [
    heading(figures),
    ...(typing ? [edits(figures), anchors(figures), compared(figures)] : []),
    ...(scale ? scaleTables(figures) : []),
    ...(workspaces ? workspaceTables(figures) : []),
    reached(figures),
    ...(typing ? [notes(figures)] : []),
    ...(scale ? [scaleNotes(figures)] : []),
    ...(workspaces ? [workspaceNotes(figures)] : []),
  ];
  return `${sections.join("\n\n")}\n`;
}

function heading({ machine, servers }: Figures): string {
  const { cores, cpu, memoryGiB, platform, node, load } = machine;
  return [
    ...(servers.length > 0 ? [servers.map(({ name, version }) => `${name} ${version}`).join(" and ")] : []),
    `${cores} cores (${cpu}), ${memoryGiB} GiB, ${platform}, Node ${node}, load ${load.map(numberOf).join(" before, ")} after`,
    "All times in milliseconds.",
  ].join("\n");
}

function edits({ documents, servers }: Figures): string {
  const header = ["document", "lines", "server", "initialize", "open", "edit", "edits"];
  const rows = documents.flatMap((document) =>
    document.runs.flatMap((run) =>
      run.editing.map((edit) => {
        const { roundTrip, kind } = edit;
        const work = atServer(edit, run, servers.find(({ name }) => name === run.server)?.timer ?? 0);
        const ofRun = edit === run.editing[0] ? [run.initialize, run.open] : ["", ""];
        const first = [document.name, document.lines, run.server, ...ofRun, kind, roundTrip.count];
        return [...first, roundTrip.p50, roundTrip.p95, roundTrip.max, work.p50, work.p95];
      }),
    ),
  );
  return table([...header, "p50", "p95", "max", "server p50", "server p95"], rows);
}

function anchors({ documents, servers }: Figures): string {
  const header = ["document", "lines", "bytes", "read", "yaml parse", "with embedded"];
  const empty = servers.map(({ name }) => `empty round trip ${name}`);
  return table(
    [...header, ...empty],
    documents.map(({ name, lines, bytes, anchors: { read, parse, parseWithEmbedded }, runs }) => {
      return [name, lines, bytes, read, parse, parseWithEmbedded, ...runs.map((run) => run.emptyRoundTrip)];
    }),
  );
}

function compared(figures: Figures): string {
  const [own, other] = figures.servers;
  const of = `${own?.name ?? ""} / ${other?.name ?? ""}`;
  return table(
    ["document", "edit", `${of}: p50`, "p95", "server p50", `${own?.name ?? ""} server p50 / parse`],
    ratios(figures).map((ratio) => [
      ...[ratio.document, ratio.kind],
      ...[ratio.roundTripP50, ratio.roundTripP95, ratio.serverP50, ratio.parses],
    ]),
  );
}

function reached(figures: Figures): string {
  return table(
    ["bar", "at most", "is", "anchor", "", ""],
    bars(figures).map(({ what, limit, value, anchor, anchorIs, met }) => [
      ...[what, limit, value],
      ...[anchor, anchorIs, met ? "met" : "NOT MET"],
    ]),
  );
}

function notes({ documents, servers, machine }: Figures): string {
  const kinds = new Map(documents.flatMap((document) => document.edits.map(({ kind, what }) => [kind, what])));
  const slow = servers.filter(({ timer }) => timer > 0);
  return [
    "initialize    from the start of the process; a fresh server for each document",
    "open          from opening the document to its first diagnostics",
    ...[...kinds].map(([kind, what]) => `${kind.padEnd(13)} ${what}`),
    "p50 p95 max   from an edit to the diagnostics that tell of it, at the client, the first edits included",
    "server        what the server's main thread computes for an edit; without Linux the round trip less the empty one",
    "parse         one parse by the package yaml in a warmed-up process, documents inside blocks of text included",
    ...slow.map(({ name, timer }) => `${name} waits ${timer} ms after each edit: in p50, p95 and open, not in server.`),
    `${slow.map(({ name }) => name).join(", ")}: validation on, schema store and CRD store off, so it checks YAML alone.`,
    ...(Math.max(...machine.load) > machine.cores ? ["Other programs were at work: trust the server columns."] : []),
  ].join("\n");
}
