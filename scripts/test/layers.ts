/** One step of `npm test`, as a command that runs in the checkout. */
export interface Layer {
  readonly name: string;
  readonly command: readonly string[];
  /** How many tests it holds: a file in which it counts them, or one for the command itself. */
  readonly counts: "itself" | { readonly resultFile: string };
}

/** By the exit code that test harnesses use for it; the last line it printed says why. */
export const cannotRunHere = 77;

const tsx = ["node_modules/.bin/tsx"];

function mocha(name: string, ...patterns: readonly string[]): Layer {
  const resultFile = `out/test/${name.replaceAll(" ", "-")}.json`;
  const reporter = ["--reporter", "scripts/test/reporter.ts", "--reporter-option", `totals=${resultFile}`];
  return { name, command: ["node_modules/.bin/mocha", ...reporter, ...patterns], counts: { resultFile } };
}

export const layers: readonly Layer[] = [
  { name: "format", command: ["node_modules/.bin/prettier", "--check", "--log-level", "warn", "."], counts: "itself" },
  { name: "lint", command: ["node_modules/.bin/eslint", "."], counts: "itself" },
  { name: "types", command: ["node_modules/.bin/tsc", "-p", "tsconfig.json"], counts: "itself" },
  { name: "page", command: ["node_modules/.bin/tsc", "-p", "client/chart/tsconfig.json"], counts: "itself" },
  { name: "purity", command: ["node_modules/.bin/tsc", "-p", "server/src/analysis/tsconfig.json"], counts: "itself" },
  { name: "build", command: [...tsx, "scripts/build.ts"], counts: "itself" },
  mocha("units", "test/unit/**/*.test.ts"),
  mocha("rules", "test/rules/*.test.ts"),
  mocha("seeds", "test/seeds/*.test.ts"),
  mocha("examples", "test/examples/*.test.ts"),
  { name: "grammar", command: [...tsx, "test/grammar/run.ts"], counts: "itself" },
  mocha("command line", "test/cli/*.test.ts"),
  mocha("probe", "test/probe/*.test.ts"),
  mocha("ssh", "test/ssh/*.test.ts"),
  mocha("protocol", "test/protocol/*.test.ts"),
  mocha("neovim", "test/neovim/*.test.ts"),
  mocha("robustness", "test/robustness/*.test.ts"),
  mocha("package", "test/package/*.test.ts"),
  { name: "editor", command: [...tsx, "test/editor/run.ts"], counts: { resultFile: "out/test/editor/result.json" } },
];
