import assert from "node:assert/strict";
import fc from "fast-check";
import * as yaml from "yaml";
import { applyEdits, type TextEdit } from "../../server/src/analysis/text.js";
import { asScalar, asSeq, entryOf, get } from "../../server/src/analysis/yaml/access.js";
import { appendToList, insertUnder, slotOf } from "../../server/src/analysis/yaml/edit.js";
import type { Entry, YamlNode } from "../../server/src/analysis/yaml/node.js";
import { parseEmbedded, parseYaml } from "../../server/src/analysis/yaml/parse.js";

/** `|` goes into the document that a scalar holds, a number into a list. */
type Path = readonly string[];

function entryAt(text: string, path: Path): Entry {
  let node: YamlNode | undefined = parseYaml(text)[0]?.root;
  for (const step of path.slice(0, -1)) {
    if (step === "|") node = parseEmbedded(asScalar(node)!)?.[0]?.root;
    else node = /^\d+$/.test(step) ? asSeq(node)?.items[Number(step)] : get(node, step);
  }
  const entry = entryOf(node, path.at(-1)!);
  assert.ok(entry, `nothing at ${path.join(".")}`);
  return entry;
}

function treeOf(text: string): unknown {
  const document = yaml.parseDocument(text, { merge: false, uniqueKeys: true });
  assert.deepEqual(
    document.errors.map(({ message }) => message),
    [],
    text,
  );
  return document.toJS();
}

/** A tree with what stands at a path put through `change`, embedded documents opened and closed on the way. */
function changed(tree: unknown, [step, ...rest]: Path, change: (value: unknown) => unknown): unknown {
  if (step === undefined) return change(tree);
  if (step === "|") return changed(treeOf(tree as string), rest, change);
  if (Array.isArray(tree))
    return tree.map((item: unknown, at) => (at === Number(step) ? changed(item, rest, change) : item));
  const map = tree as Readonly<Record<string, unknown>>;
  return { ...map, [step]: changed(map[step], rest, change) };
}

/** The tree with the document that a path goes through opened, so that it compares with what `changed` gives. */
const opened = (text: string, path: Path): unknown =>
  changed(treeOf(text), path.slice(0, path.lastIndexOf("|") + 1), (tree) => tree);

const commentsOf = (text: string): readonly string[] => text.match(/# \w[^\r\n]*/g) ?? [];

function assertEdited(text: string, path: Path, edit: TextEdit, change: (value: unknown) => unknown): string {
  const result = applyEdits(text, [edit]);
  assert.deepEqual(opened(result, path), changed(treeOf(text), path, change), `\n${result}`);
  assert.deepEqual(commentsOf(result), commentsOf(text), result);
  if (text.includes("\r\n")) assert.doesNotMatch(result, /[^\r]\n/);
  return result;
}

const lines = ["x:", "  y: 1"];
const withItem = (value: unknown): unknown => [...(value as readonly unknown[]), "n"];
const withLines = (value: unknown): unknown => ({ x: { y: 1 }, ...(value as object | null) });

describe("adding lines under a key", () => {
  const insert = (text: string, path: Path, added = lines): TextEdit | undefined =>
    insertUnder(text, slotOf(entryAt(text, path)), added);

  const exact: readonly (readonly [string, string, Path, string])[] = [
    ["block", "a:\n  b: 1 # c\nd: 2\n", ["a"], "a:\n  x:\n    y: 1\n  b: 1 # c\nd: 2\n"],
    [
      "block indented by four",
      "a:\n    b:\n        c: 1\n",
      ["a", "b"],
      "a:\n    b:\n        x:\n          y: 1\n        c: 1\n",
    ],
    [
      "comment behind the key and under it",
      "a: # b\n  # c\n  d: 1\n",
      ["a"],
      "a: # b\n  x:\n    y: 1\n  # c\n  d: 1\n",
    ],
    ["nothing", "a:\nb: 2\n", ["a"], "a:\n  x:\n    y: 1\nb: 2\n"],
    ["nothing but comments", "a: # b\n  # c: 3\nd: 2\n", ["a"], "a: # b\n  x:\n    y: 1\n  # c: 3\nd: 2\n"],
    ["nothing, at the end of a file without an end of line", "b: 2\na:", ["a"], "b: 2\na:\n  x:\n    y: 1"],
    ["block, at the end of a file without an end of line", "a:\n  b: 2", ["a"], "a:\n  x:\n    y: 1\n  b: 2"],
    ["~", "a: ~\nb: 2\n", ["a"], "a:\n  x:\n    y: 1\nb: 2\n"],
    ["null with a comment", "a: null   # b\nc: 2\n", ["a"], "a: # b\n  x:\n    y: 1\nc: 2\n"],
    ["CRLF", "a:\r\n  b: 1\r\nc: 2\r\n", ["a"], "a:\r\n  x:\r\n    y: 1\r\n  b: 1\r\nc: 2\r\n"],
    ["nothing, CRLF", "a:\r\nc: 2\r\n", ["a"], "a:\r\n  x:\r\n    y: 1\r\nc: 2\r\n"],
    ["~, CRLF", "a: ~\r\nc: 2\r\n", ["a"], "a:\r\n  x:\r\n    y: 1\r\nc: 2\r\n"],
    [
      "item of a list",
      "l:\n  - a:\n      b: 1\n  - c\n",
      ["l", "0", "a"],
      "l:\n  - a:\n      x:\n        y: 1\n      b: 1\n  - c\n",
    ],
    ["nothing in an item of a list", "l:\n- a:\n  b: 1\n", ["l", "0", "a"], "l:\n- a:\n    x:\n      y: 1\n  b: 1\n"],
    [
      "literal block",
      "d:\n  c: |\n    a:\n      b: 1 # e\n    z: 1\n",
      ["d", "c", "|", "a"],
      "d:\n  c: |\n    a:\n      x:\n        y: 1\n      b: 1 # e\n    z: 1\n",
    ],
    [
      "nothing in a literal block that ends with the file",
      "c: |-\n  z: 1\n  a:",
      ["c", "|", "a"],
      "c: |-\n  z: 1\n  a:\n    x:\n      y: 1",
    ],
    ["flow map", "a: {b: 1}\n", ["a"], "a: {x: {y: 1}, b: 1}\n"],
    ["flow map with space inside", "a: { b: 1 }\n", ["a"], "a: { x: {y: 1}, b: 1 }\n"],
    ["empty flow map", "a: {}\n", ["a"], "a: {x: {y: 1}}\n"],
    [
      "merge key first",
      "q: &q {z: 1}\na:\n  <<: *q\n  b: 1\n",
      ["a"],
      "q: &q {z: 1}\na:\n  x:\n    y: 1\n  <<: *q\n  b: 1\n",
    ],
    ["anchor", "a: &q\n  b: 1\n", ["a"], "a: &q\n  x:\n    y: 1\n  b: 1\n"],
    ["quoted key", '"a":\n  b: 1\n', ["a"], '"a":\n  x:\n    y: 1\n  b: 1\n'],
    ["key of letters that are two UTF-16 units", "😀:\n  😀😀: 1\n", ["😀"], "😀:\n  x:\n    y: 1\n  😀😀: 1\n"],
  ];
  for (const [name, text, path, expected] of exact) {
    it(name, () => {
      const edit = insert(text, path);
      assert.ok(edit, "there is a place");
      assert.equal(assertEdited(text, path, edit, withLines), expected);
    });
  }

  const sound: readonly (readonly [string, string, Path])[] = [
    ["flow map over lines", "a: {\n  b: 1,\n  c: 2\n}\n", ["a"]],
    ["flow map over lines with comments and a last comma", "a: { # d\n  b: 1, # e\n  c: 2, # f\n} # g\n", ["a"]],
    ["flow map of comments", "a: {\n  # d\n}\n", ["a"]],
    ["JSON", '{\n  "a": {\n    "b": 1\n  }\n}\n', ["a"]],
    ["JSON in a literal block", 'c: |\n  {"a": {"b": 1}}\n', ["c", "|", "a"]],
    ["nothing inside a flow map", "a: {b: , c: 1}\n", ["a", "b"]],
    ["null inside a flow map", "a: {b: null, c: 1}\n", ["a", "b"]],
    ["key alone inside a flow map", "a: {b, c: 1}\n", ["a", "b"]],
    ["nothing inside a flow map over lines", "a: {\n  b:,\n  c: 1\n}\n", ["a", "b"]],
    ["explicit key", "? a\n: b: 1\n", ["a"]],
    ["explicit key of nothing", "? a\n", ["a"]],
    ["folded block", "d:\n  c: >\n    a:\n      b: 1\n    z: 1\n", ["d", "c", "|", "a"]],
    ["nothing in a folded block", "d:\n  c: >\n    a:\n\n    z: 1\n", ["d", "c", "|", "a"]],
    ["double-quoted document", 'd:\n  c: "a:\\n  b: 1\\nz: 1\\n"\n', ["d", "c", "|", "a"]],
    ["nothing in a double-quoted document", 'd:\n  c: "a:\\nz: 1\\n"\n', ["d", "c", "|", "a"]],
    ["flow map in a double-quoted document", 'd:\n  c: "a: {b: 1}\\nz: 1\\n"\n', ["d", "c", "|", "a"]],
    ["single-quoted document", "d:\n  c: 'a:\n\n    b: 1\n\n    z: 1'\n", ["d", "c", "|", "a"]],
    ["nothing behind a tag", "a: !!null\nb: 1\n", ["a"]],
    ["nothing behind an anchor", "a: &q\nb: 1\n", ["a"]],
  ];
  for (const [name, text, path] of sound) {
    it(`${name}: right or not at all`, () => {
      const edit = insert(text, path);
      if (edit) assertEdited(text, path, edit, withLines);
    });
  }

  it("lists among the lines: right or not at all", () => {
    const list = ["readers:", "  - pull:", "      exporter:", "        prometheus:", "          port: 1"];
    const reader = { pull: { exporter: { prometheus: { port: 1 } } } };
    for (const text of ["a:\n  b: 1\n", "a:\n", "a: {}\n", "a: {b: 1}\n", "a: { b: 1 }\n"]) {
      const edit = insert(text, ["a"], list);
      if (edit) assertEdited(text, ["a"], edit, (value) => ({ readers: [reader], ...(value as object | null) }));
    }
  });

  it("several keys and levels in a flow map", () => {
    const added = ["p:", "  q:", "    r: 1", "  s: 2", "t: 3"];
    const text = "a: {b: 1}\n";
    assertEdited(text, ["a"], insert(text, ["a"], added)!, (value) => ({
      p: { q: { r: 1 }, s: 2 },
      t: 3,
      ...(value as object),
    }));
  });

  it("not under a scalar, an alias or a list", () => {
    for (const text of [
      "a: x\n",
      "a: 'x'\n",
      "a: |\n  x\n",
      "q: &q {}\na: *q\n",
      "a: [x]\n",
      "a:\n  - x\n",
      "a:\n- x\n",
    ]) {
      assert.equal(insert(text, ["a"]), undefined, text);
    }
  });
});

describe("adding an item to a list", () => {
  const append = (text: string, path: Path): TextEdit | undefined =>
    appendToList(text, slotOf(entryAt(text, path)), "n");
  const exact: readonly (readonly [string, string, Path, string])[] = [
    ["block", "a:\n  - x\n  - y # c\nb: 1\n", ["a"], "a:\n  - x\n  - y # c\n  - n\nb: 1\n"],
    ["block without extra indentation", "a:\n- x\n- y\nb: 1\n", ["a"], "a:\n- x\n- y\n- n\nb: 1\n"],
    ["block, at the end of a file without an end of line", "a:\n  - x", ["a"], "a:\n  - x\n  - n"],
    ["block, CRLF", "a:\r\n  - x\r\n  - y\r\nb: 1\r\n", ["a"], "a:\r\n  - x\r\n  - y\r\n  - n\r\nb: 1\r\n"],
    ["block under comments", "a: # b\n  # - c\n  - x\nb: 1\n", ["a"], "a: # b\n  # - c\n  - x\n  - n\nb: 1\n"],
    ["block over comments and blank lines", "a:\n  - x\n\n# b\n\nb: 1\n", ["a"], "a:\n  - x\n  - n\n\n# b\n\nb: 1\n"],
    ["block of wide dashes", "a:\n  -   x\n  -   y\n", ["a"], "a:\n  -   x\n  -   y\n  - n\n"],
    ["block of quoted items", "a:\n  - \"x\"\n  - 'y'\n", ["a"], "a:\n  - \"x\"\n  - 'y'\n  - n\n"],
    ["literal block", "c: |\n  a:\n    - x\n  b: 1\n", ["c", "|", "a"], "c: |\n  a:\n    - x\n    - n\n  b: 1\n"],
    ["literal block that ends with the file", "c: |-\n  a:\n  - x", ["c", "|", "a"], "c: |-\n  a:\n  - x\n  - n"],
    ["flow", "a: [x, y]\n", ["a"], "a: [x, y, n]\n"],
    ["flow with space inside", "a: [ x, y ]\n", ["a"], "a: [ x, y, n ]\n"],
    ["empty flow", "a: []\n", ["a"], "a: [n]\n"],
    ["flow in a literal block", "c: |\n  a: [x] # d\n", ["c", "|", "a"], "c: |\n  a: [x, n] # d\n"],
    ["flow in a double-quoted document", 'c: "a: [x]\\nb: 1\\n"\n', ["c", "|", "a"], 'c: "a: [x, n]\\nb: 1\\n"\n'],
    ["JSON", '{"a": ["x"]}\n', ["a"], '{"a": ["x", n]}\n'],
  ];
  for (const [name, text, path, expected] of exact) {
    it(name, () => {
      const edit = append(text, path);
      assert.ok(edit, "there is a place");
      assert.equal(assertEdited(text, path, edit, withItem), expected);
    });
  }

  const parsed: readonly (readonly [string, string])[] = [
    ["flow with a last comma", "a: [x, y,]\n"],
    ["flow over lines", "a: [\n  x,\n  y\n]\n"],
    ["flow over lines with a last comma", "a: [\n  x,\n  y,\n]\n"],
    ["flow over lines with a last comment", "a: [\n  x, # b\n  y # c\n]\n"],
    ["flow over lines with a last comma and comment", "a: [\n  x, # b\n  y, # c\n]\n"],
    ["flow over lines with comments alone", "a: [\n  # b\n]\n"],
    ["flow over lines with a comment under the last item", "a: [\n  x,\n  # y,\n]\n"],
    ["flow over lines with a comment that ends in a comma", "a: [\n  x # b,\n]\n"],
    ["flow over lines, CRLF, with a last comment", "a: [\r\n  x, # b\r\n  y # c\r\n]\r\n"],
    ["flow with a hash in a quoted item", "a: [x, 'y #, z']\n"],
    ["flow with a hash in a plain item", "a: [x, y#z]\n"],
    ["block with an empty first item", "a:\n  -\n  - y\n"],
    ["block whose items begin in the next line", "a:\n  -\n    x\n"],
    ["block of lists", "a:\n  - - x\n    - y\n"],
    ["block that ends in a map", "a:\n  - x\n  - y: 1\n    z: 2\nb: 1\n"],
    ["block that ends in a literal block", "a:\n  - x\n  - |\n    y\n\nb: 1\n"],
    ["block whose last item is over lines", "a:\n  - x\n  - y\n    z\nb: 1\n"],
  ];
  for (const [name, text] of parsed) {
    it(name, () => {
      const edit = append(text, ["a"]);
      assert.ok(edit, "there is a place");
      assertEdited(text, ["a"], edit, withItem);
    });
  }

  const sound: readonly (readonly [string, string, Path])[] = [
    ["block with an anchor at its first item", "a:\n  - &q x\n  - y\n", ["a"]],
    ["block in a double-quoted document", 'c: "a:\\n  - x\\nb: 1\\n"\n', ["c", "|", "a"]],
    ["block in a single-quoted document", "c: 'a:\n\n  - x\n\n  b: 1'\n", ["c", "|", "a"]],
    ["block in a folded document", "c: >\n  a:\n\n  - x\n\n  b: 1\n", ["c", "|", "a"]],
    ["indented block in a folded document", "c: >\n  a:\n    - x\n  b: 1\n", ["c", "|", "a"]],
  ];
  for (const [name, text, path] of sound) {
    it(`${name}: right or not at all`, () => {
      const edit = append(text, path);
      if (edit) assertEdited(text, path, edit, withItem);
    });
  }

  it("not where there is no list", () => {
    for (const text of ["a:\n", "a: ~\n", "a: x\n", "a: {b: 1}\n", "a:\n  b: 1\n", "q: &q [x]\na: *q\n"]) {
      assert.equal(append(text, ["a"]), undefined, text);
    }
  });
});

describe("edits of any document", () => {
  interface Styled {
    readonly tree: unknown;
    readonly lines: readonly string[];
    /** Whether it begins in its key's line. */
    readonly inline: boolean;
  }
  const word = fc.constantFrom("p", "q", "r", "s");
  const comment = fc.constantFrom("", " # c", " # d: [e, {");
  const scalar = word.map((text): Styled => ({ tree: text, lines: [text], inline: true }));
  const nothing = fc.constantFrom("", "~", "null").map((text): Styled => ({ tree: null, lines: [text], inline: true }));
  const list = fc.array(fc.tuple(word, comment), { minLength: 1, maxLength: 3 }).map((items): Styled => ({
    tree: items.map(([text]) => text),
    lines: items.map(([text, note]) => `- ${text}${note}`),
    inline: false,
  }));
  const flow = fc.array(fc.tuple(word, comment), { maxLength: 3 }).chain((items) =>
    fc.constantFrom("", ",").map((last): Styled => ({
      tree: items.map(([text]) => text),
      lines: ["[", ...items.map(([text, note], at) => `  ${text}${at < items.length - 1 ? "," : last}${note}`), "]"],
      inline: true,
    })),
  );
  const mapOf = (inner: fc.Arbitrary<Styled>): fc.Arbitrary<Styled> => {
    const entries = fc.uniqueArray(fc.tuple(word, inner, comment), {
      selector: ([key]) => key,
      minLength: 1,
      maxLength: 2,
    });
    return fc.tuple(entries, fc.constantFrom(1, 2, 4)).map(([entries, indent]): Styled => ({
      tree: Object.fromEntries(entries.map(([key, { tree }]) => [key, tree])),
      lines: entries.flatMap(([key, { lines, inline }, note]) => {
        const [first = "", ...rest] = inline ? lines : ["", ...lines];
        const noted = inline && rest.length > 0 ? "" : note;
        return [`${key}: ${first}`.trimEnd() + noted, ...rest.map((line) => " ".repeat(indent) + line)];
      }),
      inline: false,
    }));
  };
  const leaf = fc.oneof(scalar, nothing, list, flow);
  const document = mapOf(fc.oneof(leaf, mapOf(fc.oneof(leaf, mapOf(leaf)))));

  function* pathsIn(tree: unknown, path: Path = []): Generator<readonly [Path, unknown]> {
    if (tree === null || typeof tree !== "object" || Array.isArray(tree)) return;
    for (const [key, value] of Object.entries(tree)) {
      yield [[...path, key], value];
      yield* pathsIn(value, [...path, key]);
    }
  }

  it("give the tree that was meant, comments kept", () => {
    fc.assert(
      fc.property(document, fc.boolean(), fc.boolean(), ({ tree, lines: written }, crlf, embedded) => {
        const outer: Path = embedded ? ["c", "|"] : [];
        const all = embedded ? ["c: |", ...written.map((line) => `    ${line}`)] : written;
        const text = `${all.join("\n")}\n`.replaceAll("\n", crlf ? "\r\n" : "\n");
        assert.deepEqual(opened(text, outer), embedded ? { c: tree } : tree, "the generator's own");
        for (const [inner, value] of pathsIn(tree)) {
          const path = [...outer, ...inner];
          const slot = slotOf(entryAt(text, path));
          const edit = Array.isArray(value) ? appendToList(text, slot, "n") : insertUnder(text, slot, lines);
          assert.equal(edit === undefined, typeof value === "string", `${path.join(".")}\n${text}`);
          const change = Array.isArray(value) ? withItem : withLines;
          if (edit) assertEdited(text, path, edit, change);
        }
      }),
      { numRuns: 200 },
    );
  });
});
