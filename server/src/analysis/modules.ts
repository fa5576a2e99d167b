import type { ComponentKind } from "./facts.js";
import { parseVersion, type Version } from "./versions.js";

/** A Go module that a collector is built from. */
export interface ModuleRef {
  readonly kind: ComponentKind;
  /** `go.opentelemetry.io/collector/receiver/otlpreceiver` */
  readonly path: string;
  /** `v0.104.0` */
  readonly version: string | undefined;
}

/**
 * The collector's version, as its own modules have it; those of others count their releases as they like. Undefined
 * where they disagree.
 */
export function agreedVersion(modules: readonly ModuleRef[], written?: string): Version | undefined {
  const own = modules.flatMap(({ path, version }) =>
    version !== undefined &&
    /^(?:go\.opentelemetry\.io\/collector|github\.com\/open-telemetry\/opentelemetry-collector-contrib)\//.test(path)
      ? (parseVersion(version) ?? [])
      : [],
  );
  // Stable modules are counted apart: v1.30.0 belongs to v0.124.0.
  const versions = new Set(own.filter((version) => version.startsWith("0.")));
  const [only] = versions;
  if (versions.size === 1) return only;
  return versions.size === 0 && written !== undefined ? parseVersion(written) : undefined;
}
