import type { ComponentKind } from "../facts.js";
import { components } from "./generated/components.js";

const typeOf: ReadonlyMap<string, string> = new Map(
  components.map(({ kind, type, module }) => [`${kind} ${module ?? ordinary(kind, type)}`, type] as const),
);

/** Where its repository keeps no name of its own: `hostmetricsreceiver` for `host_metrics`. */
function ordinary(kind: ComponentKind, type: string): string {
  return type.replaceAll("_", "") + kind;
}

/**
 * The type of the component in a Go module, by its path: `go.opentelemetry.io/collector/receiver/otlpreceiver`. A module
 * that is in no catalogue most likely names its type as the others do.
 */
export function componentOfModule(
  kind: ComponentKind,
  path: string,
): { readonly type: string; readonly guessed: boolean } {
  const last =
    path
      .replace(/\/v\d+$/, "")
      .split("/")
      .at(-1) ?? "";
  const known = typeOf.get(`${kind} ${last}`);
  if (known !== undefined) return { type: known, guessed: false };
  return { type: last.endsWith(kind) ? last.slice(0, -kind.length) : last, guessed: true };
}
