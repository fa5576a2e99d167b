import { readFileSync } from "node:fs";
import type { Section } from "../../../server/src/analysis/hosts/sections.js";

/** What a tool printed on a system: `debian-12/ss`. */
export function recording(name: string): string {
  return readFileSync(new URL(`recordings/${name}.txt`, import.meta.url), "utf8");
}

/** A section as the probe sends it: its head `sockets ss`, and how the tool ended. */
export function section(head: string, text: string, { status = 0, cut = false } = {}): Section {
  const [name = "", ...words] = head.split(" ");
  return { name, words, text, status, cut };
}
