import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import type { EditSeries } from "../documents/document.js";

export interface Server {
  readonly name: string;
  readonly version: string;
  /** What Node runs, its arguments included. */
  readonly argv: readonly string[];
  readonly initializationOptions: object;
  /** Answers to `workspace/configuration`, by section. */
  readonly settings: Readonly<Record<string, object>>;
  /** How long the server waits after a change before it looks at it, in milliseconds. */
  readonly timer: number;
  readonly answers: readonly EditSeries["kind"][];
}

/** In the order in which they are driven. */
export function servers(): readonly Server[] {
  return [portolan(), yamlLanguageServer()];
}

const checkout = resolve(import.meta.dirname, "../..");

function portolan(): Server {
  const bundle = join(checkout, "dist/server.js");
  if (!existsSync(bundle)) throw new Error("dist/server.js is not built: npm run build");
  return {
    name: "portolan",
    version: versionIn(join(checkout, "package.json")),
    argv: [bundle, "--stdio"],
    initializationOptions: {},
    settings: {},
    timer: 0,
    answers: ["syntax", "finding"],
  };
}

/** As its VS Code extension sets it up, except that nothing is fetched from the network. */
function yamlLanguageServer(): Server {
  const manifest = createRequire(import.meta.url).resolve("yaml-language-server/package.json");
  return {
    name: "yaml-language-server",
    version: versionIn(manifest),
    argv: [join(dirname(manifest), "bin/yaml-language-server"), "--stdio"],
    initializationOptions: {},
    settings: {
      yaml: { validate: true, schemaStore: { enable: false }, kubernetesCRDStore: { enable: false } },
    },
    // `validationDelayMs`; no setting changes it.
    timer: 200,
    answers: ["syntax"],
  };
}

function versionIn(manifest: string): string {
  const { version } = JSON.parse(readFileSync(manifest, "utf8")) as { version: string };
  return version;
}
