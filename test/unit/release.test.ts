import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { notesOf, release, type Release, withVersion } from "../../scripts/release.js";

const changelog = `# Changelog

## [Unreleased]

## [0.2.0] - 2027-01-02

### Added

- Something.

## [0.1.5] - 2027-01-01

## [0.1.4]

- Undated.
`;

describe("a release", () => {
  let root: string;
  let said: string[];
  let tested: number;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "portolan-release-"));
    said = [];
    tested = 0;
    git("init", "--quiet");
    git("config", "user.name", "Somebody");
    git("config", "user.email", "somebody@example.com");
    put("package.json", { name: "x", version: "0.1.0" });
    put("package-lock.json", {
      name: "x",
      version: "0.1.0",
      packages: { "": { version: "0.1.0" }, y: { version: "7.0.0" } },
    });
    writeFileSync(join(root, "CHANGELOG.md"), changelog);
    git("add", ".");
    git("commit", "--quiet", "-m", "Begin");
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const git = (...args: readonly string[]): string =>
    execFileSync("git", args, { cwd: root, encoding: "utf8", stdio: "pipe" }).trim();
  const put = (name: string, value: object): void =>
    writeFileSync(join(root, name), `${JSON.stringify(value, null, 2)}\n`);
  const read = (name: string): string => readFileSync(join(root, name), "utf8");
  const make = (
    version: string,
    options: Partial<Release> = {},
    test: () => void = () => (tested += 1),
  ): Promise<void> =>
    release(
      { version, dryRun: false, skipTests: false, ...options },
      { root, say: (line) => said.push(line), test, build: () => Promise.resolve(["a.vsix", "a.tgz"]) },
    );
  const isUntouched = (): void => {
    assert.equal(git("status", "--porcelain"), "");
    assert.equal(git("log", "--format=%s"), "Begin");
    assert.equal(git("tag"), "");
  };

  it("writes the version, tests, builds, commits and tags", async () => {
    await make("0.2.0");
    assert.equal(tested, 1);
    assert.deepEqual(said, ["made a.vsix", "made a.tgz", "tagged v0.2.0; nothing is pushed or published"]);
    assert.equal(read("package.json"), '{\n  "name": "x",\n  "version": "0.2.0"\n}\n');
    assert.deepEqual(JSON.parse(read("package-lock.json")), {
      name: "x",
      version: "0.2.0",
      packages: { "": { version: "0.2.0" }, y: { version: "7.0.0" } },
    });
    assert.equal(git("log", "--format=%s"), "Release 0.2.0\nBegin");
    assert.equal(git("describe", "--exact-match"), "v0.2.0");
    assert.equal(git("status", "--porcelain"), "");
  });

  it("tags what has the version already, without an empty commit", async () => {
    put("package.json", { name: "x", version: "0.2.0" });
    put("package-lock.json", JSON.parse(withVersion(read("package-lock.json"), "0.2.0")) as object);
    git("commit", "--quiet", "-am", "Raise the version");
    await make("0.2.0", { skipTests: true });
    assert.equal(tested, 0);
    assert.equal(git("log", "--format=%s"), "Raise the version\nBegin");
    assert.equal(git("describe", "--exact-match"), "v0.2.0");
  });

  it("says what it would do, and does nothing of it", async () => {
    await make("0.2.0", { dryRun: true });
    assert.deepEqual(said, [
      "would write 0.2.0 into package.json and package-lock.json",
      "would run all tests",
      "would build the VSIX and the tarball",
      "would commit, and tag v0.2.0",
    ]);
    assert.equal(tested, 0);
    isUntouched();
  });

  it("puts everything back where a test fails", async () => {
    const failing = () => {
      throw new Error("1 failed");
    };
    await assert.rejects(make("0.2.0", {}, failing), { message: "1 failed" });
    isUntouched();
  });

  it("takes its commit back where the tag cannot be made", async () => {
    git("config", "tag.gpgSign", "true");
    git("config", "gpg.program", "/nonexistent");
    await assert.rejects(make("0.2.0"), /git tag --annotate v0\.2\.0/);
    isUntouched();
  });

  const refused: readonly (readonly [string, string, string])[] = [
    ["what is no version", "v0.2", '"v0.2" is no version: three numbers are, as in 0.2.0'],
    [
      "an older version",
      "0.0.9",
      '0.0.9 is older than 0.1.0, which package.json has\nCHANGELOG.md has no section "## [0.0.9] - YYYY-MM-DD"',
    ],
    ["a version that the changelog does not know", "0.3.0", 'CHANGELOG.md has no section "## [0.3.0] - YYYY-MM-DD"'],
    ["a section without a date", "0.1.4", 'CHANGELOG.md has no section "## [0.1.4] - YYYY-MM-DD"'],
    ["a version of which the changelog says nothing", "0.1.5", "CHANGELOG.md says nothing of 0.1.5"],
  ];
  for (const [what, version, message] of refused) {
    it(`refuses ${what}`, async () => {
      await assert.rejects(make(version), { message });
      isUntouched();
    });
  }

  it("refuses a checkout with changes, and a version that is tagged", async () => {
    git("tag", "v0.2.0");
    writeFileSync(join(root, "new.txt"), "");
    const message = "the checkout has changes that are not committed\nv0.2.0 is tagged already";
    await assert.rejects(make("0.2.0"), { message });
  });

  it("reads of a version what stands up to the next one", () => {
    assert.equal(notesOf(changelog, "0.2.0"), "### Added\n\n- Something.");
    assert.equal(notesOf(changelog, "0.2"), undefined);
  });
});
