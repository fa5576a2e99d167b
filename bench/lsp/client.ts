import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import {
  ConfigurationRequest,
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  PublishDiagnosticsNotification,
  RegistrationRequest,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  type Diagnostic,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type Range,
} from "vscode-languageserver-protocol/node";
import { capabilities } from "./capabilities.js";
import { ServerProcess } from "./serverProcess.js";
import type { Server } from "./servers.js";
import { within } from "./within.js";

export interface Answer extends PublishDiagnosticsParams {
  /** When it was read, on the clock of `performance.now`. */
  readonly at: number;
}

/** Milliseconds: for any answer, after the last one, and for a server to end. */
const patience = 10_000;
const silent = 400;
const patienceAtEnd = 3000;

/** What an editor is to a server: the same for every server, and all that the bench says to one. */
export class Client {
  private readonly process: ServerProcess;
  private readonly connection: ProtocolConnection;
  private readonly latest = new Map<string, Answer>();
  /** When diagnostics came last. */
  private heard = -Infinity;
  private receive: ((answer: Answer) => void) | undefined;

  constructor(
    readonly server: Server,
    private readonly folder: string,
  ) {
    this.process = new ServerProcess(server);
    this.connection = createProtocolConnection(
      new StreamMessageReader(this.process.output),
      new StreamMessageWriter(this.process.input),
    );
    this.connection.onRequest(RegistrationRequest.type, () => undefined);
    this.connection.onRequest(ConfigurationRequest.type, ({ items }) =>
      items.map(({ section }) => server.settings[section ?? ""] ?? {}),
    );
    this.connection.onNotification(PublishDiagnosticsNotification.type, (params) => {
      const answer = { ...params, at: performance.now() };
      this.latest.set(params.uri, answer);
      this.heard = answer.at;
      this.receive?.(answer);
    });
    this.connection.listen();
  }

  get pid(): number {
    return this.process.pid;
  }

  /** Returns when the answer was there, on the clock of `performance.now`; the server begins its work then. */
  async initialize(): Promise<number> {
    const asked = this.connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- the type asks for it
      rootUri: null,
      workspaceFolders: [{ uri: pathToFileURL(this.folder).href, name: "bench" }],
      capabilities,
      initializationOptions: this.server.initializationOptions,
    });
    await this.within("initialize", asked);
    const at = performance.now();
    await this.connection.sendNotification(InitializedNotification.type, {});
    return at;
  }

  uriOf(path: string): string {
    return pathToFileURL(join(this.folder, path)).href;
  }

  /** Opens a document, or sends one change of it; returns when it did, on the clock of `performance.now`. */
  async open({ uri, version, text }: { uri: string; version: number; text: string }): Promise<number> {
    const at = performance.now();
    await this.connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri, languageId: "yaml", version, text },
    });
    return at;
  }

  async change(uri: string, version: number, change: { range: Range; text: string }): Promise<number> {
    const at = performance.now();
    await this.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version },
      contentChanges: [change],
    });
    return at;
  }

  /** The next diagnostics that fit; ask for them before what they answer is sent. */
  async diagnostics(what: string, fits: (answer: Answer) => boolean): Promise<Answer> {
    let last: Answer | undefined;
    const answer = new Promise<Answer>((fulfil) => {
      this.receive = (received) => {
        last = received;
        if (fits(received)) fulfil(received);
      };
    });
    try {
      return await this.within(what, answer, () => `; it last published ${JSON.stringify(last?.diagnostics)}`);
    } finally {
      this.receive = undefined;
    }
  }

  /** What a document's diagnostics are once the server has been silent for a while. */
  async settled(uri: string): Promise<readonly Diagnostic[]> {
    await this.silence();
    return this.latest.get(uri)?.diagnostics ?? [];
  }

  /** Returns once no diagnostics have come for a while. */
  async silence(): Promise<void> {
    for (;;) {
      const passed = performance.now() - this.heard;
      if (passed >= silent) return;
      await setTimeout(silent - passed + 1);
    }
  }

  /** A question that no server knows: what a message there and one back cost, once the server comes to it. */
  async emptyRoundTrip(milliseconds?: number): Promise<void> {
    const asked = this.connection.sendRequest("bench/nothing").catch(() => undefined);
    await this.within("an empty request", asked, undefined, milliseconds);
  }

  /** A request without parameters, which may take long. */
  ask(method: string, milliseconds: number): Promise<unknown> {
    return this.within(method, this.connection.sendRequest(method), undefined, milliseconds);
  }

  async stop(): Promise<void> {
    await this.process.stop(async () => {
      await this.connection.sendRequest(ShutdownRequest.type);
      await this.connection.sendNotification(ExitNotification.type);
    }, patienceAtEnd);
    this.connection.dispose();
  }

  private within<T>(what: string, work: Promise<T>, seen = (): string => "", milliseconds = patience): Promise<T> {
    const late = (): string => `${this.server.name} did not answer ${what} within ${milliseconds / 1000} s${seen()}`;
    return within(milliseconds, Promise.race([work, this.process.crash]), late);
  }
}
