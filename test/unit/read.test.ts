import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { maximumFileSize, readText } from "../../server/src/workspace/read.js";
import {
  displayPathFrom,
  fileIdToUri,
  fromFileId,
  pathUnder,
  toFileId,
  uriToFileId,
} from "../../server/src/workspace/paths.js";

describe("reading a file", () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "portolan-read-"))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const reading = (content: string | Buffer): ReturnType<typeof readText> => {
    const path = join(folder, "file.yaml");
    writeFileSync(path, content);
    return readText(toFileId(path));
  };

  it("gives the text as it stands, ends of line and all", () => {
    assert.deepEqual(reading("a: 1\r\nb: „ü“ 🛰️\n"), { kind: "text", text: "a: 1\r\nb: „ü“ 🛰️\n" });
    assert.deepEqual(reading(""), { kind: "text", text: "" });
  });

  it("takes one byte order mark away, as VS Code does when it opens the file", () => {
    assert.deepEqual(reading("\uFEFFa: 1\n"), { kind: "text", text: "a: 1\n" });
    assert.deepEqual(reading("\uFEFF\uFEFFa: 1\n"), { kind: "text", text: "\uFEFFa: 1\n" });
  });

  it("tolerates bytes that are no UTF-8", () => {
    assert.deepEqual(reading(Buffer.from([0x61, 0x3a, 0x20, 0xe9, 0x0a])), { kind: "text", text: "a: \uFFFD\n" });
  });

  it("skips a binary file, told by a NUL byte in its first 8 KiB", () => {
    const inside = Buffer.alloc(9000, "a");
    inside[8191] = 0;
    assert.deepEqual(reading(inside), { kind: "skipped", why: "not a text file" });
    const behind = Buffer.alloc(9000, "a");
    behind[8192] = 0;
    assert.equal(reading(behind).kind, "text");
  });

  it("skips UTF-16, which would be read as something else than it says", () => {
    assert.equal(reading(Buffer.from("\uFEFFa: 1\n", "utf16le")).kind, "skipped");
  });

  it("reads up to the size limit and not beyond", () => {
    assert.equal(reading(Buffer.alloc(maximumFileSize, "a")).kind, "text");
    assert.deepEqual(reading(Buffer.alloc(maximumFileSize + 1, "a")), {
      kind: "skipped",
      why: "larger than 4 MiB",
    });
  });

  it("says why it cannot read what is no file", () => {
    assert.deepEqual(readText(toFileId(join(folder, "none.yaml"))), { kind: "skipped", why: "it does not exist" });
    assert.deepEqual(readText(toFileId(folder)), { kind: "skipped", why: "it is a folder" });
    const circle = join(folder, "circle.yaml");
    symlinkSync(circle, circle);
    assert.deepEqual(readText(toFileId(circle)), {
      kind: "skipped",
      why: "its symbolic links lead in a circle",
    });
  });

  it("does not wait for the writer of a named pipe", function () {
    this.timeout(20_000);
    const pipe = join(folder, "pipe.yaml");
    execFileSync("mkfifo", [pipe]);
    // Opens the pipe after a while, lest a reader that does wait holds up the tests for ever.
    const writer = spawn("sh", ["-c", 'sleep 5; : > "$0"', pipe], { stdio: "ignore" });
    try {
      const before = performance.now();
      assert.deepEqual(readText(toFileId(pipe)), { kind: "skipped", why: "not a regular file" });
      assert.ok(performance.now() - before < 4000);
    } finally {
      writer.kill();
    }
  });

  it("reads a symbolic link's target", () => {
    mkdirSync(join(folder, "real"));
    writeFileSync(join(folder, "real", "a.yaml"), "a: 1\n");
    symlinkSync(join("real", "a.yaml"), join(folder, "link.yaml"));
    assert.deepEqual(readText(toFileId(join(folder, "link.yaml"))), { kind: "text", text: "a: 1\n" });
  });
});

describe("names of files", () => {
  it("go from a path to a URI and back", () => {
    const file = toFileId(join(tmpdir(), "a b", "größe#1?.yaml"));
    assert.equal(uriToFileId(fileIdToUri(file)), file);
    assert.ok(fileIdToUri(file).endsWith("/a%20b/gr%C3%B6%C3%9Fe%231%3F.yaml"));
    assert.equal(toFileId(fromFileId(file)), file);
  });

  it("come out the same however an editor escapes the URI", () => {
    assert.equal(uriToFileId("file:///srv/%40team/%5Bx%5D/a.yaml"), uriToFileId("file:///srv/@team/[x]/a.yaml"));
  });

  it("stay URIs for documents that are on no disk", () => {
    for (const uri of ["untitled:Untitled-1", "git:/srv/a.yaml?HEAD", "file:///srv/a%2Fb.yaml"]) {
      assert.equal(uriToFileId(uri), uri);
      assert.equal(fileIdToUri(uri), uri);
      assert.equal(displayPathFrom("/srv", uri), uri);
    }
  });

  it("are shown from where the person stands", () => {
    assert.equal(displayPathFrom("/srv/app", "/srv/app/etc/a.yaml"), "etc/a.yaml");
    assert.equal(displayPathFrom("/srv/app", "/srv/application/a.yaml"), "../application/a.yaml");
    assert.equal(displayPathFrom("/srv/app", "/srv/app"), ".");
    assert.equal(displayPathFrom("/", "/srv/a.yaml"), "srv/a.yaml");
    assert.equal(displayPathFrom("c:/srv", "c:/srv/a.yaml"), "a.yaml");
    assert.equal(displayPathFrom("c:/srv", "d:/srv/a.yaml"), "d:/srv/a.yaml");
  });

  it("lie under a folder or not, whole names counted", () => {
    assert.equal(pathUnder("/srv/app/a.yaml", "/srv/app"), "a.yaml");
    assert.equal(pathUnder("/srv/app/a.yaml", "/"), "srv/app/a.yaml");
    assert.equal(pathUnder("/srv/application/a.yaml", "/srv/app"), undefined);
    assert.equal(pathUnder("/srv/app", "/srv/app"), "");
  });
});
