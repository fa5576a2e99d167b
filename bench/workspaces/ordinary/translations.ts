import type { Ordinary } from "./index.js";
import { camel, filled, noun, sentence } from "./words.js";

const locales = ["en", "de", "fr", "sv", "ja"];
const foreign = ["Öffnen", "déjà vu", "räksmörgås", "港を選ぶ", "Größe ändern", "« suivant »"];

/** What a program says to people of one language. */
export const translations: Ordinary = {
  pathOf: (name) => `locales/${name}.yaml`,
  linesOf: (random, lines) =>
    filled([`# ${sentence(random, 7)}`, `${random.pick(locales)}:`], lines, (number) => [
      `  ${camel(random, number)}:`,
      `    title: "${sentence(random, 3)}"`,
      `    hint: '${sentence(random, 9)}: %{count}'`,
      `    ${noun(random)}_label: ${random.pick(foreign)}`,
      "    count:",
      `      one: "%{count} ${noun(random)}"`,
      `      other: "%{count} ${noun(random)}s"`,
      "    body: >",
      `      ${sentence(random, 13)},`,
      `      ${sentence(random, 10)}.`,
    ]),
};
