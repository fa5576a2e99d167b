import assert from "node:assert/strict";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, type Metafile } from "esbuild";
import { bundles, checkout } from "../../scripts/bundles.js";
import { bundledPackages, noticesOf, packageFolder, sourceOf, type Bundled } from "../../scripts/notices.js";

/** A metafile that knows no more than what went into a bundle. */
const metafileOf = (...inputs: readonly string[]): Metafile => ({
  inputs: Object.fromEntries(inputs.map((input) => [input, { bytes: 1, imports: [] }])),
  outputs: {},
});

describe("the third-party notices", function () {
  this.timeout(60_000);
  let packages: readonly Bundled[];

  before(async () => {
    const built = await Promise.all(
      bundles({ dev: false }).map((options) => build({ ...options, write: false, metafile: true })),
    );
    packages = await bundledPackages(built.map(({ metafile }) => metafile));
  });

  it("have a licence text for every package that stands in a bundle", () => {
    assert.ok(packages.length >= 15, `only ${packages.length} packages`);
    for (const { name, texts, source } of packages) {
      assert.match(texts[0] ?? "", /copyright|licen[cs]e|permission is hereby granted/i, name);
      assert.ok((texts[0] ?? "").length > 500, name);
      assert.match(source, /^https:\/\/[\w.-]+\/\S+$/, name);
    }
  });

  it("name all that the extension, the server and the command line are made of", async () => {
    const names = new Set(packages.map(({ name }) => name));
    const { dependencies } = JSON.parse(await readFile(join(checkout, "package.json"), "utf8")) as {
      dependencies: Readonly<Record<string, string>>;
    };
    assert.deepEqual(
      Object.keys(dependencies).filter((name) => !names.has(name)),
      [],
    );
  });

  it("take nothing in under a licence that nobody has looked at", () => {
    const known = ["BlueOak-1.0.0", "EPL-2.0 OR GPL-3.0-or-later", "ISC", "MIT"];
    const unknown = packages.filter(({ license }) => !known.includes(license));
    assert.deepEqual(unknown, []);
  });

  it("say under which licence the layout engine is distributed, and where its source is", () => {
    const text = noticesOf(packages);
    const own = text.slice(text.indexOf("\nelkjs ")).split(`\n${"-".repeat(80)}\n`)[0] ?? "";
    assert.match(own, /^\nelkjs \S+ \(EPL-2\.0 OR GPL-3\.0-or-later\) https:\/\/github\.com\/kieler\/elkjs\n/);
    assert.match(own, /Eclipse Public License 2\.0, unmodified/);
    assert.match(own, /Its source code is available under that licence at the address above/);
    assert.match(own, /# Eclipse Public License - v 2\.0/);
  });

  it("put packages with the same text together, and no text twice", () => {
    const one = (name: string, text: string): Bundled => {
      return { name, version: "1.0.0", license: "MIT", source: `https://example.com/${name}`, texts: [text] };
    };
    const text = noticesOf([one("a", "Copyright A"), one("b", "Copyright B"), one("c", "Copyright A")]);
    const [, ...sections] = text.split(`\n${"-".repeat(80)}\n`);
    assert.deepEqual(sections, [
      "\na 1.0.0 (MIT) https://example.com/a\nc 1.0.0 (MIT) https://example.com/c\n\nCopyright A\n",
      "\nb 1.0.0 (MIT) https://example.com/b\n\nCopyright B\n",
    ]);
  });

  it("refuse a package that comes without its licence", async () => {
    const root = await mkdtemp(join(tmpdir(), "portolan-notices-"));
    try {
      await mkdir(join(root, "node_modules/bare"), { recursive: true });
      const manifest = { name: "bare", version: "1.2.3", license: "MIT" };
      await writeFile(join(root, "node_modules/bare/package.json"), JSON.stringify(manifest));
      await assert.rejects(bundledPackages([metafileOf("node_modules/bare/index.js")], root), {
        message: "bare 1.2.3 comes without the text of its licence, so it cannot be shipped",
      });
    } finally {
      await rm(root, { recursive: true });
    }
  });

  it("know the package of a file by its innermost node_modules", () => {
    assert.equal(packageFolder("node_modules/yaml/dist/index.js"), "node_modules/yaml");
    assert.equal(packageFolder("node_modules/@a/b/lib/x.js"), "node_modules/@a/b");
    assert.equal(packageFolder("node_modules/a/node_modules/@b/c/x.js"), "node_modules/a/node_modules/@b/c");
    assert.equal(packageFolder("server/src/cli/main.ts"), undefined);
  });

  it("read an address of a repository in all the ways that npm takes", () => {
    const expected = "https://github.com/a/b.c";
    for (const written of [
      "git+https://github.com/a/b.c.git",
      "https://github.com/a/b.c",
      "git://github.com/a/b.c.git",
      "git+ssh://git@github.com/a/b.c.git",
      "git@github.com:a/b.c",
      "github:a/b.c",
      "a/b.c",
    ]) {
      assert.equal(sourceOf(written), expected, written);
    }
    assert.equal(sourceOf("https://gitlab.com/a/b/c.git"), "https://gitlab.com/a/b/c");
    assert.equal(sourceOf(undefined), undefined);
  });
});
