import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { textOf, type BenchDocument } from "./documents/document.js";
import { OpenDocument } from "./editing.js";
import { withFolder } from "./ending.js";
import { Client } from "./lsp/client.js";
import type { Server } from "./lsp/servers.js";
import type { Options } from "./options.js";
import type { EditFigures, ServerFigures } from "./report/figures.js";
import { distributionOf, medianOf } from "./statistics.js";

const emptyRoundTrips = 100;

type Amount = Pick<Options, "edits" | "limit">;

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
    await client.initialize();
    const initialize = performance.now() - started;
    const open = await OpenDocument.open(client, document.path, textOf(document));
    const editing: EditFigures[] = [];
    for (const series of document.series.filter(({ kind }) => server.answers.includes(kind))) {
      const { roundTrip, cpu } = await open.type(series, amount.edits, amount.limit ?? document.limit);
      editing.push({
        kind: series.kind,
        roundTrip: distributionOf(roundTrip),
        cpu: cpu.length === 0 ? null : distributionOf(cpu),
      });
    }
    return {
      server: server.name,
      initialize,
      open: open.opened,
      emptyRoundTrip: await emptyRoundTrip(client),
      editing,
    };
  } finally {
    await client.stop();
  }
}

async function emptyRoundTrip(client: Client): Promise<number> {
  const samples: number[] = [];
  for (let i = 0; i < emptyRoundTrips; i++) {
    const sent = performance.now();
    await client.emptyRoundTrip();
    samples.push(performance.now() - sent);
  }
  return medianOf(samples);
}
