import type { Namespace } from "./model.js";
import { PortIndex } from "./portIndex.js";

/** A namespace in which everything that takes a port is found by it. */
export function namespaceOf(parts: Omit<Namespace, "listening" | "handingOn">): Namespace {
  return { ...parts, listening: new PortIndex(parts.listeners), handingOn: new PortIndex(parts.mappings) };
}
