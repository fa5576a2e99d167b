import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import fc from "fast-check";
import * as yaml from "yaml";
import { readFile } from "../../server/src/analysis/sources/index.js";
import { lineStartsOf, rangeOf, type Span } from "../../server/src/analysis/text.js";
import {
  asMap,
  asScalar,
  booleanOf,
  deepestEntry,
  entriesOf,
  entryOf,
  exactSpanWithin,
  get,
  isNull,
  spanWithin,
  textOf,
} from "../../server/src/analysis/yaml/access.js";
import type { Entry, ScalarNode, YamlDocument, YamlNode } from "../../server/src/analysis/yaml/node.js";
import { parseEmbedded, parseYaml } from "../../server/src/analysis/yaml/parse.js";

const rootOf = (text: string): YamlNode | undefined => parseYaml(text)[0]?.root;
const cut = (text: string, span: Span): string => text.slice(span.start, span.end);

function* entriesIn(node: YamlNode | undefined): Generator<Entry> {
  if (node?.kind === "seq") for (const item of node.items) yield* entriesIn(item);
  if (node?.kind !== "map") return;
  for (const entry of node.entries) {
    yield entry;
    yield* entriesIn(entry.value);
  }
}

/** In the order of the document, aliases not followed. */
function* nodesIn(node: YamlNode | undefined): Generator<YamlNode> {
  if (node === undefined) return;
  yield node;
  if (node.kind === "seq") for (const item of node.items) yield* nodesIn(item);
  if (node.kind !== "map") return;
  for (const { key, value } of node.entries) {
    yield key;
    yield* nodesIn(value);
  }
}

const scalarsIn = (documents: readonly YamlDocument[]): readonly ScalarNode[] =>
  documents.flatMap(({ root }) => [...nodesIn(root)]).filter((node) => node.kind === "scalar");

/** What holds for every node of every text, however broken. */
function assertPlaced(text: string, documents: readonly YamlDocument[]): void {
  const inside = ({ start, end }: Span): boolean => 0 <= start && start <= end && end <= text.length;
  for (const document of documents) {
    assert.ok(inside(document.span), "document");
    for (const { span } of document.problems) assert.ok(inside(span), "problem");
    for (const node of nodesIn(document.root)) {
      assert.ok(inside(node.span), "node");
      if (node.kind !== "scalar") continue;
      let [inner, outer] = [0, 0];
      for (const piece of node.pieces) {
        assert.ok(piece.length >= 0 && piece.inner >= inner && piece.outer >= outer, "pieces in order");
        assert.equal(cut(text, { start: piece.outer, end: piece.outer + piece.length }), letters(node, piece));
        inner = piece.inner + piece.length;
        outer = piece.outer + piece.length;
      }
    }
    for (const { key, value, span } of entriesIn(document.root)) {
      assert.ok(inside(span) && span.start <= key.span.start && value.span.end <= span.end, "entry");
    }
  }
}

const letters = ({ text }: ScalarNode, { inner, length }: { inner: number; length: number }): string =>
  text.slice(inner, inner + length);

describe("places of nodes", () => {
  const table: readonly (readonly [string, string, readonly string[]])[] = [
    ["LF", "a: 1\nb:\n  - x\n  - y\n", ["a", "1", "b", "x", "y"]],
    ["CRLF", "a: 1\r\nb:\r\n  - x\r\n  - y\r\n", ["a", "1", "b", "x", "y"]],
    ["lone CR", "a: 1\rb:\r  - x\r  - y\r", ["a", "1", "b", "x", "y"]],
    ["no end of line at the end of the file", "a: 1\nb: x", ["a", "1", "b", "x"]],
    ["tabs behind the colon and before a comment", "a:\t1\nb:\tx\t# y\n", ["a", "1", "b", "x"]],
    ["emoji of two UTF-16 units, and with a selector", "😀: 🛰️ x # 🧭\nb: é\n", ["😀", "🛰️ x", "b", "é"]],
    ["quotes, which belong to the place", `'a': "x"\n"b": 'it''s'\n`, ["'a'", '"x"', '"b"', "'it''s'"]],
    ["tags and anchors, which do not", "a: !x 1\nb: &y z\nc: !!str &q 2\n", ["a", "1", "b", "z", "c", "2"]],
    ["plain over several lines", "a: x\n  y\n\n  z # c\n", ["a", "x\n  y\n\n  z"]],
    [
      "block scalars, header and all",
      "a: |-2\n    x\n   y\nb: >+ # c\n  z\n",
      ["a", "|-2\n    x\n   y", "b", ">+ # c\n  z"],
    ],
    ["flow collections", "{a: [x, 'y'], b: {c: 1}}", ["a", "x", "'y'", "b", "c", "1"]],
    ["explicit keys", "? a\n: x\n? 'b'\n: - y\n", ["a", "x", "'b'", "y"]],
    ["compact nested collections", "- - a: 1\n    b: 2\n", ["a", "1", "b", "2"]],
    ["several documents", "%YAML 1.2\n---\na: 1\n...\n# c\n--- b\n---\n- c\n", ["a", "1", "b", "c"]],
    [
      "names that objects have anyway",
      "__proto__: {constructor: toString}\n",
      ["__proto__", "constructor", "toString"],
    ],
  ];
  for (const [name, text, expected] of table) {
    it(name, () => {
      const documents = parseYaml(text);
      assertPlaced(text, documents);
      assert.deepEqual(
        scalarsIn(documents).map(({ span }) => cut(text, span)),
        expected,
      );
    });
  }

  it("counts columns in UTF-16 units, and lines by LF, CRLF and lone CR", () => {
    const text = "a: 1\r\n🧭🧭: x\rc: y\n";
    const place = text.indexOf("x");
    assert.deepEqual(rangeOf(lineStartsOf(text), { start: place, end: place + 1 }), {
      start: { line: 1, character: 6 },
      end: { line: 1, character: 7 },
    });
    assert.deepEqual(lineStartsOf(text), [0, 6, 14, 19]);
  });

  it("places nothing where nothing stands: behind the colon, the tag or the anchor", () => {
    const text = "a:\nb: # c\nc: &x\nd: {e, f: }\n";
    const missing = scalarsIn(parseYaml(text)).filter(({ style }) => style === "missing");
    assert.ok(missing.every(({ span }) => span.start === span.end));
    assert.deepEqual(
      missing.map(({ span }) => text.slice(0, span.start).trimEnd().split(/\s/).at(-1)),
      ["a:", "b:", "&x", "{e", "f:"],
    );
  });

  it("gives each document its own span, problems and anchors", () => {
    const text = "a: &x 1\n---\nb: *x\n---\nc: [1\n";
    const [first, second, third] = parseYaml(text);
    assert.equal(cut(text, first!.span), "a: &x 1\n");
    assert.equal(get(second!.root, "b")?.kind, "alias");
    assert.equal(textOf(get(second!.root, "b")), undefined);
    assert.deepEqual(
      [first, second, third].map((each) => each!.problems.length > 0),
      [false, false, true],
    );
  });

  it("keeps what is whole around what is broken", () => {
    const text = "receivers:\n  otlp:\n    endpoint: [0.0.0.0\nexporters:\n  debug: {}\n";
    const [document] = parseYaml(text);
    assert.ok(document!.problems.length > 0);
    assert.ok(entryOf(document!.root, "receivers"));
  });
});

describe("values", () => {
  it("reads numbers, booleans and null as the collector does, and keeps the text beside them", () => {
    const text = "a: 4317\nb: 0x10\nc: true\nd: yes\ne: ~\nf:\ng: ''\nh: !!str 1\ni: 2024-01-01\nj: \"4317\"\n";
    const root = rootOf(text);
    assert.deepEqual(
      entriesOf(root).map(({ value }) => [asScalar(value)?.value, asScalar(value)?.text]),
      [
        [4317, "4317"],
        [16, "0x10"],
        [true, "true"],
        ["yes", "yes"],
        [null, "~"],
        [null, ""],
        ["", ""],
        ["1", "1"],
        ["2024-01-01", "2024-01-01"],
        ["4317", "4317"],
      ],
    );
    assert.deepEqual([textOf(get(root, "a")), textOf(get(root, "e")), textOf(get(root, "g"))], ["4317", undefined, ""]);
    assert.deepEqual([isNull(get(root, "e")), isNull(get(root, "f")), isNull(get(root, "g"))], [true, true, false]);
    assert.deepEqual([booleanOf(get(root, "c")), booleanOf(get(root, "d"))], [true, undefined]);
  });

  it("keeps an explicit tag as it is written", () => {
    const root = rootOf("a: !secret x\nb: !!str 1\nc: !x {d: 1}\nd: y\n");
    assert.deepEqual(
      entriesOf(root).map(({ value }) => value.tag),
      ["!secret", "!!str", "!x", undefined],
    );
  });
});

describe("anchors, aliases and merge keys", () => {
  it("shares an alias's target with its own place", () => {
    const text = "a: &x {b: 1}\nc: *x\nd: *nope\n";
    const root = rootOf(text);
    assert.equal(asMap(get(root, "c")), asMap(get(root, "a")));
    assert.equal(cut(text, entryOf(root, "c")!.value.span), "*x");
    assert.equal(asMap(get(root, "d")), undefined);
  });

  it("lets an anchor that is written again stand for the later node from there on", () => {
    const root = rootOf("a: &x 1\nb: *x\nc: &x 2\nd: *x\n");
    assert.deepEqual([textOf(get(root, "b")), textOf(get(root, "d"))], ["1", "2"]);
  });

  it("follows an alias to the map it stands in as often as it is asked", () => {
    const root = rootOf("a: &x\n  b: *x\n  c: 1\n");
    assert.equal(textOf(get(root, "a", "b", "b", "b", "c")), "1");
    assert.equal(deepestEntry(root, ["a", "b", "b", "nope"])?.depth, 3);
    assert.deepEqual(
      entriesOf(get(rootOf("a: &x\n  <<: *x\n  c: 1\n"), "a")).map(({ key }) => key.text),
      ["c"],
    );
    assert.deepEqual(entriesOf(get(rootOf("a: &x\n  <<: [*x, *x]\n"), "a")), []);
  });

  const merges: readonly (readonly [string, string, Readonly<Record<string, string>>])[] = [
    ["a map", "m: &m {a: 1, b: 2}\nt:\n  <<: *m\n", { a: "1", b: "2" }],
    ["a map written in place", "t:\n  <<: {a: 1}\n", { a: "1" }],
    ["own keys before and behind it win", "m: &m {a: 1, b: 2}\nt:\n  a: 3\n  <<: *m\n  b: 4\n", { a: "3", b: "4" }],
    ["of a list the earlier wins", "m: &m {a: 1}\nn: &n {a: 2, b: 2}\nt:\n  <<: [*m, *n]\n", { a: "1", b: "2" }],
    ["nested", "m: &m {a: 1, b: 1}\nn: &n {<<: *m, b: 2}\nt:\n  <<: *n\n  c: 3\n", { a: "1", b: "2", c: "3" }],
    ["own null wins", "m: &m {a: 1}\nt:\n  <<: *m\n  a:\n", { a: "" }],
    ["maps are not merged into each other", "m: &m {a: {x: 1}}\nt:\n  <<: *m\n  a: {y: 2}\n", { a: "{y: 2}" }],
    ["a quoted one is a key like others", 't:\n  "<<": 1\n', { "<<": "1" }],
    ["what is no map is left out", "m: &m [1]\nt:\n  <<: *m\n  a: 1\n", { a: "1" }],
    ["an alias of nothing is left out", "t:\n  <<: *nope\n  a: 1\n", { a: "1" }],
    [
      "names that objects have anyway",
      "m: &m {__proto__: 1}\nt:\n  <<: *m\n  constructor: 2\n",
      { ["__proto__"]: "1", constructor: "2" },
    ],
  ];
  for (const [name, text, expected] of merges) {
    it(`merge key: ${name}`, () => {
      const entries = entriesOf(get(rootOf(text), "t"));
      const found = entries.map(({ key, value }) => [key.text, cut(text, value.span)]);
      assert.deepEqual(found.sort(), Object.entries(expected).sort());
    });
  }

  it("agrees with the yaml library on what merging amounts to", () => {
    const key = fc.constantFrom("a", "b", "c");
    const own = fc.dictionary(key, fc.nat(9), { maxKeys: 3 });
    const level = fc.record({ own, merged: fc.array(fc.nat(3), { maxLength: 3 }), first: fc.boolean() });
    fc.assert(
      fc.property(fc.array(level, { minLength: 1, maxLength: 4 }), (levels) => {
        const text = levels
          .map(({ own, merged, first }, index) => {
            const sources = index === 0 ? [] : merged.map((each) => `*m${each % index}`);
            const merge = sources.length === 0 ? [] : [`  <<: [${sources.join(", ")}]`];
            const lines = Object.entries(own).map(([name, value]) => `  ${name}: ${value}`);
            const body = first ? [...merge, ...lines] : [...lines, ...merge];
            return [`m${index}: &m${index}${body.length === 0 ? " {}" : ""}`, ...body].join("\n");
          })
          .join("\n");
        const expected = yaml.parse(text, { merge: true }) as Record<string, Record<string, number> | null>;
        for (const [name, map] of Object.entries(expected)) {
          const entries = entriesOf(get(rootOf(text), name)).map(({ key, value }) => [
            key.text,
            asScalar(value)?.value,
          ]);
          assert.deepEqual(Object.fromEntries(entries), map ?? {}, `${text}\n${name}`);
        }
      }),
    );
  });
});

describe("duplicate keys", () => {
  const text = "a: 1\nb: 2\na: 3\n";

  it("are all in the node, each at its place", () => {
    const root = asMap(rootOf(text));
    assert.deepEqual(
      root?.entries.map(({ span }) => cut(text, span)),
      ["a: 1", "b: 2", "a: 3"],
    );
    assert.deepEqual(parseYaml(text)[0]?.problems, []);
  });

  it("of which the last counts", () => {
    assert.equal(textOf(get(rootOf(text), "a")), "3");
    const keys = (root: YamlNode | undefined): readonly string[] => entriesOf(root).map(({ value }) => textOf(value)!);
    assert.deepEqual([...keys(get(rootOf("m: &m {b: 2}\nt: {a: 1, <<: *m, a: 3}\n"), "t"))].sort(), ["2", "3"]);
    assert.deepEqual([...keys(rootOf(text))].sort(), ["2", "3"]);
  });
});

describe("letters of a scalar", () => {
  const table: readonly (readonly [string, string, string])[] = [
    ["plain", "a: 0.0.0.0:4317\n", "4317"],
    ["single-quoted", "a: '0.0.0.0:4317'\n", "4317"],
    ["single-quoted behind a doubled quote", "a: 'it''s :4317'\n", "4317"],
    ["double-quoted", 'a: "0.0.0.0:4317"\n', "4317"],
    ["double-quoted behind escapes", 'a: "\\t\\x41\\u00e9\\U0001F600\\"\\\\\\/:4317"\n', "4317"],
    ["double-quoted behind an escaped end of line", 'a: "0.0.0.0\\\n   :4317"\n', "4317"],
    ["double-quoted behind a fold and an escaped space", 'a: "x\n   \\ y :4317"\n', "4317"],
    ["double-quoted behind an escaped tab in a new line", 'a: "x\n  \\ty:4317"\n', "4317"],
    ["plain over lines", "a: x\n  y :4317\n", "4317"],
    ["literal", "a: |\n  x\n    :4317\n", "4317"],
    ["folded", "a: >\n  x\n  y\n\n\n   z\n  :4317\n", "4317"],
  ];
  for (const [name, text, wanted] of table) {
    for (const [eol, source] of [
      ["LF", text],
      ["CRLF", text.replaceAll("\n", "\r\n")],
    ] as const) {
      it(`${name}, ${eol}`, () => {
        const scalar = asScalar(get(rootOf(source), "a"))!;
        const at = scalar.text.indexOf(wanted);
        const span = exactSpanWithin(scalar, at, at + wanted.length);
        assert.ok(span, `${JSON.stringify(scalar.text)} is not placed`);
        assert.equal(cut(source, span), wanted);
        assert.equal(span.start, source.indexOf(wanted));
      });
    }
  }

  it("falls back to the whole scalar for a stretch that does not stand in one piece", () => {
    const text = 'a: "x\\ty"\n';
    const scalar = asScalar(get(rootOf(text), "a"))!;
    assert.equal(exactSpanWithin(scalar, 0, 3), undefined);
    assert.equal(cut(text, spanWithin(scalar, 0, 3)), '"x\\ty"');
  });
});

describe("documents inside scalars", () => {
  const embedded = (text: string, ...path: readonly string[]): readonly YamlDocument[] => {
    const documents = parseEmbedded(asScalar(get(rootOf(text), ...path))!);
    assert.ok(documents, "not placed");
    assertPlaced(text, documents);
    return documents;
  };
  const spelled = (text: string, documents: readonly YamlDocument[]): readonly string[] =>
    scalarsIn(documents).map(({ span }) => cut(text, span));

  const table: readonly (readonly [string, string, readonly string[]])[] = [
    ["literal", "c: |\n  a: 1\n  b:\n    - x\n", ["a", "1", "b", "x"]],
    ["literal that ends with the file", "c: |-\n  a: 1\n  b: x", ["a", "1", "b", "x"]],
    ["literal with an indentation indicator", "c: |2-\n    a: 1\n    b: x\n", ["a", "1", "b", "x"]],
    ["literal with blank lines and lines of spaces", "c: |+\n\n  a: 1\n \n     \n  b: x\n\n\n", ["a", "1", "b", "x"]],
    ["literal with a tag, an anchor and a comment", "c: !!str &x | # a: 2\n  a: 1\n", ["a", "1"]],
    ["literal with tabs", "c: |\n  a:\t1\t# 2\n", ["a", "1"]],
    ["literal with emoji", "c: |\n  🧭: 😀😀\n  b: x\n", ["🧭", "😀😀", "b", "x"]],
    ["literal with comments and documents", "c: |\n  # a: 0\n  a: 1\n  ---\n  b: x\n", ["a", "1", "b", "x"]],
    ["folded", "c: >\n  a: 1\n\n  b:\n    d: x\n    e: y\n  f: z\n", ["a", "1", "b", "d", "x", "e", "y", "f", "z"]],
    ["folded with an indentation indicator", "c: >2\n    a: 1\n    b: x\n", ["a", "1", "b", "x"]],
    ["folded inside a flow map", "c: >\n  {a: 1,\n  b: x}\n", ["a", "1", "b", "x"]],
    ["single-quoted", "c: 'a: 1\n\n  b: ''x''\n\n  d: y'\n", ["a", "1", "b", "''x''", "d", "y"]],
    ["double-quoted", 'c: "a: 1\\nb: \\"x\\"\\nd:\\n  - y\\n"\n', ["a", "1", "b", '\\"x\\"', "d", "y"]],
    ["double-quoted, lines escaped", 'c: "a: 1\\n\\\n  b:\\n\\\n  \\  d: y\\n"\n', ["a", "1", "b", "d", "y"]],
    ["double-quoted, lines folded where a space was", 'c: "a: 1\\nb:\\n\n  \\ d: y\\n"\n', ["a", "1", "b", "d", "y"]],
    [
      "double-quoted, other escapes",
      'c: "a: \\x41\\u00e9x\\nb: \\U0001F600"\n',
      ["a", "\\x41\\u00e9x", "b", "\\U0001F600"],
    ],
    ["plain", "c: {a: x\n  y}\nd: x\n  y\n", ["x\n  y"]],
  ];
  for (const [name, text, expected] of table) {
    for (const [eol, source] of [
      ["LF", text],
      ["CRLF", text.replaceAll("\n", "\r\n")],
    ] as const) {
      it(`${name}, ${eol}`, () => {
        const key = name === "plain" ? "d" : "c";
        assert.deepEqual(
          spelled(source, embedded(source, key)),
          expected.map((each) => (eol === "CRLF" ? each.replaceAll("\n", "\r\n") : each)),
        );
      });
    }
  }

  it("stand in a file of lone CR too", () => {
    const text = "c: |\r  a: 1\r  b: x\r";
    assert.deepEqual(spelled(text, embedded(text, "c")), ["a", "1", "b", "x"]);
  });

  it("nest twice", () => {
    const text = 'c: |\n  d: "a: 1\\nb:\\n  - x\\n"\n  e: >\n    f: |\n      g: y\n';
    const [inner] = embedded(text, "c");
    const quoted = parseEmbedded(asScalar(get(inner!.root, "d"))!);
    const folded = parseEmbedded(asScalar(get(inner!.root, "e"))!);
    const third = parseEmbedded(asScalar(get(folded![0]!.root, "f"))!);
    assert.deepEqual(spelled(text, quoted!), ["a", "1", "b", "x"]);
    assert.deepEqual(spelled(text, third!), ["g", "y"]);
  });

  it("place their syntax errors in the outer file", () => {
    const text = "c: |\n  a: 1\n  b: [x\n  d: y\n";
    const [document] = embedded(text, "c");
    assert.ok(document!.problems.length > 0);
    for (const { span } of document!.problems) assert.ok(span.start >= text.indexOf("b:") && span.end <= text.length);
  });

  it("are not read where the scalar is missing", () =>
    assert.equal(parseEmbedded(asScalar(get(rootOf("c:"), "c"))!), undefined));

  const leaf = fc.string({
    unit: fc.constantFrom("k", "ä", "7", "_", ".", "/", "😀", "-", "\\", "'", '"'),
    minLength: 1,
    maxLength: 9,
  });
  const word = leaf.map((text) => `w${text}`);
  const endpoint = fc.tuple(word, fc.integer({ min: 1, max: 65535 })).map(([host, port]) => `${host}:${port}`);
  interface Written {
    readonly lines: readonly string[];
    readonly texts: readonly string[];
  }
  const plain = fc.oneof(word, endpoint).map((text): Written => ({ lines: [text], texts: [text] }));
  const collection = (inner: fc.Arbitrary<Written>): fc.Arbitrary<Written> => {
    const entry = fc.tuple(word, inner, fc.boolean()).map(([key, value, comment]): Written => {
      const head = `${key}:${comment && value.lines.length > 1 ? " # w" : ""}`;
      const lines =
        value.lines.length > 1 ? [head, ...value.lines.map((line) => `  ${line}`)] : [`${key}: ${value.lines[0]!}`];
      return { lines: comment ? ["# w: w", ...lines] : lines, texts: [key, ...value.texts] };
    });
    const item = inner.map(({ lines: [first = "", ...rest], texts }): Written => ({
      lines: first.startsWith("#")
        ? ["-", ...[first, ...rest].map((line) => `  ${line}`)]
        : [`- ${first}`, ...rest.map((line) => `  ${line}`)],
      texts,
    }));
    return fc
      .oneof(fc.array(entry, { minLength: 2, maxLength: 3 }), fc.array(item, { minLength: 2, maxLength: 3 }))
      .map((parts) => ({ lines: parts.flatMap(({ lines }) => lines), texts: parts.flatMap(({ texts }) => texts) }));
  };
  const written = collection(fc.oneof(plain, collection(fc.oneof(plain, collection(plain)))));
  const style = fc.constantFrom("BLOCK_LITERAL", "BLOCK_FOLDED", "QUOTE_SINGLE", "QUOTE_DOUBLE", "PLAIN" as const);
  const wrap = (text: string, type: yaml.Scalar.Type, width: number, indent: number): string => {
    const scalar = new yaml.Scalar(text);
    scalar.type = type;
    return yaml.stringify({ kind: "ConfigMap", data: { "config.yaml": scalar } }, { lineWidth: width, indent });
  };

  const inOnePiece = ({ pieces, text }: ScalarNode): boolean => pieces[0]?.length === text.length;

  it("have every plain scalar where it stands in the outer file, whatever style carries them", () => {
    fc.assert(
      fc.property(
        fc.record({
          written,
          style,
          width: fc.integer({ min: 20, max: 90 }),
          indent: fc.integer({ min: 1, max: 8 }),
          crlf: fc.boolean(),
        }),
        ({ written: { lines, texts }, style, width, indent, crlf }) => {
          const source = `${lines.join("\n")}\n`;
          assert.deepEqual(
            scalarsIn(parseYaml(source)).map(({ text }) => text),
            texts,
            "the generator's own",
          );
          const wrapped = wrap(source, style, width, indent);
          const text = crlf ? wrapped.replaceAll("\n", "\r\n") : wrapped;
          const documents = embedded(text, "data", "config.yaml");
          const scalars = scalarsIn(documents);
          assert.deepEqual(
            scalars.map((scalar) => scalar.text),
            texts,
            text,
          );
          for (const scalar of scalars.filter(inOnePiece)) {
            assert.equal(cut(text, spanWithin(scalar, 0, scalar.text.length)), scalar.text, text);
            assert.equal(cut(text, scalar.span), scalar.text, text);
          }
          for (const { key, value, span } of documents.flatMap(({ root }) => [...entriesIn(root)])) {
            assert.deepEqual(span, { start: key.span.start, end: value.span.end }, text);
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  it("have them there when one ConfigMap carries another", () => {
    fc.assert(
      fc.property(written, style, style, ({ lines, texts }, inner, outer) => {
        const text = wrap(wrap(`${lines.join("\n")}\n`, inner, 80, 2), outer, 80, 2);
        const [middle] = embedded(text, "data", "config.yaml");
        const documents = parseEmbedded(asScalar(get(middle!.root, "data", "config.yaml"))!);
        assert.ok(documents, `not placed:\n${text}`);
        assertPlaced(text, documents);
        assert.deepEqual(
          scalarsIn(documents).map((scalar) => scalar.text),
          texts,
          text,
        );
        for (const scalar of scalarsIn(documents).filter(inOnePiece)) {
          assert.equal(cut(text, spanWithin(scalar, 0, scalar.text.length)), scalar.text, text);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe("hostile texts", () => {
  const sample = "a: &x [1, {b: 'c'}]\nd: |2-\n    e: \"f\\n\"\n? g\n: >+\n  h\n\n--- !t\n<<: *x\n- i # j\n";

  it("are read at every cut of a document, and with any letter put in", () => {
    for (let at = 0; at <= sample.length; at++) {
      assertPlaced(sample.slice(0, at), parseYaml(sample.slice(0, at)));
      for (const letter of "\t\r\n'\"|>&*!%@`{}[],:-?#\u0000\uFEFF\uD83D") {
        const text = sample.slice(0, at) + letter + sample.slice(at);
        assertPlaced(text, parseYaml(text));
      }
    }
  });

  it("are read whatever they consist of, embedded ones too", () => {
    const letter = fc.oneof(
      fc.constantFrom(...Array.from("\n\n\r\t  ::--ab01'\"|>&*!%{}[],?#\\<~\u2028\uD83D\uDE00")),
      fc.string({ unit: "binary", size: "small" }),
    );
    fc.assert(
      fc.property(fc.array(letter, { maxLength: 60 }), (parts) => {
        const text = parts.join("");
        const documents = parseYaml(text);
        assertPlaced(text, documents);
        for (const scalar of scalarsIn(documents)) assertPlaced(text, parseEmbedded(scalar) ?? []);
      }),
      { numRuns: 2000 },
    );
  });

  it("may be binary or have lone surrogates", () => {
    const bytes = Array.from({ length: 65536 }, (_, code) => String.fromCharCode(code)).join("");
    for (const text of [bytes, `a: ${bytes}`, `a: "${bytes}"`, "a: \uD83D\nb: \uDE00\n\uD83D: \uD83D\uD83D"]) {
      assertPlaced(text, parseYaml(text));
    }
  });

  it("have no members that objects inherit", () => {
    for (const name of ["__proto__", "constructor", "toString", "hasOwnProperty"]) {
      assert.equal(get(rootOf("a: {b: 1}\n"), name), undefined);
      assert.equal(get(rootOf("a: {b: 1}\n"), "a", name), undefined);
      assert.equal(textOf(get(rootOf(`${name}: {${name}: 1}\n`), name, name)), "1");
    }
  });
});

describe("bounded time", () => {
  // Of computing: what else the machine does meanwhile does not count.
  const secondsOf = (work: () => unknown): number => {
    const start = process.cpuUsage();
    work();
    return process.cpuUsage(start).user / 1_000_000;
  };
  const libraryOptions = { uniqueKeys: false, strict: false, prettyErrors: false, logLevel: "silent" } as const;

  const large: readonly (readonly [string, string])[] = [
    ["10 MB in one line", `a: ${"x".repeat(10_000_000)}\n`],
    ["2 MB in one quoted line", `a: "${"x\\n".repeat(700_000)}"\n`],
    ["a list of 50,000 in one line", `a: [${"x, ".repeat(50_000)}]\n`],
    ["100,000 keys", Array.from({ length: 100_000 }, (_, index) => `k${index}: ${index}\n`).join("")],
    ["5,000 documents", "---\na: 1\n".repeat(5_000)],
    ["100,000 folded lines", `a: >\n${"  x y\n".repeat(100_000)}`],
    ["5,000 block scalars", "- |\n  x\n".repeat(5_000)],
    [
      "blank space behind deep nesting",
      `${Array.from({ length: 200 }, (_, depth) => `${" ".repeat(depth)}a:\n`).join("")}${" \n".repeat(50_000)}`,
    ],
  ];
  for (const [name, text] of large) {
    it(`${name}: not much slower than the yaml library alone`, () => {
      const library = secondsOf(() => yaml.parseAllDocuments(text, libraryOptions));
      const ours = secondsOf(() => parseYaml(text));
      assert.ok(ours < 3 * library + 1, `${ours} s against ${library} s`);
    }).timeout(120_000);
  }

  it("an embedded document of 20,000 lines", () => {
    const text = `c: |\n${Array.from({ length: 20_000 }, (_, index) => `  k${index}: x${index}\n`).join("")}`;
    const scalar = asScalar(get(rootOf(text), "c"))!;
    const alone = secondsOf(() => parseYaml(scalar.text));
    const placed = secondsOf(() => parseEmbedded(scalar));
    assert.ok(placed < 3 * alone + 1, `${placed} s against ${alone} s`);
  });

  it("an alias bomb costs what its letters cost", () => {
    const levels = Array.from(
      { length: 30 },
      (_, index) => `a${index + 1}: &a${index + 1} [${Array(9).fill(`*a${index}`).join(", ")}]\n`,
    );
    assert.ok(secondsOf(() => parseYaml(`a0: &a0 x\n${levels.join("")}`)) < 2);
  });

  it("a bomb of merge keys too", () => {
    const levels = Array.from(
      { length: 6 },
      (_, index) => `a${index + 1}: &a${index + 1} {<<: [${Array(14).fill(`*a${index}`).join(", ")}]}\n`,
    );
    const root = rootOf(`a0: &a0 {k: 1}\n${levels.join("")}`);
    assert.ok(secondsOf(() => entriesOf(get(root, "a6"))) < 0.5);
  });

  it("recognising a file grows with its length, blank lines or not", () => {
    for (const blank of ["\n", " \n", "\t", "\r\n"]) {
      const text = `a: 1\n${blank.repeat(20_000)}b: 2\n`;
      assert.ok(secondsOf(() => readFile("/w/a.yaml", text)) < 0.5, JSON.stringify(blank));
    }
  });

  it("nesting of any depth is a problem of the document, not the end of the process", () => {
    const texts = [
      '"[".repeat(n)',
      '"[".repeat(n) + "]".repeat(n)',
      '"{a: ".repeat(n)',
      '"- ".repeat(n) + "a"',
      '"? ".repeat(n)',
    ];
    const block = 'Array.from({ length: 5000 }, (_, depth) => " ".repeat(depth) + "a:").join("\\n")';
    for (const text of [...texts, block]) {
      const script = `
        const { parseYaml } = require(${JSON.stringify(join(import.meta.dirname, "../../server/src/analysis/yaml/parse.ts"))});
        const n = 20_000;
        let found = 0;
        for (let round = 0; round < 4; round++) found += parseYaml(${text})[0].problems.length > 0;
        console.log(found);`;
      const out = execFileSync(process.execPath, ["--import", "tsx", "--input-type=commonjs", "-e", script], {
        encoding: "utf8",
        stdio: ["ignore", "pipe", "ignore"],
      });
      assert.equal(out.trim(), "4", text);
    }
  }).timeout(120_000);
});
