import { get, textOf } from "../../yaml/access.js";
import type { YamlNode } from "../../yaml/node.js";

/** What a memory_limiter allows, in bytes; undefined where only the host knows: a percentage, a variable. */
export function memoryLimitOf(type: string, settings: YamlNode | undefined): number | undefined {
  if (type !== "memory_limiter") return undefined;
  const text = textOf(get(settings, "limit_mib")) ?? "";
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) * 1024 ** 2 : undefined;
}
