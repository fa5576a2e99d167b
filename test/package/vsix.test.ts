import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { checkout } from "../../scripts/bundles.js";
import { standAlone } from "../../scripts/readme.js";
import { unzip } from "./zip.js";

const vsix = join(checkout, "dist/portolan.vsix");

describe("the VSIX", function () {
  this.timeout(120_000);
  let said: string;
  let files: ReadonlyMap<string, Buffer>;

  before(async () => {
    const tsx = join(checkout, "node_modules/.bin/tsx");
    const { stdout, stderr } = await promisify(execFile)(tsx, ["scripts/package.ts"], { cwd: checkout });
    said = stdout + stderr;
    files = unzip(readFileSync(vsix));
  });

  const text = (name: string): string => {
    const content = files.get(`extension/${name}`);
    assert.ok(content, `there is no ${name}`);
    return content.toString("utf8");
  };

  it("is packed without a warning", () => {
    assert.match(said, /Packaged:/);
    assert.doesNotMatch(said, /warning|error|::/i);
  });

  it("is at most 1.5 MB", () => {
    assert.ok(statSync(vsix).size <= 1_500_000, `${statSync(vsix).size} bytes`);
  });

  it("holds what the extension runs and shows, and nothing else", () => {
    const names = [...files.keys()].flatMap((name) => (name.startsWith("extension/") ? name.slice(10) : []));
    const folders = ["examples/ddot-conflict/", "media/walkthrough/", "schemas/", "syntaxes/"];
    assert.deepEqual(names.filter((name) => !folders.some((folder) => name.startsWith(folder))).sort(), [
      "LICENSE.txt",
      "changelog.md",
      "dist/THIRD-PARTY-NOTICES.txt",
      "dist/chart.js",
      "dist/client.js",
      "dist/elk.js",
      "dist/server.js",
      "media/icon.png",
      "media/portolan.svg",
      "package.json",
      "readme.md",
    ]);
  });

  it("holds every file that its manifest and its walkthrough point at", () => {
    const paths = text("package.json").match(/"(?:\.\/)?(?:dist|media|schemas|syntaxes)\/[^"]+"/g) ?? [];
    // The command line is a package of its own.
    const wanted = paths.map((path) => path.replace(/"|\.\//g, "")).filter((path) => path !== "dist/cli.js");
    assert.ok(wanted.length >= 9);
    assert.deepEqual(
      wanted.filter((path) => !files.has(`extension/${path}`)),
      [],
    );
  });

  it("has an icon that both galleries take", () => {
    const icon = files.get("extension/media/icon.png");
    assert.ok(icon);
    assert.equal(icon.toString("latin1", 1, 4), "PNG");
    assert.deepEqual([icon.readUInt32BE(16), icon.readUInt32BE(20)], [256, 256]);
    assert.ok(icon.length <= 15_000, `${icon.length} bytes`);
  });

  it("has pages that show nothing of what lies only in the repository", () => {
    for (const page of ["readme.md", "changelog.md"]) {
      assert.doesNotMatch(text(page), /\]\((?!https:|#)/, page);
    }
    assert.match(text("readme.md"), /^# Portolan\n/);
    assert.match(text("changelog.md"), /^# Changelog\n/);
  });

  it("says what else is inside", () => {
    assert.match(text("dist/THIRD-PARTY-NOTICES.txt"), /^Third-party notices\n/);
    assert.match(text("LICENSE.txt"), /Apache License/);
  });
});

describe("a page away from its repository", () => {
  it("loses pictures that lie beside it, and keeps the text of links to what does", () => {
    const page = "Say.\n\n![A picture](docs/a.png)\n\nSee [the rules](docs/rules.md) and ![x](y.png)more.\n";
    assert.equal(standAlone(page), "Say.\n\nSee the rules and more.\n");
  });

  it("ends the caption of a picture that is gone", () => {
    const page = "**You** see:\n\n![A picture](a.png)\n\nAnd the code:\n\n    x\n";
    assert.equal(standAlone(page), "**You** see.\n\nAnd the code:\n\n    x\n");
  });

  it("loses what one does in a checkout", () => {
    assert.equal(standAlone("# P\n\n## Start\n\n    npm ci\n\n### More\n\n## Use\n\nIt.\n"), "# P\n\n## Use\n\nIt.\n");
  });

  it("loses sentences and items that only send to a page by its path", () => {
    const page =
      "It has v0.1.0 and rules.\n[a.md](a.md) says which\nthere are. Each has an [example](b.md).\n\n" +
      "- [a.md](a.md): all\n- [Site](https://example.com)\n- [b.md](b.md)\n\nSee [c.md](c.md).\n\nEnd: [d.md](d.md).\n";
    assert.equal(standAlone(page), "It has v0.1.0 and rules.\nEach has an example.\n\n- [Site](https://example.com)\n");
  });

  it("keeps what stands elsewhere, and links into itself", () => {
    const page = "[Site](https://example.com) ![](https://example.com/a.png) [down](#more) <b>[x]</b>(y)\n";
    assert.equal(standAlone(page), page);
  });
});
