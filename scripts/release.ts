/**
 * `npm run release -- <version> [--dry-run] [--skip-tests]`: makes a release of this checkout, and publishes nothing.
 * CONTRIBUTING.md tells what a person does before and after.
 */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { gte, valid } from "semver";
import { checkout } from "./bundles.js";
import { packageExtension } from "./package.js";
import { packageCli } from "./packageCli.js";

export interface Release {
  readonly version: string;
  /** Says what would be done, and changes nothing. */
  readonly dryRun: boolean;
  readonly skipTests: boolean;
}

/** What a release is made of and with. */
export interface Workshop {
  /** The checkout, an absolute path. */
  readonly root: string;
  readonly say: (line: string) => void;
  /** Throws where a test fails. */
  readonly test: () => void;
  /** Answers what it made. */
  readonly build: () => Promise<readonly string[]>;
}

/** Of the manifest and its lock. */
const versioned = ["package.json", "package-lock.json"];

/** Throws before anything is changed, or puts back what it changed. */
export async function release({ version, dryRun, skipTests }: Release, workshop: Workshop): Promise<void> {
  const { root, say, test, build } = workshop;
  const problems = problemsOf(version, root);
  if (problems.length > 0) throw new Error(problems.join("\n"));
  if (dryRun) {
    const steps = [`write ${version} into ${versioned.join(" and ")}`, ...(skipTests ? [] : ["run all tests"])];
    for (const step of [...steps, "build the VSIX and the tarball", `commit, and tag v${version}`])
      say(`would ${step}`);
    return;
  }
  const before = versioned.map((name) => [join(root, name), readFileSync(join(root, name), "utf8")] as const);
  const head = git(root, "rev-parse", "HEAD");
  try {
    for (const [path, text] of before) writeFileSync(path, withVersion(text, version));
    if (!skipTests) test();
    for (const made of await build()) say(`made ${made}`);
    git(root, "add", ...versioned);
    if (git(root, "status", "--porcelain") !== "") git(root, "commit", "--quiet", "-m", `Release ${version}`);
    git(root, "tag", "--annotate", `v${version}`, "-m", `Portolan ${version}`);
  } catch (error) {
    for (const [path, text] of before) writeFileSync(path, text);
    git(root, "reset", "--quiet", head);
    throw error;
  }
  say(`tagged v${version}; nothing is pushed or published`);
}

/** A sentence for each reason not to release. */
function problemsOf(version: string, root: string): readonly string[] {
  if (valid(version) !== version) return [`${JSON.stringify(version)} is no version: three numbers are, as in 0.2.0`];
  const { version: current } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
  const said = notesOf(readFileSync(join(root, "CHANGELOG.md"), "utf8"), version);
  return [
    ...(gte(version, current) ? [] : [`${version} is older than ${current}, which package.json has`]),
    ...(git(root, "status", "--porcelain") === "" ? [] : ["the checkout has changes that are not committed"]),
    ...(git(root, "tag", "--list", `v${version}`) === "" ? [] : [`v${version} is tagged already`]),
    ...(said === undefined ? [`CHANGELOG.md has no section "## [${version}] - YYYY-MM-DD"`] : []),
    ...(said === "" ? [`CHANGELOG.md says nothing of ${version}`] : []),
  ];
}

/** What the changelog says of a version; undefined where it has no dated section for it. */
export function notesOf(changelog: string, version: string): string | undefined {
  const sections = changelog.split(/^## /m);
  const own = sections.find((section) => section.startsWith(`[${version}] - `));
  const [, text] = /^\S+ - \d{4}-\d\d-\d\d\n([^]*)$/.exec(own ?? "") ?? [];
  return text?.trim();
}

/** A manifest with another version; in its lock the package itself has it a second time. */
export function withVersion(manifest: string, version: string): string {
  const parsed = JSON.parse(manifest) as { version: string; packages?: Record<string, { version: string }> };
  parsed.version = version;
  const own = parsed.packages?.[""];
  if (own) own.version = version;
  return `${JSON.stringify(parsed, null, 2)}\n`;
}

function git(root: string, ...args: readonly string[]): string {
  return execFileSync("git", args, { cwd: root, encoding: "utf8" }).trim();
}

async function main(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { "dry-run": { type: "boolean", default: false }, "skip-tests": { type: "boolean", default: false } },
  });
  const [version, ...more] = positionals;
  if (version === undefined || more.length > 0) {
    throw new Error("npm run release -- <version> [--dry-run] [--skip-tests]");
  }
  await release(
    { version, dryRun: values["dry-run"], skipTests: values["skip-tests"] },
    {
      root: checkout,
      say: (line) => console.log(line),
      test: () =>
        execFileSync(process.execPath, ["--import", "tsx", "scripts/test.ts"], { cwd: checkout, stdio: "inherit" }),
      build: async () => [await packageExtension(), await packageCli()],
    },
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  main(process.argv.slice(2)).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
