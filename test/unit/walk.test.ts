import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { FileId } from "../../server/src/analysis/facts.js";
import { toFileId } from "../../server/src/workspace/paths.js";
import { walk, type WalkOptions } from "../../server/src/workspace/walk.js";

const isYaml = (file: FileId): boolean => file.endsWith(".yaml");

describe("walking a folder", () => {
  let root: string;
  beforeEach(() => (root = realpathSync(mkdtempSync(join(tmpdir(), "portolan-walk-")))));
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const put = (files: Readonly<Record<string, string>>): void => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
  };
  const touch = (...paths: readonly string[]): void => put(Object.fromEntries(paths.map((path) => [path, ""])));
  const link = (target: string, path: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    symlinkSync(target, join(root, path));
  };
  const walked = async (options: Partial<WalkOptions> = {}, from = ""): Promise<readonly string[]> => {
    const files = await walk(toFileId(join(root, from)), { wanted: isYaml, ...options });
    return files.map((file) => file.slice(toFileId(root).length + 1));
  };

  it("finds the candidates of every depth, dot-files among them, sorted", async () => {
    touch("b/z.yaml", "b/a.yaml", "a.yaml", ".portolan.yaml", ".config/x.yaml", "b.txt", "b/c/d/e/f.yaml", "B.yaml");
    assert.deepEqual(await walked(), [
      ".config/x.yaml",
      ".portolan.yaml",
      "B.yaml",
      "a.yaml",
      "b/a.yaml",
      "b/c/d/e/f.yaml",
      "b/z.yaml",
    ]);
  });

  it("gives the same order again and again", async () => {
    for (let folder = 0; folder < 40; folder++) touch(`${folder}/x.yaml`, `${folder}/${folder % 7}/y.yaml`);
    const first = await walked();
    assert.equal(first.length, 80);
    assert.deepEqual(first, [...first].sort());
    for (let again = 0; again < 5; again++) assert.deepEqual(await walked(), first);
  });

  it("never enters .git and node_modules", async () => {
    touch(".git/x.yaml", "node_modules/p/x.yaml", "deep/node_modules/x.yaml", "deep/.git/x.yaml", "deep/x.yaml");
    assert.deepEqual(await walked(), ["deep/x.yaml"]);
  });

  it("leaves out what globs exclude, by folder and by file", async () => {
    touch("a.yaml", "a.gen.yaml", "out/a.yaml", "deep/out/a.yaml", "tmp/.x/a.yaml", "deep/tmp/a.yaml", "k/{b}/a.yaml");
    const exclude = ["**/out", "tmp/**", "**/*.gen.yaml", "", "./k/"];
    assert.deepEqual(await walked({ exclude }), ["a.yaml", "deep/tmp/a.yaml"]);
  });

  describe(".gitignore", () => {
    it("holds for its folder and below, negation included", async () => {
      put({ ".gitignore": "*.yaml\n!keep.yaml\n!/only-here.yaml\n# comment\n\n" });
      touch("a.yaml", "keep.yaml", "only-here.yaml", "deep/a.yaml", "deep/keep.yaml", "deep/only-here.yaml");
      assert.deepEqual(await walked(), ["deep/keep.yaml", "keep.yaml", "only-here.yaml"]);
    });

    it("is overruled by one further down", async () => {
      put({
        ".gitignore": "*.local.yaml\nbuild/\n",
        "team/.gitignore": "!mine.local.yaml\r\n!build/\r\nsecret.yaml \r\n",
      });
      touch("x.local.yaml", "build/a.yaml", "team/mine.local.yaml", "team/other.local.yaml", "team/secret.yaml");
      touch("team/build/a.yaml", "team/sub/mine.local.yaml", "secret.yaml");
      assert.deepEqual(await walked(), [
        "secret.yaml",
        "team/build/a.yaml",
        "team/mine.local.yaml",
        "team/sub/mine.local.yaml",
      ]);
    });

    it("cannot bring back what lies in an excluded folder", async () => {
      put({ ".gitignore": "out\n", "out/.gitignore": "!*\n" });
      touch("out/a.yaml");
      assert.deepEqual(await walked(), []);
    });

    it("binds a pattern with a slash to the folder it stands in", async () => {
      put({ "[a] b/.gitignore": "/top.yaml\nmid/low.yaml\n/\n" });
      touch("[a] b/top.yaml", "[a] b/x/top.yaml", "[a] b/mid/low.yaml", "[a] b/x/mid/low.yaml", "a b/top.yaml");
      assert.deepEqual(await walked(), ["[a] b/x/mid/low.yaml", "[a] b/x/top.yaml", "a b/top.yaml"]);
    });

    it("of the repository above holds too, unless it excludes the very folder that is asked for", async () => {
      put({ ".gitignore": "*.gen.yaml\ndist/\n" });
      touch(".git/HEAD", "pkg/a.yaml", "pkg/a.gen.yaml", "pkg/dist/a.yaml");
      assert.deepEqual(await walked({}, "pkg"), ["pkg/a.yaml"]);
      assert.deepEqual(await walked({}, "pkg/dist"), ["pkg/dist/a.yaml"]);
    });

    it("of a folder above that is no repository does not", async () => {
      put({ ".gitignore": "*.gen.yaml\n" });
      touch("pkg/a.gen.yaml");
      assert.deepEqual(await walked({}, "pkg"), ["pkg/a.gen.yaml"]);
    });

    it("agrees with git itself", async () => {
      put({
        ".gitignore": "*.tmp.yaml\n/root.yaml\nlogs/\n**/cache/*.yaml\n!**/cache/keep.yaml\n\\#odd.yaml\n\\!odd.yaml\n",
        "a/.gitignore": "!x.tmp.yaml\nb/*\n!b/c\nlogs/**\n!logs/\nskip/\nq?.yaml\n[x-z].yaml\n",
        "a/b/c/.gitignore": "*\n!/in.yaml\n",
      });
      for (const folder of [
        "",
        "a/",
        "a/b/",
        "a/b/c/",
        "d/",
        "d/cache/",
        "cache/",
        "logs/",
        "a/logs/",
        "d/logs/",
        "a/e/skip/",
        "skip/",
      ]) {
        const names = ["x.tmp", "root", "in", "keep", "#odd", "!odd", "q1", "qq1", "y", "plain"];
        touch(...names.map((name) => `${folder}${name}.yaml`));
      }
      execFileSync("git", ["init", "--quiet", root]);
      const list = ["-C", root, "-c", "core.quotePath=false", "-c", "core.excludesFile=/dev/null", "ls-files"];
      const said = execFileSync("git", [...list, "--others", "--exclude-standard", "*.yaml"], { encoding: "utf8" });
      assert.deepEqual(await walked(), said.trim().split("\n").sort());
    });
  });

  describe("symbolic links", () => {
    it("to files are read under each of their names", async () => {
      touch("real.yaml", "sub/x.yaml");
      link("real.yaml", "alias.yaml");
      link(join("..", "real.yaml"), "sub/alias.yaml");
      link("nowhere.yaml", "broken.yaml");
      assert.deepEqual(await walked(), ["alias.yaml", "real.yaml", "sub/alias.yaml", "sub/x.yaml"]);
    });

    it("to folders are followed once; a folder's own path wins over a link", async () => {
      touch("z/a.yaml");
      link("z", "a-link");
      link("z", "zz-link");
      assert.deepEqual(await walked(), ["z/a.yaml"]);
    });

    it("to a folder elsewhere are followed by the first name only, on every run", async () => {
      const elsewhere = realpathSync(mkdtempSync(join(tmpdir(), "portolan-elsewhere-")));
      try {
        mkdirSync(join(elsewhere, "sub"));
        writeFileSync(join(elsewhere, "sub", "a.yaml"), "");
        link(elsewhere, "m/second");
        link(elsewhere, "b/first");
        link(join(elsewhere, "sub"), "z-sub");
        for (let again = 0; again < 5; again++) assert.deepEqual(await walked(), ["b/first/sub/a.yaml"]);
      } finally {
        rmSync(elsewhere, { recursive: true });
      }
    });

    it("that lead in a circle end", async () => {
      touch("a/x.yaml", "b/y.yaml");
      link("..", "a/up");
      link(join("..", "b"), "a/to-b");
      link(join("..", "a"), "b/to-a");
      link("self", "self");
      link("/", "everything");
      assert.deepEqual(await walked(), ["a/x.yaml", "b/y.yaml"]);
    });

    it("are what the root itself may be", async () => {
      touch("real/a.yaml", "real/sub/b.yaml");
      link("real", "root-link");
      assert.deepEqual(await walked({}, "root-link"), ["root-link/a.yaml", "root-link/sub/b.yaml"]);
    });
  });

  describe("folders that cannot be listed", () => {
    it("are reported and passed over", async () => {
      touch("a.yaml", "gone/b.yaml", "stays/c.yaml");
      const unreadable: FileId[] = [];
      // Permissions do not bind a superuser, so the folder goes away between its parent's listing and its own.
      const files = await walked({
        wanted: (file) => {
          if (file.endsWith("/a.yaml")) rmSync(join(root, "gone"), { recursive: true });
          return isYaml(file);
        },
        onUnreadable: (folder) => unreadable.push(folder),
      });
      assert.deepEqual(files, ["a.yaml", "stays/c.yaml"]);
      assert.deepEqual(unreadable, [toFileId(join(root, "gone"))]);
    });

    it("may be the root", async () => {
      touch("file.yaml");
      for (const name of ["missing", "file.yaml"]) {
        const unreadable: FileId[] = [];
        assert.deepEqual(await walked({ onUnreadable: (folder) => unreadable.push(folder) }, name), []);
        assert.deepEqual(unreadable, [toFileId(join(root, name))]);
      }
    });
  });
});
