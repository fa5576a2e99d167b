import assert from "node:assert/strict";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Workspace } from "../../server/src/workspace/workspace.js";
import { toFileId } from "../../server/src/workspace/paths.js";
import { hoverAt } from "../../server/src/analysis/features/hover/hover.js";
import { complete } from "../../server/src/analysis/features/completion/complete.js";
import { checkout } from "../protocol/editor.js";
import { heldMemory } from "./memory.js";
import { Random } from "./random.js";
import { soakEdits } from "./sizes.js";

/** The last quarter of the edits may hold this many times what the first held, and this many MiB besides. */
const mostGrowth = { times: 1.1, besides: 2 };

const samples = 40;

describe("a long day of editing", () => {
  it(`${soakEdits} edits hold the memory that the first of them held`, async () => {
    const folder = mkdtempSync(join(tmpdir(), "portolan-"));
    cpSync(join(checkout, "examples/move-port"), folder, { recursive: true });
    const workspace = new Workspace({ roots: [toFileId(folder)], exclude: [] });
    await workspace.scan(() => undefined);
    workspace.takeChanges();
    const typists = workspace.analysis.files().map((file) => new Typist(workspace, file));
    assert.ok(typists.length >= 4);
    const random = new Random(1);
    const held: number[] = [];
    const every = Math.ceil(soakEdits / samples);
    for (let edit = 1; edit <= soakEdits; edit++) {
      random.pick(typists).type(random);
      workspace.takeChanges();
      if (edit % every === 0) held.push(heldMemory());
    }
    const quarter = Math.floor(held.length / 4);
    const [first, last] = [mean(held.slice(0, quarter)), mean(held.slice(-quarter))];
    console.log(`      held: ${first.toFixed(1)} MiB in the first quarter, ${last.toFixed(1)} MiB in the last`);
    assert.ok(last <= first * mostGrowth.times + mostGrowth.besides, `${first} MiB became ${last} MiB`);
    rmSync(folder, { recursive: true });
  }).timeout(30_000 + 60 * soakEdits);
});

/** Types into a file, takes away what was typed, asks now and then, and closes it sometimes. */
class Typist {
  private readonly original: string;
  private text: string;

  constructor(
    private readonly workspace: Workspace,
    private readonly file: string,
  ) {
    this.original = workspace.textOf(file) ?? "";
    this.text = this.original;
  }

  type(random: Random): void {
    const at = random.below(this.text.length + 1);
    const letters = random.pick(["", "4", "0", "x", ": ", "\n", "- ", "otlp", "4317", "#", "{"]);
    this.text = this.text.slice(0, at) + letters + this.text.slice(Math.min(this.text.length, at + random.below(3)));
    const [closes, asks] = [random.next() < 0.05, random.next() < 0.1];
    if (random.next() < 0.1 || closes) this.text = this.original;
    this.workspace.edit(this.file, this.text);
    if (asks) this.ask(at);
    if (closes) this.workspace.close(this.file);
  }

  private ask(at: number): void {
    const { workspace, file } = this;
    workspace.refresh();
    const context = { analysis: workspace.analysis, texts: (each: string) => workspace.textOf(each) };
    hoverAt(context, file, at);
    complete(context, file, at);
    for (const finding of workspace.analysis.findingsOf(file)) finding.fixes?.(context.texts);
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
