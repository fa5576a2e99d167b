import assert from "node:assert/strict";
import type { FileFacts } from "../../server/src/analysis/facts.js";
import { readFiles } from "../../server/src/analysis/readFiles.js";
import { AnalysisSession } from "../../server/src/analysis/session.js";
import { collectorShapes } from "./growth/collectors.js";
import { engineShapes } from "./growth/engines.js";
import { kubernetesShapes } from "./growth/kubernetes.js";

/** How many there are of each kind first: enough that what they cost is not the cost of starting. */
const shapes = [
  ...Object.entries(kubernetesShapes).map(([what, shape]) => ({ what, shape, few: 100 })),
  ...Object.entries(collectorShapes).map(([what, shape]) => ({ what, shape, few: 300 })),
  ...Object.entries(engineShapes).map(([what, shape]) => ({ what, shape, few: 200 })),
];

const times = 4;
const rounds = 6;
/** Rounds in which the code is compiled that is measured. */
const warm = 2;

/** Between what grows with the number of things, 1, and with its square, 2. */
const steepest = 1.6;

/** What is over so soon says nothing of how it grows. */
const shortest = 25;

describe("joining a site takes as much longer as there is more of", function () {
  // What counts is the processor's time; a busy machine takes longer.
  this.timeout(60_000);
  for (const { what, shape, few } of shapes) {
    it(what, () => {
      const [small, large] = [readFiles(shape(few)), readFiles(shape(few * times))];
      assert.ok(factsIn(small) > 0);
      const spent = { small: Infinity, large: Infinity };
      for (let round = 0; round < rounds; round++) {
        spent.small = Math.min(spent.small, spentOn(small));
        spent.large = Math.min(spent.large, spentOn(large));
        if (round >= warm && exponentOf(spent) <= steepest) return;
      }
      assert.fail(`grows with the power of ${exponentOf(spent).toFixed(2)}: ${JSON.stringify(spent)}`);
    });
  }
});

function factsIn(files: readonly FileFacts[]): number {
  return files.reduce((sum, { facts }) => sum + facts.length, 0);
}

/** Milliseconds of the processor for joining and checking them once. */
function spentOn(files: readonly FileFacts[]): number {
  const session = new AnalysisSession({ roots: ["/w"] });
  for (const facts of files) session.set(facts.file, facts);
  const start = process.cpuUsage();
  session.update();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

function exponentOf({ small, large }: { readonly small: number; readonly large: number }): number {
  return Math.log(Math.max(large, shortest) / Math.max(small, shortest / times)) / Math.log(times);
}
