import { Disposable, EventEmitter } from "vscode";
import type { PortMapResult } from "../../../server/src/protocol.js";
import { portMapRequest } from "../protocol.js";
import type { Server, ServerState } from "../server.js";

const nothing: PortMapResult = { namespaces: [] };

/**
 * The port map as the server had it last, for all that shows something of it. It is asked for once however much
 * changes while the answer is under way.
 */
export class PortMapStore implements Disposable {
  readonly #changed = new EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  readonly #server: Server;
  readonly #subscription: Disposable;
  #map = nothing;
  #state: ServerState = "starting";
  /** Settles once the map is as the server had it when this was last asked. */
  #reading: Promise<void> | undefined;
  #stale = false;

  constructor(server: Server) {
    this.#server = server;
    this.#subscription = Disposable.from(
      server.onDidChangePortMap(() => this.#read()),
      server.onDidChangeState((state) => this.#follow(state)),
    );
  }

  get map(): PortMapResult {
    return this.#map;
  }

  get server(): ServerState {
    return this.#state;
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

  #follow(state: ServerState): void {
    this.#state = state;
    if (state === "running") this.#read();
    else if (state === "stopped") this.#show(nothing);
  }

  #read(): void {
    this.#stale = true;
    this.#reading ??= this.#readAll().finally(() => (this.#reading = undefined));
  }

  async #readAll(): Promise<void> {
    while (this.#stale) {
      this.#stale = false;
      try {
        this.#show(await this.#server.request(portMapRequest));
      } catch (error) {
        this.#server.log("The port map was not answered.", error);
      }
    }
  }

  #show(map: PortMapResult): void {
    this.#map = map;
    this.#changed.fire();
  }
}
