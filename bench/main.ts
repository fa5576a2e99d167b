import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { anchorsOf, nodeResident, nodeStart } from "./anchors.js";
import { benchDocuments } from "./documents/index.js";
import { textOf, type BenchDocument } from "./documents/document.js";
import { interruption } from "./ending.js";
import { servers, type Server } from "./lsp/servers.js";
import { currentLoad, machine } from "./machine.js";
import { measure } from "./measure.js";
import { readOptions, usage, type Options, type Part } from "./options.js";
import { bars } from "./report/bars.js";
import type { DocumentFigures, Figures, ServerFigures } from "./report/figures.js";
import { growth } from "./report/growth.js";
import { ratios, workspaceRatios } from "./report/ratios.js";
import { toText } from "./report/text.js";
import { workspaceGrowth } from "./report/workspaceGrowth.js";
import { measureScale } from "./scale/index.js";
import { measureWorkspaces } from "./workspaces/index.js";

async function main(args: readonly string[]): Promise<void> {
  const options = readOptions(args);
  if (options === undefined) {
    console.error(usage);
    process.exitCode = 2;
    return;
  }
  if (options === "help") {
    console.log(usage);
    return;
  }
  const wanted = (part: Part): boolean => options.only === undefined || options.only === part;
  const loadBefore = currentLoad();
  const driven = wanted("typing") || wanted("workspaces") ? servers() : [];
  const documents = wanted("typing") ? await typingFigures(driven, options) : [];
  const scale = wanted("scale") ? await measureScale(options.scale) : [];
  const workspaces = wanted("workspaces") ? await measureWorkspaces(options.workspaces, driven, options) : [];
  const figures: Figures = {
    version: 1,
    machine: machine(loadBefore),
    servers: driven.map(({ name, version, timer }) => ({ name, version, timer })),
    nodeStart: await nodeStart(),
    nodeResident: await nodeResident(),
    documents,
    scale,
    workspaces,
  };
  console.log(toText(figures));
  mkdirSync(dirname(options.json), { recursive: true });
  const derived = {
    ratios: ratios(figures),
    growth: growth(figures),
    workspaceRatios: workspaceRatios(figures),
    workspaceGrowth: workspaceGrowth(figures),
    bars: bars(figures),
  };
  writeFileSync(options.json, `${JSON.stringify({ ...figures, ...derived }, undefined, 2)}\n`);
}

async function typingFigures(driven: readonly Server[], options: Options): Promise<readonly DocumentFigures[]> {
  const documents: DocumentFigures[] = [];
  for (const document of benchDocuments()) documents.push(await figuresOf(document, driven, options));
  return documents;
}

async function figuresOf(
  document: BenchDocument,
  driven: readonly Server[],
  options: Options,
): Promise<DocumentFigures> {
  const text = textOf(document);
  const runs: ServerFigures[] = [];
  for (const server of driven) {
    console.error(`${document.name}: ${server.name} …`);
    runs.push(await measure(server, document, options));
  }
  return {
    name: document.name,
    lines: text.split("\n").length - 1,
    bytes: Buffer.byteLength(text),
    files: document.files.size,
    edits: document.series.map(({ kind, what, places }) => ({
      kind,
      what,
      lines: [...new Set(places.map(({ offset }) => text.slice(0, offset).split("\n").length))],
    })),
    anchors: await anchorsOf(text),
    runs,
  };
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(interruption.aborted ? "interrupted" : error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
