import { textOf, type BenchDocument } from "./documents/document.js";
import { OpenDocument } from "./editing.js";
import type { Client } from "./lsp/client.js";
import type { Options } from "./options.js";
import type { EditFigures, TypingFigures } from "./report/figures.js";
import { distributionOf, medianOf } from "./statistics.js";

const emptyRoundTrips = 100;

export type Amount = Pick<Options, "edits" | "limit">;

/** Opens a document in a server, and makes every series of edits that the server has an answer to. */
export async function typedInto(client: Client, document: BenchDocument, amount: Amount): Promise<TypingFigures> {
  const open = await OpenDocument.open(client, document.path, textOf(document));
  const editing: EditFigures[] = [];
  for (const series of document.series.filter(({ kind }) => client.server.answers.includes(kind))) {
    const { roundTrip, cpu } = await open.type(series, amount.edits, amount.limit ?? document.limit);
    editing.push({
      kind: series.kind,
      roundTrip: distributionOf(roundTrip),
      cpu: cpu.length === 0 ? null : distributionOf(cpu),
    });
  }
  return { open: open.opened, emptyRoundTrip: await emptyRoundTrip(client), editing };
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
