import type { Ordinary } from "./index.js";
import { camel, filled, noun, sentence } from "./words.js";

/** A program's own settings, nested and of all types. */
export const settings: Ordinary = {
  pathOf: (name) => `config/${name}.yaml`,
  linesOf: (random, lines) =>
    filled([`# ${sentence(random, 9)}`, "profile: default", "debug: false"], lines, (number) => [
      `${camel(random, number)}:`,
      `  enabled: ${random.pick(["true", "false"])} # ${sentence(random, 5)}`,
      `  level: ${random.pick(["info", "warn", "error"])}`,
      "  cache:",
      `    size: ${random.below(4096)}Mi`,
      `    expiry: ${random.below(90)}m`,
      `  ${noun(random)}_paths:`,
      `    - /srv/${noun(random)}/${noun(random)}.db`,
      `    - /var/lib/${noun(random)}`,
      `  owners: [${noun(random)}@example.com, ${noun(random)}@example.com]`,
    ]),
};
