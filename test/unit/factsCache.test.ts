import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FileFacts } from "../../server/src/analysis/facts.js";
import { readFile } from "../../server/src/analysis/sources/index.js";
import { FactsCache } from "../../server/src/workspace/factsCache.js";
import { toFileId } from "../../server/src/workspace/paths.js";
import { Workspace } from "../../server/src/workspace/workspace.js";

const config = (port: number): string =>
  `receivers:\n  otlp: {protocols: {grpc: {endpoint: "0.0.0.0:${port}"}}}\nexporters: {debug: }\n` +
  "service: {pipelines: {traces: {receivers: [otlp], exporters: [debug]}}}\n";
const files = Array.from({ length: 300 }, (_, index) => `/w/${index}/config.yaml`);

describe("what files said, kept for the next start", () => {
  let folder = "";
  let cacheFolder = "";
  let program = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "portolan-cache-"));
    cacheFolder = join(folder, "cache/of/this/workspace");
    program = join(folder, "server.js");
    writeFileSync(program, "the program");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const factsOf = (file: string, index: number): FileFacts | undefined =>
    index % 3 === 0 ? undefined : readFile(file, config(4000 + index));

  async function opened(): Promise<FactsCache> {
    const cache = await FactsCache.open(cacheFolder, program);
    assert.ok(cache);
    return cache;
  }

  async function filled(): Promise<void> {
    const cache = await opened();
    for (const [index, file] of files.entries())
      cache.remember(file, { print: `p${index}`, facts: factsOf(file, index) });
    await cache.save(new Set(files));
  }

  it("is known again for the same text, also that it was nothing of ours", async () => {
    await filled();
    const cache = await opened();
    for (const [index, file] of files.entries())
      assert.deepEqual(cache.find(file, `p${index}`), { print: `p${index}`, facts: factsOf(file, index) });
    assert.deepEqual(readdirSync(cacheFolder), ["facts.bin"]);
  });

  it("is not known for another text, nor for another file", async () => {
    await filled();
    const cache = await opened();
    assert.equal(cache.find("/w/1/config.yaml", "p2"), undefined);
    assert.equal(cache.find("/w/other.yaml", "p1"), undefined);
  });

  it("is forgotten with a file that is gone", async () => {
    await filled();
    const cache = await opened();
    for (const file of files.slice(0, 250)) cache.remember(file, { print: "again", facts: undefined });
    await cache.save(new Set(files.slice(0, 250)));
    const next = await opened();
    assert.deepEqual(next.find("/w/7/config.yaml", "again"), { print: "again", facts: undefined });
    assert.equal(next.find("/w/299/config.yaml", "p299"), undefined);
  });

  it("is not what another build of the program would read", async () => {
    await filled();
    writeFileSync(program, "another program");
    const cache = await opened();
    assert.equal(cache.find("/w/1/config.yaml", "p1"), undefined);
  });

  it("is read anew wherever the file was damaged", async () => {
    await filled();
    const path = join(cacheFolder, "facts.bin");
    const whole = readFileSync(path);
    const damaged = [0, 1, 5, 40, whole.length >> 1, whole.length - 1].map((at) => {
      const copy = Buffer.from(whole);
      copy[at]! ^= 0xff;
      return copy;
    });
    const cut = [0, 3, 10, whole.length >> 1, whole.length - 1].map((length) => whole.subarray(0, length));
    for (const bytes of [...damaged, ...cut, Buffer.from("not ours at all")]) {
      writeFileSync(path, bytes);
      const cache = await opened();
      const found = cache.find("/w/1/config.yaml", "p1");
      if (found) assert.deepEqual(found.facts, factsOf("/w/1/config.yaml", 1));
    }
  });

  it("is not asked for where the program is there no more", async () => {
    await filled();
    rmSync(program);
    assert.equal(await FactsCache.open(cacheFolder, program), undefined);
    const root = join(folder, "workspace");
    mkdirSync(root);
    for (let number = 0; number < 250; number++) writeFileSync(join(root, `${number}.yaml`), config(4317));
    const workspace = new Workspace({ roots: [toFileId(root)], exclude: [], cache: { folder: cacheFolder, program } });
    await workspace.scan(() => undefined);
    assert.equal(workspace.analysis.files().length, 250);
  });

  it("need not be kept: a folder that cannot be made costs nothing", async () => {
    writeFileSync(join(folder, "cache"), "a file stands in the way");
    await filled();
    const cache = await opened();
    assert.equal(cache.find("/w/1/config.yaml", "p1"), undefined);
  });

  it("leaves the outcome of a workspace as it is without", async () => {
    const root = join(folder, "workspace");
    for (const [index, file] of files.entries()) {
      mkdirSync(join(root, file, ".."), { recursive: true });
      writeFileSync(join(root, file), config(4000 + (index % 5)));
    }
    const cache = { folder: cacheFolder, program };
    const outcome = async (more: { readonly cache?: typeof cache }): Promise<unknown> => {
      const workspace = new Workspace({ roots: [toFileId(root)], exclude: [], ...more });
      await workspace.scan(() => undefined);
      workspace.takeChanges();
      return { files: workspace.analysis.files(), ports: workspace.analysis.ports() };
    };
    const without = await outcome({});
    assert.deepEqual(await outcome({ cache }), without);
    const kept = (): boolean => {
      try {
        return readdirSync(cacheFolder).includes("facts.bin");
      } catch {
        return false;
      }
    };
    for (const ends = Date.now() + 20_000; !kept() && Date.now() < ends;)
      await new Promise((resolve) => setTimeout(resolve, 10));
    assert.ok(kept());
    const edited = join(root, files[0]!);
    writeFileSync(edited, config(9999));
    const warm = await outcome({ cache });
    assert.deepEqual(warm, await outcome({}));
    assert.ok(JSON.stringify(warm).includes("9999"));
    assert.notDeepEqual(warm, without);
  });
});
