import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { BuildOptions, Plugin } from "esbuild";

export const checkout = resolve(import.meta.dirname, "..");

export interface Mode {
  /** Readable code with source maps, for a debugger. */
  readonly dev: boolean;
}

/** Puts the probe's text into the bundle, in place of the module that reads it from the checkout. */
const probe: Plugin = {
  name: "probe",
  setup(build) {
    const script = resolve(checkout, "server/src/ssh/probe.sh");
    build.onLoad({ filter: /[\\/]ssh[\\/]script\.ts$/ }, async () => ({
      contents: `export const probeScript = ${JSON.stringify(await readFile(script, "utf8"))};`,
      watchFiles: [script],
    }));
  },
};

/** The layout engine stays a file of its own, which the page of the port chart and the command line share. */
const engine: Plugin = {
  name: "engine",
  setup(build) {
    build.onResolve({ filter: /^elkjs\/lib\/elk\.bundled\.js$/ }, () => ({ path: "./elk.js", external: true }));
  },
};

/** What is shipped: the extension, its language server and the command line, each in one file without dependencies. */
export function bundles({ dev }: Mode): BuildOptions[] {
  const common: BuildOptions = {
    absWorkingDir: checkout,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    // The `main` of vscode-languageserver-types is UMD, whose `require`s a bundler does not see.
    mainFields: ["module", "main"],
    minify: !dev,
    sourcemap: dev,
    // `keepNames` would redefine a property of every closure that is made, which costs an edit about a tenth.
    legalComments: "none",
    logLevel: "warning",
    plugins: [probe, engine],
  };
  return [
    { ...common, entryPoints: ["client/src/extension.ts"], outfile: "dist/client.js", external: ["vscode"] },
    { ...common, entryPoints: ["server/src/lsp/main.ts"], outfile: "dist/server.js" },
    { ...common, entryPoints: ["server/src/cli/main.ts"], outfile: "dist/cli.js" },
    // Minified as it comes; nothing is put into it.
    {
      absWorkingDir: checkout,
      entryPoints: ["node_modules/elkjs/lib/elk.bundled.js"],
      loader: { ".js": "copy" },
      outfile: "dist/elk.js",
    },
    {
      ...common,
      entryPoints: ["client/chart/page.ts"],
      outfile: "dist/chart.js",
      platform: "browser",
      target: "es2022",
      format: "iife",
      loader: { ".css": "text" },
    },
  ];
}
