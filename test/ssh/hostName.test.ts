import assert from "node:assert/strict";
import fc from "fast-check";
import { parseAlias, parseHost } from "../../server/src/ssh/hostName.js";

const hostile = [
  "",
  "-oProxyCommand=touch pwned",
  "-web",
  "--",
  "web 1",
  "web-1\n-oProxyCommand=x",
  "web-1\n",
  "web\t1",
  "$(id)",
  "`id`",
  "a;b",
  "a|b",
  "a&b",
  "a'b",
  'a"b',
  "a\\b",
  "a/b",
  "ssh://web-1",
  "web-1:22",
  ".web",
  "wеb",
  "web\u202e1",
  "web\u00001",
  "a*",
  "!a",
  "%h",
  "a".repeat(256),
];

describe("names of hosts", () => {
  it("takes aliases as they stand in ssh's configuration", () => {
    for (const alias of ["web-1", "WEB_1", "_x", "1.2.3.4", "web-1.example.com", "a".repeat(255)]) {
      assert.equal(parseAlias(alias), alias);
      assert.equal(parseHost(alias), alias);
    }
  });

  it("takes users and addresses from a command line alone", () => {
    for (const word of ["ops@web-1", "::1", "2001:db8::7", "ops@2001:db8::7", "ops@10.0.0.7"]) {
      assert.equal(parseHost(word), word);
    }
    for (const word of ["ops@web-1", "::1"]) assert.equal(parseAlias(word), undefined);
  });

  it("takes nothing else", () => {
    for (const word of hostile) {
      assert.equal(parseAlias(word), undefined, JSON.stringify(word));
      assert.equal(parseHost(word), undefined, JSON.stringify(word));
      assert.equal(parseHost(`${word}@web-1`), undefined, JSON.stringify(word));
    }
    const halves = ["ops@", "@web-1", "a@b@c", "ops@-oProxyCommand=x", "-l@web-1", "[::1]", "fe80::1%eth0", ":::"];
    for (const word of halves) assert.equal(parseHost(word), undefined, word);
  });

  it("never lets a character through that a shell reads", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 20 }), (word) => {
        const parsed = parseHost(word);
        if (parsed !== undefined) assert.match(parsed, /^[A-Za-z0-9_:][A-Za-z0-9._:@-]*$/);
      }),
    );
  });
});
