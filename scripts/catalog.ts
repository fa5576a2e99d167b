import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { agentPortRows, ddotRow } from "./catalog/agentPorts.js";
import { changeRows, printChanges } from "./catalog/changes.js";
import { componentRows } from "./catalog/components.js";
import { configShapes } from "./catalog/configShapes.js";
import { printAgentPorts, printComponents } from "./catalog/print.js";
import { printConfigShapes } from "./catalog/printShapes.js";
import { Value } from "./catalog/value.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const target = "server/src/analysis/catalog/generated";

interface Generated {
  /** Relative to the root of the repository. */
  readonly path: string;
  readonly text: string;
}

/** What the generated files have to hold, from `catalog/*.json`. Throws where a fact there is not understood. */
export function generate(): readonly Generated[] {
  const agent = readCatalog("agent-ports.json");
  const components = readCatalog("components.json");
  const shapes = configShapes(components, readCatalog("shared-types.json"));
  return [
    { path: `${target}/components.ts`, text: printComponents(componentRows(components)) },
    { path: `${target}/configShapes.ts`, text: printConfigShapes(shapes) },
    { path: `${target}/changes.ts`, text: printChanges(changeRows(readCatalog("versions.json"))) },
    { path: `${target}/agentPorts.ts`, text: printAgentPorts(agentPortRows(agent), ddotRow(agent)) },
  ];
}

/** The generated files that do not hold what they have to. */
export function stale(): readonly Generated[] {
  return generate().filter(({ path, text }) => readGenerated(path) !== text);
}

function readCatalog(name: string): Value {
  return Value.parse(readFileSync(join(root, "catalog", name), "utf8"), name);
}

function readGenerated(path: string): string | undefined {
  try {
    return readFileSync(join(root, path), "utf8");
  } catch {
    return undefined;
  }
}

function main(args: readonly string[]): void {
  const changed = stale();
  if (args.includes("--check")) {
    for (const { path } of changed) console.error(`${path} is stale: run npm run catalog`);
    process.exitCode = changed.length > 0 ? 1 : 0;
    return;
  }
  for (const { path, text } of changed) {
    writeFileSync(join(root, path), text);
    console.log(`wrote ${path}`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main(process.argv.slice(2));
