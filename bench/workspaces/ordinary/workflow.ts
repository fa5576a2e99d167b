import type { Ordinary } from "./index.js";
import { filled, noun, sentence, slug } from "./words.js";

/** What a forge's continuous integration runs. */
export const workflow: Ordinary = {
  pathOf: (name) => `.github/workflows/${name}.yml`,
  linesOf: (random, lines) =>
    filled(
      [
        `name: ${sentence(random, 3)}`,
        "on:",
        "  push:",
        `    branches: [main, "release/**"]`,
        "  pull_request:",
        "    paths-ignore:",
        `      - "docs/**"`,
        "permissions:",
        "  contents: read",
        "concurrency:",
        "  group: ${{ github.workflow }}-${{ github.ref }}",
        "  cancel-in-progress: true",
        "jobs:",
      ],
      lines,
      (number) => [
        `  ${slug(random, number)}:`,
        `    name: ${sentence(random, 4)} (\${{ matrix.${noun(random)} }})`,
        `    runs-on: ${random.pick(["ubuntu-24.04", "macos-15", "windows-2025"])}`,
        `    timeout-minutes: ${5 + random.below(40)}`,
        "    strategy:",
        "      fail-fast: false",
        "      matrix:",
        `        ${noun(random)}: [${random.below(20)}, ${20 + random.below(4)}]`,
        "    steps:",
        "      - uses: actions/checkout@v4",
        `      - name: ${sentence(random, 4)}`,
        "        uses: actions/setup-node@v4",
        "        with:",
        `          node-version: ${20 + random.below(5)}`,
        "          cache: npm",
        `      - name: ${sentence(random, 5)}`,
        "        run: |",
        "          set -euo pipefail",
        `          npm ci --workspace ${noun(random)}`,
        `          npm run ${noun(random)} -- --${noun(random)} "$GITHUB_SHA"`,
        "        env:",
        `          ${noun(random).toUpperCase()}_TOKEN: \${{ secrets.${noun(random).toUpperCase()}_TOKEN }}`,
      ],
    ),
};
