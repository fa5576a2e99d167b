import assert from "node:assert/strict";
import { resolve } from "node:path";
import type { ExplainView } from "../../server/src/cli/explain.js";
import { portolanIn, type Outcome } from "./portolan.js";

const example = resolve(import.meta.dirname, "../../examples/ddot-conflict");

/** Runs it in the example, with lines on its standard input. */
const portolan = (lines: readonly string[], ...words: readonly string[]): Promise<Outcome> =>
  portolanIn(example, words, lines);

const inUse = "ERROR | listen tcp 0.0.0.0:4317: bind: address already in use";
const refused =
  'error fetching remote otel config: Get "https://localhost:7777": dial tcp [::1]:7777: connect: connection refused';

describe("portolan explain", () => {
  it("names the cause of each kind of line once, and exits with 0", async () => {
    const { code, out } = await portolan(
      ["started", inUse, refused, `again: ${inUse}`],
      "explain",
      "-",
      "--format",
      "json",
    );
    assert.equal(code, 0);
    const view = JSON.parse(out) as ExplainView & { readonly version: number };
    assert.equal(view.version, 1);
    assert.equal(view.lines, 4);
    assert.deepEqual(
      view.explanations.map(({ line, count, symptom, causes }) => [
        line,
        count,
        symptom,
        causes.map(({ rule }) => rule),
      ]),
      [
        [2, 2, "port-taken", ["port-conflict", "port-conflict"]],
        [3, 1, "not-reached", ["agent-cascade"]],
      ],
    );
    const [cause] = view.explanations[1]?.causes ?? [];
    assert.equal(cause?.file, "etc/datadog-agent/otel-config.yaml");
    assert.deepEqual(cause.range.start, { line: 4, column: 15 });
  });

  it("says it in words", async () => {
    const { out } = await portolan([refused], "explain", "-");
    assert.match(
      out,
      /^line 1: error fetching remote otel config: .*\n {2}Nothing answered at \[::1\]:7777; here that port belongs to the ddflare extension of DDOT\.\n {2}--> etc\/datadog-agent\/otel-config\.yaml:4:15 \[agent-cascade\]\n/,
    );
  });

  it("exits with 1 where the files do not show the cause, or the log tells of nothing", async () => {
    assert.equal((await portolan([inUse.replace("4317", "3000")], "explain", "-")).code, 1);
    const { code, out } = await portolan(["started"], "explain", "-");
    assert.equal(code, 1);
    assert.equal(out, "nothing in 1 line tells of a port or a collector's configuration\n");
  });

  it("exits with 2 for a log that cannot be read, and without one", async () => {
    const { code, err } = await portolan([], "explain", "no-such.log");
    assert.equal(code, 2);
    assert.match(err, /^portolan: error: no-such\.log: it does not exist/);
    assert.equal((await portolan([], "explain")).code, 2);
    assert.equal((await portolan([], "explain", "-", "--path", "nowhere")).code, 2);
  });

  it("lets nothing in a log drive the terminal", async () => {
    const { out } = await portolan([`\u001b[31m${inUse}\u0007`], "explain", "-");
    assert.doesNotMatch(out, /[\u0000-\u0009\u000b-\u001f]/);
  });
});
