import { Disposable, EventEmitter } from "vscode";
import { type LanguageClient, State } from "vscode-languageclient/node";
import type { PortMapResult } from "../../../server/src/protocol.js";
import { portMapChanged, portMapRequest } from "../protocol.js";

export type ServerState = "starting" | "running" | "stopped";

const nothing: PortMapResult = { namespaces: [] };

/**
 * The port map as the server had it last, for all that shows something of it. It is asked for once however much
 * changes while the answer is under way.
 */
export class PortMapStore implements Disposable {
  readonly #changed = new EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  readonly #client: LanguageClient;
  readonly #subscription: Disposable;
  #map = nothing;
  #server: ServerState = "starting";
  /** Settles once the map is as the server had it when this was last asked. */
  #reading: Promise<void> | undefined;
  #stale = false;

  constructor(client: LanguageClient) {
    this.#client = client;
    this.#subscription = Disposable.from(
      client.onNotification(portMapChanged, () => this.#read()),
      client.onDidChangeState(({ newState }) => this.#follow(newState)),
    );
  }

  get map(): PortMapResult {
    return this.#map;
  }

  get server(): ServerState {
    return this.#server;
  }

  /** What is known once the server has answered what is asked of it now. */
  async current(): Promise<PortMapResult> {
    await this.#reading;
    return this.#map;
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  #follow(state: State): void {
    switch (state) {
      case State.Running:
        this.#server = "running";
        this.#read();
        break;
      case State.Starting:
        this.#server = "starting";
        break;
      case State.Stopped:
      case State.StartFailed:
        this.#server = "stopped";
        this.#show(nothing);
        break;
    }
  }

  #read(): void {
    this.#stale = true;
    this.#reading ??= this.#readAll().finally(() => (this.#reading = undefined));
  }

  async #readAll(): Promise<void> {
    while (this.#stale) {
      this.#stale = false;
      try {
        this.#show(await this.#client.sendRequest(portMapRequest));
      } catch (error) {
        this.#client.error("The port map was not answered.", error, false);
      }
    }
  }

  #show(map: PortMapResult): void {
    this.#map = map;
    this.#changed.fire();
  }
}
