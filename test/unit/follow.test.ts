import assert from "node:assert/strict";
import fc from "fast-check";
import type { Span } from "../../server/src/analysis/text.js";
import { commonLines, followSpan } from "../../server/src/analysis/follow.js";

const before = "receivers:\n  otlp:\n    grpc:\n    http:\nservice:\n";

/** What stands where the span of `needle` went; undefined where it is gone. */
function followed(needle: string, after: string, from = before): string | undefined {
  const start = from.indexOf(needle);
  const span = followSpan({ start, end: start + needle.length }, commonLines(from, after));
  return span && `${String(after.slice(0, span.start).split("\n").length)} ${after.slice(span.start, span.end)}`;
}

describe("a span that follows its line", () => {
  const cases: readonly (readonly [what: string, after: string, outcome: string | undefined])[] = [
    ["stays where it is when nothing changes", before, "3 grpc"],
    ["stays when something below changes", before.replace("http:", "https:"), "3 grpc"],
    ["stays when something is added at the end", `${before}x: 1`, "3 grpc"],
    ["moves down with a line above", `# a\r\n${before}`, "4 grpc"],
    [
      "moves down with a line of the same indentation before it",
      before.replace("    grpc", "    a: b\n    grpc"),
      "4 grpc",
    ],
    ["moves down with an empty line before it", before.replace("    grpc", "\n    grpc"), "4 grpc"],
    ["moves up when a line above goes", before.replace("  otlp:\n", ""), "2 grpc"],
    ["moves when a line above changes", before.replace("otlp", "otlp/other"), "3 grpc"],
    ["stays when its line is repeated below", before.replace("    grpc:\n", "    grpc:\n    grpc:\n"), "3 grpc"],
    ["goes when its line changes behind it", before.replace("grpc:", "grpc: # x"), undefined],
    ["goes when its line changes before it", before.replace("    grpc", "  grpc"), undefined],
    ["goes when its line goes", before.replace("    grpc:\n", ""), undefined],
    ["goes with everything", "", undefined],
  ];
  for (const [what, after, outcome] of cases) it(what, () => assert.equal(followed("grpc", after), outcome));

  it("works at the very beginning and at the very end", () => {
    assert.equal(followed("a", "\na\nb", "a\nb"), "2 a");
    assert.equal(followed("b", "a\nx\nb", "a\nb"), "3 b");
    assert.equal(followed("a", "\n\na", "\na"), "3 a");
    assert.equal(followed("a", "a\nb", "a"), undefined, "where a line ends is part of it");
  });

  it("always stands on the same lines as before, whatever was typed", () => {
    const text = fc.array(fc.constantFrom("a", "b", "\n", "  "), { maxLength: 12 }).map((parts) => parts.join(""));
    const run = fc.property(text, text, fc.nat(20), fc.integer({ min: 1, max: 5 }), (one, other, start, length) => {
      const span = { start, end: start + length };
      fc.pre(span.end <= one.length && one[span.end - 1] !== "\n");
      const went = followSpan(span, commonLines(one, other));
      assert.equal(went && linesAround(other, went), went && linesAround(one, span));
      assert.equal(went && other.slice(went.start, went.end), went && one.slice(span.start, span.end));
      if (one === other) assert.deepEqual(went, span);
    });
    fc.assert(run, { numRuns: 5000 });
  });
});

function linesAround(text: string, { start, end }: Span): string {
  const next = text.indexOf("\n", end);
  return text.slice(start === 0 ? 0 : text.lastIndexOf("\n", start - 1) + 1, next < 0 ? undefined : next);
}
