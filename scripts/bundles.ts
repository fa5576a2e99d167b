import { resolve } from "node:path";
import type { BuildOptions } from "esbuild";

export const checkout = resolve(import.meta.dirname, "..");

export interface Mode {
  /** Readable code with source maps, for a debugger. */
  readonly dev: boolean;
}

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
  };
  return [
    { ...common, entryPoints: ["client/src/extension.ts"], outfile: "dist/client.js", external: ["vscode"] },
    { ...common, entryPoints: ["server/src/lsp/main.ts"], outfile: "dist/server.js" },
    { ...common, entryPoints: ["server/src/cli/main.ts"], outfile: "dist/cli.js" },
  ];
}
