import type { Transport } from "../facts.js";
import type { Listener, Namespace } from "./model.js";

/** Who listens on a port of a namespace, or would in some version. */
export function listenersAt(namespace: Namespace, port: number, transport: Transport): readonly Listener[] {
  return namespace.listeners.filter((each) => each.port === port && each.transport === transport);
}

/** Whether a host, as `parseEndpoint` gives it, is reached from its own namespace alone. */
export function isLoopback(host: string | null): boolean {
  return host !== null && (host.startsWith("127.") || host === "::1");
}
