import assert from "node:assert/strict";
import { workspaces } from "./documents.js";
import { heldMemory } from "./memory.js";
import { mutate } from "./mutate.js";
import { askEverything } from "./questions.js";
import { Random } from "./random.js";
import { mutations, onlySeed } from "./sizes.js";
import { Stopwatch } from "./stopwatch.js";
import { Trial } from "./trial.js";

/** In MiB: what the run may hold afterwards beyond what it held when a tenth was done. */
const mostGrowth = 32;

const placesAsked = 10;

describe("mutated documents", () => {
  it(`${mutations} of them are answered at once, and every edit leaves them as readable as they were`, () => {
    const all = workspaces();
    assert.ok(all.length > 100, `${all.length} workspaces`);
    const watch = new Stopwatch();
    const failures: string[] = [];
    let early = 0;
    const seeds = onlySeed === undefined ? Array.from({ length: mutations }, (_, index) => index + 1) : [onlySeed];
    for (const [done, seed] of seeds.entries()) {
      if (done === Math.floor(seeds.length / 10)) early = heldMemory();
      try {
        tryOne(seed, all, watch);
      } catch (error) {
        failures.push(failureOf(seed, error));
      }
    }
    const growth = heldMemory() - early;
    console.log(`      slowest: ${watch.slowest.what}, ${watch.slowest.milliseconds.toFixed(0)} ms`);
    console.log(`      held: ${growth.toFixed(1)} MiB more than after the first tenth`);
    assert.deepEqual(failures, [], `${failures.length} seeds fail; PORTOLAN_SEED=<seed> tries one again`);
    assert.ok(growth < mostGrowth, `${growth.toFixed(1)} MiB more are held`);
  }).timeout(10_000 + 1000 * mutations);
});

function tryOne(seed: number, all: ReturnType<typeof workspaces>, watch: Stopwatch): void {
  const random = new Random(seed);
  const texts = random.pick(all);
  const [file, before] = random.pick([...texts]);
  const [, other] = random.pick([...random.pick(all)]);
  const { text, at } = mutate(before, other, random);
  const ask = <T>(name: string, question: () => T): T => watch.ask(`seed ${seed}: ${file}: ${name}`, question);
  const trial = new Trial(texts);
  const untouched = trial.findings();
  ask("reading", () => trial.set(file, text));
  const found = trial.analysis.findingsOf(file).map(({ place }) => place.span.start);
  const anywhere = Array.from({ length: placesAsked }, () => random.below(text.length + 1));
  askEverything(trial, file, [at, ...found.slice(0, placesAsked), ...anywhere], ask);
  trial.set(file, before);
  assert.deepEqual(trial.findings(), untouched, "the change taken back is not as if it had never been made");
}

function failureOf(seed: number, error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? `\n${error.cause.stack ?? ""}` : "";
  return `seed ${seed}: ${error instanceof Error ? error.message : String(error)}${cause}`;
}
