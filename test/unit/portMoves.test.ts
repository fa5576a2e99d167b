import assert from "node:assert/strict";
import { basename, join } from "node:path";
import type { EditFix, Finding } from "../../server/src/analysis/finding.js";
import { applyFix, casesIn, findingsOf, fixesOf, loadFixture, type Fixture } from "../rules/fixture.js";

const root = join(import.meta.dirname, "..", "..");
const collisions = ["port-conflict", "host-port-conflict", "otlp-ingest-and-ddot", "agent-cascade"];
const folders = [
  ...collisions.flatMap((rule) => casesIn(join(root, "test/rules", rule, "invalid"))),
  ...["compose-jaeger", "ddot-conflict", "connection-refused/3-port-conflict"].map((name) =>
    join(root, "examples", name),
  ),
];

type Found = Finding & { readonly at: string };

function movesOf(fixture: Fixture, finding: Finding): readonly EditFix[] {
  return fixesOf(fixture, finding).filter(
    (fix): fix is EditFix => fix.kind === "edit" && fix.title.startsWith("Move "),
  );
}

function after(fixture: Fixture, fix: EditFix): readonly Found[] {
  return findingsOf({ ...fixture, texts: new Map([...fixture.texts, ...applyFix(fixture, fix)]) });
}

describe("a fix that moves a port", () => {
  for (const folder of folders) {
    it(`ends a collision of ${basename(folder)}, and begins nothing`, () => {
      const fixture = loadFixture(folder);
      const before = findingsOf(fixture);
      const rules = new Set(before.map(({ at, rule }) => `${at.replace(/:.*/, "")} ${rule}`));
      for (const finding of before.filter(({ rule }) => collisions.includes(rule))) {
        for (const fix of movesOf(fixture, finding)) {
          const found = after(fixture, fix);
          const caused = found.filter(({ at, rule }) => !rules.has(`${at.replace(/:.*/, "")} ${rule}`));
          assert.deepEqual(
            caused.map(({ at, rule, message }) => `${fix.title}: ${at} ${rule} ${message}`),
            [],
          );
          assert.ok(count(found) < count(before), `${fix.title} leaves ${finding.at} ${finding.message}`);
        }
      }
    });
  }
});

function count(found: readonly Found[]): number {
  return found.filter(({ rule }) => collisions.includes(rule)).length;
}
