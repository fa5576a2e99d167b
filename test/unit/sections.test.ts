import assert from "node:assert/strict";
import fc from "fast-check";
import { readSections } from "../../server/src/analysis/hosts/sections.js";

const framed = (...lines: readonly string[]): string => ["@portolan 1", ...lines, "@portolan end", ""].join("\n");

describe("sections of a probe's answer", () => {
  it("are read with their words, text and status", () => {
    const output = framed(
      "@section sockets ss",
      "|Netid State",
      "|",
      "||x",
      "@end 0",
      "@section config /etc/my%20file%25",
      "@end 124 cut",
    );
    assert.deepEqual(readSections(output), {
      complete: true,
      sections: [
        { name: "sockets", words: ["ss"], text: "Netid State\n\n|x\n", status: 0, cut: false },
        { name: "config", words: ["/etc/my file%"], text: "", status: 124, cut: true },
      ],
    });
  });

  it("are not made by what stands in a log", () => {
    const output = framed("@section log /x", "|@end 3", "|@section unit evil", "|@portolan end", "@end 0");
    const { complete, sections } = readSections(output);
    assert.ok(complete);
    assert.deepEqual(
      sections.map(({ name, text }) => [name, text]),
      [["log", "@end 3\n@section unit evil\n@portolan end\n"]],
    );
  });

  it("begin after a greeting, end with the script, and bear a terminal's line ends", () => {
    const output = `Welcome!\r\n@section host\n|a\n@end 0\n${framed("noise", "@section host", "|b", "noise", "@end 0", "|c")}@section late\n|x\n@end 0\n`;
    for (const text of [output, output.replaceAll(/\r?\n/g, "\r\n")]) {
      assert.deepEqual(readSections(text), {
        complete: true,
        sections: [{ name: "host", words: [], text: "b\n", status: 0, cut: false }],
      });
    }
  });

  it("are cut where the answer stops, at the last whole line", () => {
    assert.deepEqual(readSections("@portolan 1\n@section sockets ss\n|one\n|tw"), {
      complete: false,
      sections: [{ name: "sockets", words: ["ss"], text: "one\n", status: 124, cut: true }],
    });
    assert.deepEqual(readSections("@portolan 1\n@section a\n|1\n@section b\n@end 0\n").sections, [
      { name: "a", words: [], text: "1\n", status: 124, cut: true },
      { name: "b", words: [], text: "", status: 0, cut: false },
    ]);
  });

  it("are none where another version, or nothing, has answered", () => {
    for (const output of [
      "",
      "\n",
      "sh: not found\n",
      "@portolan 2\n@section a\n@end 0\n@portolan end\n",
      "@portolan 10\n",
    ]) {
      assert.deepEqual(readSections(output), { complete: false, sections: [] });
    }
  });

  it("have names that the script could have given", () => {
    const output = framed(
      "@section __proto__ x",
      "|a",
      "@end 0",
      "@section  x",
      "@end 0",
      `@section x ${"y".repeat(20_000)}`,
      "@end 0",
    );
    assert.deepEqual(readSections(output), { complete: true, sections: [] });
  });

  it("end with an end that the script could have written", () => {
    const output = framed("@section a", "@end", "@end x", "@end 0 cut cut", "@end 9999", "|1", "@end 1");
    assert.deepEqual(readSections(output).sections, [{ name: "a", words: [], text: "1\n", status: 1, cut: false }]);
  });

  it("are bounded in length and number", () => {
    const [long] = readSections(
      framed("@section a", ...Array<string>(40_000).fill(`|${"x".repeat(99)}`), "@end 0"),
    ).sections;
    assert.equal(long?.cut, true);
    assert.ok(long.text.length > 1_000_000 && long.text.length <= 1 << 20);
    const many = readSections(framed(...Array<string>(5000).fill("@section a\n@end 0")));
    assert.equal(many.sections.length, 2000);
    assert.equal(many.complete, false);
  });

  it("are read in time that grows with the answer", () => {
    const time = (output: string): number => {
      const started = performance.now();
      readSections(output);
      return performance.now() - started;
    };
    const hostile = (times: number): readonly string[] => [
      `@portolan 1\n${"@section a\n".repeat(times)}`,
      `@portolan 1\n@section a ${"%".repeat(times)}\n${"|\n".repeat(times)}`,
      `@portolan 1\n@end ${"0".repeat(times)}\n${"\r".repeat(times)}\n`,
      "\n".repeat(times),
    ];
    for (const output of hostile(1_000_000)) assert.ok(time(output) < 2000);
  });

  it("never throw, whatever a host sends", () => {
    const line = fc.oneof(
      fc.constantFrom(
        "@portolan 1",
        "@portolan end",
        "@section a",
        "@section a %2",
        "@section a %20%7F",
        "@end 0",
        "@end 0 cut",
        "|",
        "\r",
        "%",
      ),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 40 }), (lines) => {
        for (const { text, words } of readSections(["@portolan 1", ...lines, ""].join("\n")).sections) {
          assert.ok(text === "" || text.endsWith("\n"));
          assert.ok(words.every((word) => typeof word === "string"));
        }
      }),
    );
  });
});
