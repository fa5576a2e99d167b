import assert from "node:assert/strict";
import { applyEdits } from "../../server/src/analysis/text.js";
import { appendMap, insertBehind } from "../../server/src/analysis/yaml/append.js";
import { entryAt, listAt } from "../../server/src/analysis/yaml/locate.js";
import { removeEntry } from "../../server/src/analysis/yaml/removeEntry.js";

function appended(text: string, inside: string, lines: readonly string[]): string | undefined {
  const found = listAt(text, text.indexOf(inside));
  const edit = found && appendMap(text, found.entry, found.list, lines);
  return edit && applyEdits(text, [edit]);
}

function behind(text: string, key: string, lines: readonly string[]): string | undefined {
  const found = entryAt(text, text.indexOf(key));
  const edit = found && insertBehind(text, found, lines);
  return edit && applyEdits(text, [edit]);
}

function without(text: string, key: string): string | undefined {
  const found = entryAt(text, text.indexOf(key));
  const edit = found && removeEntry(text, found);
  return edit && applyEdits(text, [edit]);
}

describe("a map at the end of a list", () => {
  it("is written as the one before it", () => {
    assert.equal(
      appended("ports:\n- name: a # first\n  port: 1 # one\nb: c\n", "first", ["name: b", "port: 2"]),
      "ports:\n- name: a # first\n  port: 1 # one\n- name: b\n  port: 2\nb: c\n",
    );
    assert.equal(
      appended("ports:\n  - {port: 1}\n", "port: 1", ["name: b", "port: 2"]),
      "ports:\n  - {port: 1}\n  - {name: b, port: 2}\n",
    );
    assert.equal(appended("ports: [{port: 1}]", "port: 1", ["port: 2"]), "ports: [{port: 1}, {port: 2}]");
  });

  it("keeps the ends of lines", () => {
    assert.equal(
      appended("p:\r\n  - a: 1\r\n", "a: 1", ["a: 2", "b: 3"]),
      "p:\r\n  - a: 1\r\n  - a: 2\r\n    b: 3\r\n",
    );
  });
});

describe("entries behind another of a map", () => {
  it("stand behind all of its value", () => {
    assert.equal(
      behind("a:\n  b: |\n    text\n\nservice:\n", "a:", ["c:", "  d:"]),
      "a:\n  b: |\n    text\nc:\n  d:\n\nservice:\n",
    );
  });

  it("stand in the document that is embedded, not around it", () => {
    assert.equal(
      behind("data:\n  x.yaml: |\n    a: 1\n    b: 2\nkind: C\n", "b: 2", ["c:", "  d: 3"]),
      "data:\n  x.yaml: |\n    a: 1\n    b: 2\n    c:\n      d: 3\nkind: C\n",
    );
  });

  it("are not written into a flow map", () => {
    assert.equal(behind("a: {b: 1}\n", "b: 1", ["c: 2"]), undefined);
  });
});

describe("an entry that is taken out", () => {
  it("takes its comments with it, and no others", () => {
    assert.equal(
      without("p:\n  # of a\n  a: 1\n\n  # of b\n  b: 2 # two\n    # more of b\n  # of c\n  c: 3\n", "b: 2"),
      "p:\n  # of a\n  a: 1\n\n  # of c\n  c: 3\n",
    );
  });

  it("leaves one blank line where there were two", () => {
    assert.equal(without("p:\n  a: 1\n\n  b: 2\n\n  c: 3\n", "b: 2"), "p:\n  a: 1\n\n  c: 3\n");
  });

  it("may be a whole section, but not the first", () => {
    assert.equal(without("a: 1\nb:\n  c: 2\nd: 3\n", "b:"), "a: 1\nd: 3\n");
    assert.equal(without("a: 1\nb: 2\n", "a: 1"), undefined);
  });

  it("stays where it is the only one, in a flow map, or what an alias needs", () => {
    assert.equal(without("p:\n  a: 1\n", "a: 1"), undefined);
    assert.equal(without("p: {a: 1, b: 2}\n", "b: 2"), undefined);
    assert.equal(without("p:\n  a: &x 1\n  b: 2\nq: *x\n", "a: &x"), undefined);
  });
});
