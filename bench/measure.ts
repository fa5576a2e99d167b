import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { BenchDocument } from "./documents/document.js";
import { withFolder } from "./ending.js";
import { Client } from "./lsp/client.js";
import type { Server } from "./lsp/servers.js";
import type { ServerFigures } from "./report/figures.js";
import { typedInto, type Amount } from "./typing.js";

/** A fresh server in a fresh folder: started, shown one document, typed into, ended. */
export async function measure(server: Server, document: BenchDocument, amount: Amount): Promise<ServerFigures> {
  try {
    return await withFolder((folder) => {
      for (const [path, text] of document.files) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), text);
      }
      return drive(server, document, folder, amount);
    });
  } catch (error) {
    throw new Error(`${document.name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

async function drive(server: Server, document: BenchDocument, folder: string, amount: Amount): Promise<ServerFigures> {
  const started = performance.now();
  const client = new Client(server, folder);
  try {
    const initialize = (await client.initialize()) - started;
    return { server: server.name, initialize, ...(await typedInto(client, document, amount)) };
  } finally {
    await client.stop();
  }
}
