import type { Placed } from "../compose/placed.js";

/** A setting of some program: `["collector", "otelcollector", "exporter_kwargs", "endpoint"]`. */
export interface Setting {
  /** Of a list, each item is a part of its own: `#0`. */
  readonly path: readonly string[];
  readonly value: Placed;
}

/** `TelemetryExporter` and `telemetry_exporter` alike, in words: `telemetry.exporter`. */
export function plainName(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, "$1.$2").toLowerCase();
}

/** Deeper than anybody's settings, and cheap to look around in. */
const deepest = 24;

/** The settings of a file by their path, as whoever reads one looks for others beside it. */
export class SettingIndex {
  private readonly byPath = new Map<string, string>();

  constructor(readonly settings: readonly Setting[]) {
    for (const { path, value } of settings) {
      if (path.length <= deepest) this.byPath.set(keyOf(path), value.text);
    }
  }

  /** What stands under one of some names beside a setting, else beside the one around it, and so on. */
  near(path: readonly string[], names: readonly string[], levels: number): string | undefined {
    for (let length = path.length - 1; length >= Math.max(0, path.length - levels); length--) {
      const found = names.map((name) => this.byPath.get(keyOf([...path.slice(0, length), name]))).find(Boolean);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** Whether it, or something around it, is switched off. */
  isOff(path: readonly string[]): boolean {
    if (path.length > deepest) return true;
    return path.some((_, length) => {
      const around = path.slice(0, length);
      const says = (name: string, value: string): boolean =>
        this.byPath.get(keyOf([...around, name]))?.toLowerCase() === value;
      return says("enabled", "false") || says("disabled", "true") || says("sdk.disabled", "true");
    });
  }
}

/** Dotted keys and nested tables are the same. */
function keyOf(path: readonly string[]): string {
  return path.join(".").toLowerCase();
}
