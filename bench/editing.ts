import { setTimeout } from "node:timers/promises";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Diagnostic } from "vscode-languageserver-protocol/node";
import type { EditSeries, Place } from "./documents/document.js";
import { cpuClock } from "./lsp/cpuClock.js";
import type { Answer, Client } from "./lsp/client.js";

/** Milliseconds in which a server comes to rest, so that what it does after its answer counts for that edit. */
const betweenEdits = 5;

/** In milliseconds, one figure for each edit. */
export interface EditTimes {
  /** From the edit to the diagnostics that tell of it. */
  readonly roundTrip: readonly number[];
  /** What the server's main thread computed meanwhile; empty where the system does not tell. */
  readonly cpu: readonly number[];
}

/** A document open in a server, into which the bench types. */
export class OpenDocument {
  private complaints: readonly Diagnostic[] = [];

  private constructor(
    private readonly client: Client,
    private readonly document: TextDocument,
    /** Milliseconds from opening to the first diagnostics. */
    readonly opened: number,
  ) {}

  static async open(client: Client, path: string, text: string): Promise<OpenDocument> {
    const document = TextDocument.create(client.uriOf(path), "yaml", 1, text);
    const { uri, version } = document;
    const [{ at }, sent] = await Promise.all([
      client.diagnostics(`the opening of ${path}`, (answer) => answer.uri === uri),
      client.open({ uri, version, text }),
    ]);
    const opened = new OpenDocument(client, document, at - sent);
    opened.complaints = await client.settled(uri);
    return opened;
  }

  /**
   * Edits are made and taken back in pairs, so that the text is the old one at the end.
   *
   * @param limit seconds after which no further pair is begun
   */
  async type(series: EditSeries, edits: number, limit: number): Promise<EditTimes> {
    const times: { roundTrip: number[]; cpu: number[] } = { roundTrip: [], cpu: [] };
    const clock = cpuClock(this.client.pid);
    const deadline = performance.now() + 1000 * limit;
    for (let pair = 0; pair < edits / 2 && performance.now() < deadline; pair++) {
      const place = series.places[pair % series.places.length]!;
      for (const away of [true, false]) {
        const before = clock?.();
        times.roundTrip.push(await this.edit(place, away));
        await setTimeout(betweenEdits);
        if (clock && before !== undefined) times.cpu.push(clock() - before);
      }
    }
    return times;
  }

  private async edit({ offset, before, after }: Place, away: boolean): Promise<number> {
    const { client, document } = this;
    const { uri } = document;
    const [old, text] = away ? [before, after] : [after, before];
    const range = { start: document.positionAt(offset), end: document.positionAt(offset + old.length) };
    const { line } = range.start;
    const usual = said(this.complaints, line);
    const version = document.version + 1;
    const tells = (answer: Answer): boolean =>
      answer.uri === uri &&
      (answer.version ?? version) === version &&
      (said(answer.diagnostics, line) !== usual) === away;
    const [{ at }, sent] = await Promise.all([
      client.diagnostics(`edit ${version - 1}, in line ${line + 1},`, tells),
      client.change(uri, version, { range, text }),
    ]);
    TextDocument.update(document, [{ range, text }], version);
    return at - sent;
  }
}

/** All that is complained of in a line, to be compared. */
function said(diagnostics: readonly Diagnostic[], line: number): string {
  const there = diagnostics.filter(({ range }) => range.start.line === line);
  return there
    .map(({ code, message }) => JSON.stringify([code, message]))
    .sort()
    .join();
}
