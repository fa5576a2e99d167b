import {
  type CancellationToken,
  type Disposable,
  EventEmitter,
  type ExtensionContext,
  type LogOutputChannel,
  type WorkspaceEdit,
} from "vscode";
import type { LanguageClient, State, WorkDoneProgressReport } from "vscode-languageclient/node";
import { type EditAnswer, portMapChanged, type Request, workspaceTrusted } from "./protocol.js";

type Arguments<P> = [P] extends [undefined] ? [] : [params: P, token?: CancellationToken];

export type ServerState = "starting" | "running" | "stopped";

/**
 * The language server. It is started, and the library that talks to it is loaded, when something is first asked of it.
 */
export class Server implements Disposable {
  readonly #changedState = new EventEmitter<ServerState>();
  readonly onDidChangeState = this.#changedState.event;
  readonly #changedPortMap = new EventEmitter<void>();
  readonly onDidChangePortMap = this.#changedPortMap.event;
  readonly #context: ExtensionContext;
  readonly #output: LogOutputChannel;
  #client: Promise<LanguageClient> | undefined;
  #stopped = false;

  constructor(context: ExtensionContext, output: LogOutputChannel) {
    this.#context = context;
    this.#output = output;
  }

  /** Soon: what the extension was activated for comes first. That it does not come up, the client tells the person. */
  start(): void {
    setImmediate(() => {
      if (this.#stopped) return;
      this.#load()
        .then((client) => client.start())
        .catch((error: unknown) => this.log("The language server does not start.", error));
    });
  }

  async restart(): Promise<void> {
    const client = await this.#load();
    const { State: states } = await import("./languageClient.js");
    // What did not come up cannot be stopped.
    await (client.state === states.StartFailed ? client.start() : client.restart());
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    // One that is only starting, or did not come up, cannot be stopped; it ends with the editor.
    await (await this.#client)?.stop().catch((error: unknown) => this.log("The language server does not stop.", error));
  }

  async request<P, R>({ method }: Request<P, R>, ...[params, token]: Arguments<P>): Promise<R> {
    const client = await this.#load();
    // What is given as undefined would be sent as null.
    if (params === undefined) return client.sendRequest<R>(method);
    return token === undefined ? client.sendRequest<R>(method, params) : client.sendRequest<R>(method, params, token);
  }

  /** An answer as the editor applies it. */
  async toEdit(answer: EditAnswer): Promise<WorkspaceEdit | undefined> {
    return (await this.#load()).protocol2CodeConverter.asWorkspaceEdit(answer);
  }

  /** How far a request is that was given the token. */
  async onProgress(token: string, told: (step: WorkDoneProgressReport) => void): Promise<Disposable> {
    const client = await this.#load();
    const { WorkDoneProgress: progress } = await import("./languageClient.js");
    return client.onProgress(progress.type, token, (step) => {
      if (step.kind === "report") told(step);
    });
  }

  /** One that is not running yet is told when it starts. */
  async tellTrusted(): Promise<void> {
    await (
      await this.#client
    )
      ?.sendNotification(workspaceTrusted)
      .catch((error: unknown) => this.log("The language server was not told.", error));
  }

  log(what: string, error: unknown): void {
    this.#output.error(what, error);
  }

  dispose(): void {
    this.#changedState.dispose();
    this.#changedPortMap.dispose();
  }

  #load(): Promise<LanguageClient> {
    return (this.#client ??= this.#create());
  }

  async #create(): Promise<LanguageClient> {
    const { createClient, State: states } = await import("./languageClient.js");
    const stateOf = (state: State): ServerState =>
      state === states.Running ? "running" : state === states.Starting ? "starting" : "stopped";
    const client = createClient(this.#context, this.#output);
    client.onNotification(portMapChanged, () => this.#changedPortMap.fire());
    client.onDidChangeState(({ newState }) => this.#changedState.fire(stateOf(newState)));
    return client;
  }
}
