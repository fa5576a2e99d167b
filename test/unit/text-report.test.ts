import assert from "node:assert/strict";
import { cellsOf, displayWidth, printable, wrap } from "../../server/src/cli/format/cells.js";
import { excerpt } from "../../server/src/cli/format/excerpt.js";
import { portsMarkdown } from "../../server/src/cli/format/markdown.js";
import { createStyle } from "../../server/src/cli/format/style.js";
import { portsText } from "../../server/src/cli/format/text-ports.js";
import { checkText } from "../../server/src/cli/format/text.js";
import type { Finding } from "../../server/src/analysis/finding.js";
import type { ListenerReport } from "../../server/src/analysis/report.js";
import { lineStartsOf } from "../../server/src/analysis/text.js";
import { placesOf, type LineOf, type Spot } from "../../server/src/cli/places.js";
import { wantsColour } from "../../server/src/cli/terminal.js";
import {
  titleOf,
  viewOfFindings,
  viewOfPorts,
  type FindingView,
  type ListenerView,
  type PortsView,
} from "../../server/src/cli/view.js";

const plain = createStyle({ colour: false, width: undefined });

const spot = (file: string, line: number, from: number, to: number, lastLine = line): Spot => ({
  file,
  range: { start: { line, column: from }, end: { line: lastLine, column: to } },
});

/** The marks with the text above them, as a terminal shows the two lines. */
const marked = (line: string, span: string, width = 100): readonly [string, string] => {
  const start = line.indexOf(span);
  const { source, marks } = excerpt(line, start, start + span.length, width, "^");
  return [source, marks];
};

describe("what the formats are given", () => {
  const text = "a: 🛰️\r\nb: 2\r\n";
  const loaded = {
    files: ["/w/a.yaml", "/w/b.yaml"].map((file) => ({
      file,
      lines: lineStartsOf(text),
      facts: [],
      problems: [],
      suppressions: [],
    })),
    texts: new Map([
      ["/w/a.yaml", text],
      ["/w/b.yaml", text],
    ]),
  };
  const places = placesOf(loaded, "/w");
  const at = (file: string, start: number): Finding["place"] => ({ file, span: { start, end: start + 1 } });
  const finding = (overrides: Partial<Finding>): Finding => ({
    rule: "r",
    severity: "error",
    message: "m",
    place: at("/w/a.yaml", 0),
    related: [],
    ...overrides,
  });

  it("counts lines and columns from 1, in UTF-16 units", () => {
    const span = { start: text.indexOf("b:"), end: text.length };
    assert.deepEqual(places.spotOf({ file: "/w/a.yaml", span }), spot("a.yaml", 2, 1, 1, 3));
    assert.equal(places.spotOf(at("/w/a.yaml", text.indexOf("\r"))).range.start.column, 7);
    assert.equal(places.lineOf("a.yaml", 1), "a: 🛰️");
    assert.equal(places.lineOf("a.yaml", 4), undefined);
    assert.equal(places.lineOf("c.yaml", 1), undefined);
  });

  it("is in order of file, position, rule and message", () => {
    const inOrder = [
      finding({}),
      finding({ message: "n" }),
      finding({ rule: "s", message: "l" }),
      finding({ place: at("/w/a.yaml", 9), rule: "a" }),
      finding({ place: at("/w/b.yaml", 0), rule: "a" }),
    ];
    const keys = (findings: readonly Finding[]): readonly string[] =>
      viewOfFindings(findings, loaded, places, titleOf).findings.map(
        ({ file, range, rule, message }) => `${file}:${range.start.line} ${rule} ${message}`,
      );
    const expected = ["a.yaml:1 r m", "a.yaml:1 r n", "a.yaml:1 s l", "a.yaml:2 a m", "b.yaml:1 a m"];
    assert.deepEqual(keys(inOrder), expected);
    assert.deepEqual(keys([...inOrder].reverse()), expected);
  });

  it("has the fixes that need no answer from a person, made from the texts that were read", () => {
    const fixes: NonNullable<Finding["fixes"]> = (texts) => [
      { kind: "edit", title: `edit ${texts("/w/b.yaml")?.length}`, edits: [] },
      { kind: "ask-port", title: "choose", listener: "x" },
    ];
    const view = viewOfFindings([finding({ fixes })], loaded, places, titleOf);
    assert.deepEqual(view.findings[0]?.fixes, [{ title: `edit ${text.length}` }]);
  });

  it("lists listeners by port, those without a number last", () => {
    const listener = (port: number | null, transport: "tcp" | "udp", address: string | null): ListenerReport => ({
      ...{ id: "", protocol: "", owner: "", workload: "", label: "", origin: "default", conflict: false },
      ...{ port, transport, address, place: at("/w/a.yaml", 0) },
    });
    const inOrder = [
      listener(80, "tcp", "0.0.0.0"),
      listener(80, "tcp", null),
      listener(80, "udp", "0.0.0.0"),
      listener(4317, "tcp", "0.0.0.0"),
      listener(null, "tcp", "0.0.0.0"),
      listener(null, "udp", "0.0.0.0"),
    ];
    const host = { id: "h", kind: "host", label: "h", description: "" } as const;
    const namespaces = [{ ...host, listeners: [...inOrder].reverse(), mappings: [] }];
    const view = viewOfPorts({ namespaces, dials: [] }, places);
    assert.deepEqual(
      view.namespaces[0]?.listeners.map(({ port, transport, address }) => ({ port, transport, address })),
      inOrder.map(({ port, transport, address }) => ({ port, transport, address })),
    );
  });
});

describe("the text report of findings", () => {
  const conflict: FindingView = {
    rule: "port-conflict",
    severity: "error",
    message: "Port 4317/tcp of A is also bound by B: `bind: address already in use`.",
    ...spot("etc/a.yaml", 12, 17, 29),
    evidence: "Both are configured in etc, which is one host's file tree.",
    related: [{ ...spot("etc/b.yaml", 5, 9, 21), message: "B binds it too." }],
    fixes: [{ title: "Move A to port 14317" }, { title: "Move B to port 14317" }],
  };
  const unused: FindingView = {
    rule: "unused-component",
    severity: "warning",
    message: "Nobody uses zipkin.",
    ...spot("etc/b.yaml", 9, 3, 1, 11),
    related: [],
    fixes: [],
  };
  const lines: Readonly<Record<string, string>> = {
    "etc/a.yaml:12": "      endpoint: 0.0.0.0:4317 # grpc",
    "etc/b.yaml:5": "  grpc: 0.0.0.0:4317",
    "etc/b.yaml:9": "  zipkin:",
  };
  const lineOf: LineOf = (file, line) => lines[`${file}:${line}`];

  it("shows the source, the span, related places, evidence and fixes", () => {
    assert.equal(
      checkText({ filesAnalysed: 3, findings: [conflict, unused] }, lineOf, plain),
      `error[port-conflict]: Port 4317/tcp of A is also bound by B: \`bind: address already in use\`.
  --> etc/a.yaml:12:17
   |
12 |       endpoint: 0.0.0.0:4317 # grpc
   |                 ^^^^^^^^^^^^
   |
  ::: etc/b.yaml:5:9  B binds it too.
   |
 5 |   grpc: 0.0.0.0:4317
   |         ------------
   |
   = evidence: Both are configured in etc, which is one host's file tree.
   = fix: Move A to port 14317
   = fix: Move B to port 14317

warning[unused-component]: Nobody uses zipkin.
 --> etc/b.yaml:9:3
  |
9 |   zipkin:
  |   ^^^^^^^

1 error, 1 warning in 2 of 3 files
`,
    );
  });

  it("breaks lines to a terminal's width", () => {
    const narrow = createStyle({ colour: false, width: 44 });
    const text = checkText({ filesAnalysed: 1, findings: [conflict] }, lineOf, narrow);
    assert.equal(
      text,
      `error[port-conflict]: Port 4317/tcp of A
  is also bound by B: \`bind: address already
  in use\`.
  --> etc/a.yaml:12:17
   |
12 |       endpoint: 0.0.0.0:4317 # grpc
   |                 ^^^^^^^^^^^^
   |
  ::: etc/b.yaml:5:9  B binds it too.
   |
 5 |   grpc: 0.0.0.0:4317
   |         ------------
   |
   = evidence: Both are configured in etc,
     which is one host's file tree.
   = fix: Move A to port 14317
   = fix: Move B to port 14317

1 error in 1 of 1 file
`,
    );
    for (const line of text.split("\n")) assert.ok(line.length <= 44, line);
  });

  it("counts each severity in the summary, and says so when there is nothing", () => {
    const of = (severity: FindingView["severity"]): FindingView => ({ ...unused, severity });
    const findings = [of("error"), of("error"), of("information"), of("information"), of("hint")];
    assert.match(
      checkText({ filesAnalysed: 2, findings }, lineOf, plain),
      /\n2 errors, 2 information, 1 hint in 1 of 2 files\n$/,
    );
    assert.equal(checkText({ filesAnalysed: 2, findings: [] }, lineOf, plain), "no findings in 2 files\n");
    assert.equal(checkText({ filesAnalysed: 0, findings: [] }, lineOf, plain), "");
  });

  it("does without a source line that it cannot get", () => {
    const text = checkText({ filesAnalysed: 1, findings: [unused] }, () => undefined, plain);
    assert.equal(
      text,
      "warning[unused-component]: Nobody uses zipkin.\n --> etc/b.yaml:9:3\n\n1 warning in 1 of 1 file\n",
    );
  });

  it("lets no file drive the terminal", () => {
    const evil = "\u001b[2J\u001b]0;owned\u0007\u009b31m\u202Eabc\r\nnext";
    const finding = { ...unused, message: evil, evidence: evil, file: `${evil}.yaml`, fixes: [{ title: evil }] };
    const text = checkText({ filesAnalysed: 1, findings: [finding] }, () => `  a: ${evil}`, plain);
    assert.doesNotMatch(text, /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202E]/);
    assert.match(text, /␛\[2J␛\]0;owned␇�31m�abc next/);
  });

  it("uses colours only where it is told to, and the same text in both", () => {
    const view = { filesAnalysed: 3, findings: [conflict, unused] };
    const coloured = checkText(view, lineOf, createStyle({ colour: true, width: undefined }));
    assert.match(coloured, /\u001b\[31m/);
    assert.equal(coloured.replace(/\u001b\[\d+m/g, ""), checkText(view, lineOf, plain));
  });
});

describe("a source line with its span marked", () => {
  it("keeps tabs aligned", () => {
    assert.deepEqual(marked("\tkey:\tvalue", "value"), ["    key:    value", "            ^^^^^"]);
  });

  it("minds characters that take two columns or none", () => {
    assert.deepEqual(marked("名前: x # y", "x"), ["名前: x # y", "      ^"]);
    assert.deepEqual(marked("a: 🛰️ b", "b"), ["a: 🛰️ b", "      ^"]);
    assert.deepEqual(marked("a: 👩‍👩‍👧 b", "👩‍👩‍👧"), ["a: 👩‍👩‍👧 b", "   ^^"]);
    assert.deepEqual(marked("e\u0301: x", "x"), ["e\u0301: x", "   ^"]);
  });

  it("marks an empty span, also at the end", () => {
    assert.deepEqual(excerpt("key:", 4, 4, 80, "^"), { source: "key:", marks: "    ^" });
    assert.deepEqual(excerpt("", 0, 0, 80, "^"), { source: "", marks: "^" });
    assert.deepEqual(excerpt("key: value", 5, 5, 80, "^"), { source: "key: value", marks: "     ^" });
  });

  it("cuts a long line behind the span, or on both sides of it", () => {
    assert.deepEqual(marked(`key: here ${"x".repeat(100)}`, "here", 20), ["key: here xxxxxxxx…", "     ^^^^"]);
    assert.deepEqual(marked(`${"a".repeat(50)}[mid]${"b".repeat(50)}`, "[mid]", 21), [
      "…aaaaaaa[mid]bbbbbbb…",
      "        ^^^^^",
    ]);
    assert.deepEqual(marked(`${"a".repeat(50)}[end]`, "[end]", 20), [
      `…${"a".repeat(13)}[end]`,
      " ".repeat(14) + "^^^^^",
    ]);
  });

  it("fits a span that is wider than the room", () => {
    const [source, marks] = marked(`${"a".repeat(30)}${"S".repeat(200)}b`, "S".repeat(200), 30);
    assert.equal(source, `…${"S".repeat(28)}…`);
    assert.equal(marks, ` ${"^".repeat(28)}`);
  });

  it("does not look at all of a line of megabytes, nor cut a character in two", () => {
    const line = "🛰".repeat(1_000_000);
    const before = performance.now();
    const { source, marks } = excerpt(line, 1_000_000, 1_000_002, 41, "^");
    assert.ok(performance.now() - before < 500);
    assert.match(source, /^…(?:🛰)+…$/u);
    assert.equal(marks.trim().length, displayWidth("🛰"));
  });
});

describe("text for a terminal", () => {
  it("is measured in columns", () => {
    assert.equal(displayWidth("abc"), 3);
    assert.equal(displayWidth("名前"), 4);
    assert.equal(displayWidth("größe"), 5);
    assert.equal(displayWidth("🚀"), 2);
    assert.equal(cellsOf("\t").length, 4);
  });

  it("is wrapped between words", () => {
    assert.deepEqual(wrap("one two three", 7), ["one two", "three"]);
    assert.deepEqual(wrap("alongerword is kept", 6), ["alongerword", "is", "kept"]);
    assert.deepEqual(wrap("one two three", undefined), ["one two three"]);
    assert.equal(printable("a\n  b\tc"), "a b c");
  });

  it("is coloured on a terminal, unless the environment says otherwise", () => {
    assert.equal(wantsColour({}, true), true);
    assert.equal(wantsColour({}, false), false);
    assert.equal(wantsColour({ CI: "true" }, false), false);
    assert.equal(wantsColour({ TERM: "dumb" }, true), false);
    assert.equal(wantsColour({ NO_COLOR: "1" }, true), false);
    assert.equal(wantsColour({ NO_COLOR: "" }, true), true);
    assert.equal(wantsColour({ FORCE_COLOR: "1" }, false), true);
    assert.equal(wantsColour({ FORCE_COLOR: "0" }, true), false);
    assert.equal(wantsColour({ FORCE_COLOR: "1", NO_COLOR: "1" }, true), false);
  });
});

describe("the port map as text and Markdown", () => {
  const listener = (overrides: Partial<ListenerView>): ListenerView => ({
    address: "0.0.0.0",
    port: 4317,
    transport: "tcp",
    protocol: "otlp-grpc",
    owner: "otlp receiver (grpc) of A",
    ...spot("etc/a.yaml", 5, 1, 2),
    origin: "explicit",
    conflict: false,
    ...overrides,
  });
  const view: PortsView = {
    dials: [],
    namespaces: [
      {
        id: "host:web-1",
        kind: "host",
        label: "web-1",
        description: "file tree etc",
        listeners: [
          listener({ conflict: true }),
          listener({ conflict: true, owner: "B | <b>", note: "will not start", file: "etc/名.yaml" }),
          listener({ port: null, address: null, origin: "default", owner: "C", file: "x_y.yaml" }),
        ],
        mappings: [],
      },
      {
        id: "engine:p",
        kind: "host",
        label: "p",
        description: "",
        listeners: [],
        mappings: [
          {
            address: "127.0.0.1",
            port: 14317,
            transport: "tcp",
            owner: "published port of jaeger",
            ...spot("compose.yaml", 7, 1, 2),
            origin: "explicit",
            conflict: false,
            via: "published",
            inner: { namespace: "container:jaeger", port: 4317 },
          },
        ],
      },
    ],
  };

  it("is aligned, and marks a collision by a letter", () => {
    assert.equal(
      portsText(view, plain),
      `host web-1 (file tree etc)
   PORT      ADDRESS  OWNER                      WHERE          NOTE
C  4317/tcp  0.0.0.0  otlp receiver (grpc) of A  etc/a.yaml:5
C  4317/tcp  0.0.0.0  B | <b>                    etc/名.yaml:5  will not start
   ?/tcp     ?        C                          x_y.yaml:5     default

host p
  PORT       ADDRESS    OWNER                     WHERE           NOTE
  14317/tcp  127.0.0.1  published port of jaeger  compose.yaml:7  → 4317

C  collides with another owner of the port
`,
    );
    assert.equal(portsText({ namespaces: [], dials: [] }, plain), "");
  });

  it("is a table whose cells are escaped", () => {
    assert.equal(
      portsMarkdown(view),
      `## host web-1

| Port | Address | Owner | Where | Note |
| --- | --- | --- | --- | --- |
| 4317/tcp | 0.0.0.0 | otlp receiver (grpc) of A | etc/a.yaml:5 | **conflict** |
| 4317/tcp | 0.0.0.0 | B \\| \\<b\\> | etc/名.yaml:5 | **conflict**; will not start |
| ?/tcp | ? | C | x\\_y.yaml:5 | default |

## host p

| Port | Address | Owner | Where | Note |
| --- | --- | --- | --- | --- |
| 14317/tcp | 127.0.0.1 | published port of jaeger | compose.yaml:7 | → 4317 |
`,
    );
  });
});
