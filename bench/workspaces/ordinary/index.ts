import { Random } from "../../../test/robustness/random.js";
import { interfaceDescription } from "./interface.js";
import { records } from "./records.js";
import { resourceDefinition } from "./resourceDefinition.js";
import { settings } from "./settings.js";
import { tasks } from "./tasks.js";
import { translations } from "./translations.js";
import { slug } from "./words.js";
import { workflow } from "./workflow.js";

/** A kind of YAML that many repositories hold, and that says nothing of ports or collectors. */
export interface Ordinary {
  /** Where such a file lies. */
  pathOf(name: string): string;
  linesOf(random: Random, lines: number): readonly string[];
}

const kinds: readonly Ordinary[] = [
  ...[workflow, resourceDefinition, interfaceDescription, translations],
  ...[tasks, records, settings],
];

const [fewest, most] = [40, 380];

/** The file of that number, the same every time; most are short. */
export function ordinaryFile(number: number): { readonly path: string; readonly text: string } {
  const random = new Random(number);
  const kind = random.pick(kinds);
  const path = kind.pathOf(slug(random, number));
  const lines = fewest + Math.floor((most - fewest) * random.next() ** 2);
  return { path, text: `${kind.linesOf(random, lines).join("\n")}\n` };
}
