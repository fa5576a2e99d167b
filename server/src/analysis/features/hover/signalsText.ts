import type { ComponentRow } from "../../catalog/types.js";
import { append } from "../../lists.js";
import { sayList } from "../../rules/say.js";

/** `traces, metrics and logs (stable), profiles (alpha)`; of a connector `traces → metrics (beta)`. */
export function signalsText({ signals, stability, kind }: ComponentRow): string {
  const byLevel = new Map<string, string[]>();
  for (const signal of signals) {
    const [key, shown] =
      typeof signal === "string"
        ? [signal, signal]
        : [`${signal.from}_to_${signal.to}`, `${signal.from} → ${signal.to}`];
    append(byLevel, levelOf(stability, key), shown);
  }
  if (byLevel.size === 0) {
    const level = levelOf(stability, kind);
    return level === "" ? "" : `Stability: ${level}.`;
  }
  const groups = [...byLevel].map(([level, names]) => sayList(names) + (level === "" ? "" : ` (${level})`));
  return `Signals: ${groups.join(", ")}.`;
}

function levelOf(stability: ComponentRow["stability"], key: string): string {
  return Object.hasOwn(stability, key) ? (stability[key] ?? "") : "";
}
