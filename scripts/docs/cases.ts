import { join } from "node:path";
import { loadFixture, type Fixture } from "../../test/rules/fixture.js";

const tests = join(import.meta.dirname, "../../test/rules");

/** A case of a rule's tests as a person would have written it: without what is there for the test. */
export interface Case {
  /** Where it lies among the tests. */
  readonly folder: string;
  readonly texts: Fixture["texts"];
}

/** @param path below `test/rules`, as `port-conflict/invalid/own-metrics` */
export function loadCase(path: string): Case {
  const folder = join(tests, path);
  const { texts } = loadFixture(folder);
  return { folder, texts: new Map([...texts].map(([file, text]) => [file, unmarked(text)])) };
}

/** Without `# want …` behind a line, and without the lines that hold nothing else or a note to the test. */
function unmarked(text: string): string {
  return text.replace(/^[ \t]*# (?:want|a fix leaves) .*\n/gm, "").replace(/[ \t]*# want .*$/gm, "");
}
