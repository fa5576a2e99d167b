import type { Ordinary } from "./index.js";
import { filled, noun, sentence, slug } from "./words.js";

/** A list of data: the seeds of a database, what a site is generated from. */
export const records: Ordinary = {
  pathOf: (name) => `data/${name}.yaml`,
  linesOf: (random, lines) =>
    filled([`# ${sentence(random, 6)}`, "- id: 0", `  name: ${noun(random)}`], lines, (number) => [
      `- id: ${number}`,
      `  name: ${slug(random, number)}`,
      `  since: 20${10 + random.below(16)}-0${1 + random.below(9)}-${10 + random.below(18)}`,
      `  position: [${random.below(90)}.${random.below(1000)}, ${random.below(180)}.${random.below(1000)}]`,
      `  tonnage: ${random.below(90_000)}`,
      `  flags: {active: ${random.pick(["true", "false"])}, rank: ${random.below(9)}}`,
      `  remark: ${random.pick(["null", `"${sentence(random, 8)}"`])}`,
      ...Array.from({ length: random.below(4) }, (_, i) => (i === 0 ? "  calls:" : `    - ${noun(random)}`)),
    ]),
};
