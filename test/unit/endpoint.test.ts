import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type AddressInfo, type Server } from "node:net";
import fc from "fast-check";
import { normaliseHost, parseEndpoint, parsePort } from "../../server/src/analysis/endpoint.js";
import { isWildcard, meet, meetAll, type Meeting } from "../../server/src/analysis/topology/address.js";

describe("reading an endpoint", () => {
  type Expected = readonly [host: string | null, hostText: string, port: number | null, digits?: string];
  const table: readonly (readonly [string, Expected | undefined])[] = [
    ["0.0.0.0:4317", ["0.0.0.0", "0.0.0.0", 4317, "4317"]],
    [":4317", ["", "", 4317, "4317"]],
    ["localhost:4317", ["127.0.0.1", "localhost", 4317, "4317"]],
    ["LocalHost:4317", ["127.0.0.1", "LocalHost", 4317, "4317"]],
    ["[::]:4317", ["::", "[::]", 4317, "4317"]],
    ["[::1]:4317", ["::1", "[::1]", 4317, "4317"]],
    ["[2001:DB8::1]:4317", ["2001:db8::1", "[2001:DB8::1]", 4317, "4317"]],
    ["otel-collector:4317", ["otel-collector", "otel-collector", 4317, "4317"]],
    [" 0.0.0.0:4317 ", ["0.0.0.0", "0.0.0.0", 4317, "4317"]],
    ["4317:4317", ["4317", "4317", 4317, "4317"]],
    ["127.0.0.1:0", ["127.0.0.1", "127.0.0.1", 0, "0"]],
    ["127.0.0.1:65535", ["127.0.0.1", "127.0.0.1", 65535, "65535"]],
    ["127.0.0.1:65536", ["127.0.0.1", "127.0.0.1", null]],
    ["127.0.0.1:-1", ["127.0.0.1", "127.0.0.1", null]],
    ["127.0.0.1:4317x", undefined],
    ["127.0.0.1", undefined],
    ["127.0.0.1:", undefined],
    ["::1:4317", undefined],
    ["4317", undefined],
    ["", undefined],
    ["unix:///run/otel.sock", undefined],
    ["unix:/run/otel:4317", undefined],
    ["/run/otel.sock:4317", undefined],
    ["@otel:4317", undefined],

    ["${env:HOST}:4317", [null, "${env:HOST}", 4317, "4317"]],
    ["${HOST}:4317", [null, "${HOST}", 4317, "4317"]],
    ["$HOST:4317", [null, "$HOST", 4317, "4317"]],
    ["$(POD_IP):4317", [null, "$(POD_IP)", 4317, "4317"]],
    ["{{ .Values.host }}:4317", [null, "{{ .Values.host }}", 4317, "4317"]],
    ['{{ tpl "a:b" . }}:4317', [null, '{{ tpl "a:b" . }}', 4317, "4317"]],
    ["<host>:4317", [null, "<host>", 4317, "4317"]],
    ["%s:4317", [null, "%s", 4317, "4317"]],
    ["${file:/etc/host}:4317", [null, "${file:/etc/host}", 4317, "4317"]],
    ["[${env:POD_IP}]:4317", [null, "[${env:POD_IP}]", 4317, "4317"]],
    ["10.0.0.${env:LAST}:4317", [null, "10.0.0.${env:LAST}", 4317, "4317"]],
    ["0.0.0.0:${env:PORT}", ["0.0.0.0", "0.0.0.0", null]],
    ["0.0.0.0:{{ .Values.port }}", ["0.0.0.0", "0.0.0.0", null]],
    ["0.0.0.0:%d", ["0.0.0.0", "0.0.0.0", null]],
    ["0.0.0.0:<port>", ["0.0.0.0", "0.0.0.0", null]],
    ["0.0.0.0:43${env:REST}", ["0.0.0.0", "0.0.0.0", null]],
    ["${env:ENDPOINT}", [null, "${env:ENDPOINT}", null]],
    ["${env:HOST}:${env:PORT}", [null, "${env:HOST}", null]],

    ["${env:HOST:-0.0.0.0}:4317", ["0.0.0.0", "0.0.0.0", 4317, "4317"]],
    ["${HOST:-localhost}:4317", ["127.0.0.1", "localhost", 4317, "4317"]],
    ["${env:HOST:-}:4317", ["", "", 4317, "4317"]],
    ["${env:HOST:-[::]}:4317", ["::", "[::]", 4317, "4317"]],
    ["0.0.0.0:${env:PORT:-4317}", ["0.0.0.0", "0.0.0.0", 4317, "4317"]],
    ["${env:ENDPOINT:-0.0.0.0:4317}", ["0.0.0.0", "0.0.0.0", 4317, "4317"]],
    ["${env:HOST:-0.0.0.0}:${env:PORT:-4317}", ["0.0.0.0", "0.0.0.0", 4317, "4317"]],
    ["${env:HOST}:${env:PORT:-4317}", [null, "${env:HOST}", 4317, "4317"]],
    ["0.0.0.0:43${env:REST:-17}", ["0.0.0.0", "0.0.0.0", 4317]],
    ["0.0.0.0:${env:A:-43}${env:B:-17}", ["0.0.0.0", "0.0.0.0", 4317]],
    ["${env:PORT:-0.0.0.0:99999}", undefined],
  ];
  it("keeps a number that is no port, unless a variable has a part in it", () => {
    const texts = ["a:65536", "a:-1", "a:0", "a:65535", "a:4317x", "a:${env:PORT:-65536}", "a:${env:PORT}"];
    assert.deepEqual(
      texts.map((text) => parseEndpoint(text)?.invalidPort),
      ["65536", "-1", undefined, undefined, undefined, undefined, undefined],
    );
  });

  for (const [text, expected] of table) {
    it(text === "" ? "an empty text" : text, () => {
      const endpoint = parseEndpoint(text);
      if (expected === undefined) {
        assert.equal(endpoint, undefined);
        return;
      }
      const [host, hostText, port, digits] = expected;
      assert.ok(endpoint);
      assert.deepEqual([endpoint.host, endpoint.hostText, endpoint.port], [host, hostText, port]);
      assert.equal(endpoint.digits && text.slice(endpoint.digits.start, endpoint.digits.end), digits);
    });
  }

  const host = fc.constantFrom(
    "",
    "0.0.0.0",
    "127.0.0.1",
    "localhost",
    "[::]",
    "[::1]",
    "my-host",
    "a.b.c",
    "10.1.2.3",
  );
  const port = fc.integer({ min: 0, max: 65535 });

  it("is the same whichever part a variable with a default stands for", () => {
    fc.assert(
      fc.property(host, port, fc.nat(20), fc.nat(20), fc.constantFrom("env:", ""), (host, port, a, b, scheme) => {
        const plain = `${host}:${String(port)}`;
        const [from, to] = [Math.min(a, b, plain.length), Math.min(Math.max(a, b), plain.length)];
        const text = `${plain.slice(0, from)}\${${scheme}NAME:-${plain.slice(from, to)}}${plain.slice(to)}`;
        const [direct, indirect] = [parseEndpoint(plain), parseEndpoint(text)];
        assert.ok(direct && indirect, text);
        assert.deepEqual(
          [indirect.host, indirect.hostText, indirect.port],
          [direct.host, direct.hostText, direct.port],
        );
        if (indirect.digits) assert.equal(text.slice(indirect.digits.start, indirect.digits.end), String(port));
      }),
    );
  });

  it("never throws, and its digits are digits of the port", () => {
    const part = fc.constantFrom(
      "${env:",
      "${",
      "}",
      ":-",
      ":",
      "[",
      "]",
      "{{",
      "}}",
      "%",
      "$",
      "<",
      ">",
      "4317",
      "a",
      "/",
      " ",
      "😀",
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const text = parts.join("");
        const endpoint = parseEndpoint(text);
        if (endpoint?.digits)
          assert.equal(Number(text.slice(endpoint.digits.start, endpoint.digits.end)), endpoint.port);
      }),
      { numRuns: 2000 },
    );
  });

  it("takes time by its length, whatever it is", () => {
    for (const part of ["${", "{{", "${env:A:-", "%[", "<", "$(", "[", ":", " "]) {
      const start = performance.now();
      parseEndpoint(part.repeat(20_000));
      assert.ok(performance.now() - start < 500, part);
    }
  });

  it("knows the range of ports", () => {
    assert.deepEqual(["0", "1", "65535", "65536", "-1", "1e3", "0x10", "", " 1", "99999"].map(parsePort), [
      0,
      1,
      65535,
      ...Array<undefined>(7).fill(undefined),
    ]);
  });
});

/** Spellings of addresses, and what a Go program binds for each: DESIGN's first row of collisions. */
const spellings: readonly (readonly [string, string])[] = [
  ["", "any"],
  ["0.0.0.0", "any"],
  ["[::]", "any"],
  ["localhost", "127.0.0.1"],
  ["127.0.0.1", "127.0.0.1"],
  ["127.0.0.2", "127.0.0.2"],
  ["[::1]", "::1"],
];

/** Less common ones of the same addresses. */
const otherSpellings: typeof spellings = [
  ["[0:0:0:0:0:0:0:0]", "any"],
  ["[::0]", "any"],
  ["[::ffff:127.0.0.1]", "127.0.0.1"],
  ["[::FFFF:7f00:1]", "127.0.0.1"],
  ["[0:0:0:0:0:0:0:1]", "::1"],
  ["[0000::0001]", "::1"],
];

const expectedMeeting = (a: string, b: string): Meeting => (a === "any" || b === "any" || a === b ? "yes" : "no");

const boundHost = (spelling: string): string => {
  const endpoint = parseEndpoint(`${spelling}:4317`);
  assert.ok(endpoint && endpoint.host !== null, spelling);
  return endpoint.host;
};

describe("whether two sockets of one port meet", () => {
  for (const [left, a] of spellings) {
    it(`${left === "" ? "an empty host" : left} and every other`, () => {
      for (const [right, b] of spellings) {
        assert.equal(meet(boundHost(left), boundHost(right)), expectedMeeting(a, b), `${left} and ${right}`);
      }
      assert.equal(isWildcard(boundHost(left)), a === "any");
      assert.equal(meet(boundHost(left), null), a === "any" ? "yes" : "unknown");
      assert.equal(meet(null, boundHost(left)), a === "any" ? "yes" : "unknown");
    });
  }

  it("does not depend on how an IPv6 address is spelled", () => {
    for (const [left, a] of otherSpellings) {
      for (const [right, b] of [...spellings, ...otherSpellings]) {
        assert.equal(meet(boundHost(left), boundHost(right)), expectedMeeting(a, b), `${left} and ${right}`);
      }
    }
  });

  it("takes off brackets and no more", () => {
    assert.deepEqual(["[::1]", "::1", "localhost", "LOCALHOST", "localhost.example", "Host"].map(normaliseHost), [
      "::1",
      "::1",
      "127.0.0.1",
      "127.0.0.1",
      "localhost.example",
      "host",
    ]);
  });

  it("cannot be said of two addresses that only the running system knows", () =>
    assert.equal(meet(null, null), "unknown"));

  it("is certain of several hosts only if it is the same for every pair, in either order", () => {
    const hosts = fc.array(fc.constantFrom("0.0.0.0", "::", "", "127.0.0.1", "::1", "10.0.0.1", null), {
      minLength: 1,
      maxLength: 3,
    });
    fc.assert(
      fc.property(hosts, hosts, (left, right) => {
        const all = left.flatMap((a) => right.map((b) => meet(a, b)));
        const expected = all.every((each) => each === all[0]) ? all[0] : "unknown";
        assert.equal(meetAll(left, right), expected);
        assert.equal(meetAll(right, left), expected);
      }),
    );
    assert.equal(meetAll([], ["0.0.0.0"]), "unknown");
  });
});

describe("what the system says of the table", () => {
  const open = async (host: string, port: number): Promise<Server> => {
    const server = createServer().listen({ host, port });
    await once(server, "listening");
    return server;
  };
  const closed = async (server: Server): Promise<void> => {
    server.close();
    await once(server, "close");
  };
  const isBound = async (host: string, port: number): Promise<boolean> => {
    try {
      await closed(await open(host, port));
      return true;
    } catch (error) {
      assert.equal((error as NodeJS.ErrnoException).code, "EADDRINUSE");
      return false;
    }
  };
  /** Go binds an unspecified address dual-stack, whichever family it is written in. */
  const asGoBinds = (spelling: string): string => {
    const host = spelling.replace(/^\[|\]$/g, "");
    return host === "" || host === "0.0.0.0" ? "::" : host === "localhost" ? "127.0.0.1" : host;
  };

  const isBindable = async (host: string): Promise<boolean> => {
    try {
      await closed(await open(host, 0));
      return true;
    } catch {
      return false;
    }
  };

  for (const [left, a] of [...spellings, ...otherSpellings]) {
    it(`agrees about ${left === "" ? "an empty host" : left} and every other that this machine can bind`, async () => {
      if (!(await isBindable(asGoBinds(left)))) return;
      const first = await open(asGoBinds(left), 0);
      try {
        const { port } = first.address() as AddressInfo;
        for (const [right, b] of [...spellings, ...otherSpellings]) {
          if (!(await isBindable(asGoBinds(right)))) continue;
          const met = (await isBound(asGoBinds(right), port)) ? "no" : "yes";
          assert.equal(expectedMeeting(a, b), met, `${left} and ${right}`);
        }
      } finally {
        await closed(first);
      }
    });
  }
});
