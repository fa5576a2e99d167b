import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import fc from "fast-check";
import type { HostObservation } from "../../../server/src/analysis/hosts/observation.js";
import { observe } from "../../../server/src/analysis/hosts/observe.js";
import type { Section } from "../../../server/src/analysis/hosts/sections.js";
import { readSections } from "../../../server/src/analysis/hosts/sections.js";
import { recording, section } from "./recording.js";

const asked = { host: "web-1", askedAt: 0 };

/** Every section that the probe knows, each with a head as it comes. */
const heads: readonly string[] = [
  "host",
  "os-release",
  "sockets ss",
  "sockets netstat",
  "sockets lsof",
  "sockets tcp",
  "sockets udp6",
  "socket-owners",
  "process 812",
  "config /etc/otelcol/config.yaml",
  "unit otelcol.service",
  "unit-files otelcol.service",
  "log /var/log/datadog/agent.log",
  "journal otelcol.service",
  "package dpkg",
  "program /usr/bin/otelcol",
  "connect 127.0.0.1 4317",
  "http health 13133 /",
  "metrics 8888",
  "firewalld",
  "ufw",
  "nft",
  "iptables",
  "containers docker",
  "inspect docker",
  "container-log docker collector",
  "pods",
  "agent-status",
  "unseen everything",
];

const recordings = readdirSync(new URL("recordings/", import.meta.url)).flatMap((system) =>
  readdirSync(new URL(`recordings/${system}/`, import.meta.url)).map((file) =>
    recording(`${system}/${file.replace(/\.txt$/, "")}`),
  ),
);

const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 400 }),
  fc.string({
    unit: fc.constantFrom(...Array.from('tcp LISTEN udp users:(("x",pid=1,fd=3)){}[]%*:.0123456789\n\t|-/')),
    maxLength: 400,
  }),
);

/** A recording with pieces cut out, doubled, or replaced. */
const mutated = fc
  .tuple(fc.constantFrom(...recordings), fc.array(fc.tuple(fc.nat(), fc.nat(60), anyText), { maxLength: 6 }))
  .map(([text, changes]) =>
    changes.reduce((before, [at, length, piece]) => {
      const start = at % (before.length + 1);
      return before.slice(0, start) + piece + before.slice(start + length);
    }, text),
  );

const anySections = fc.array(
  fc
    .tuple(fc.constantFrom(...heads), fc.oneof(anyText, mutated), fc.constantFrom(0, 1, 124), fc.boolean())
    .map(([head, text, status, cut]): Section => section(head, text, { status, cut })),
  { maxLength: 8 },
);

function assertOwnersStandIn(seen: HostObservation, text: string): void {
  for (const { process, pid } of seen.sockets.flatMap(({ owners }) => owners)) {
    const written = text.includes(process) || text.includes(process.replaceAll(" ", "\\x20"));
    assert.ok(written, `the process ${JSON.stringify(process)} stands nowhere`);
    assert.ok(pid === undefined || text.includes(String(pid)), `the pid ${String(pid)} stands nowhere`);
  }
}

describe("a hostile host", () => {
  it("never makes a reader throw, nor an owner that is not in the text", () => {
    fc.assert(
      fc.property(anySections, (sections) => {
        assertOwnersStandIn(observe(sections, asked), sections.map(({ text }) => text).join("\n"));
      }),
      { numRuns: 400 },
    );
  });

  it("with a mutated answer of the whole script neither", () => {
    fc.assert(
      fc.property(mutated, (text) => {
        assertOwnersStandIn(observe(readSections(text).sections, asked), text);
      }),
    );
  });

  it("with a socket of ss whose line ends early: all of its owners, or none", () => {
    const row = 'tcp LISTEN 0 128 127.0.0.1:4317 0.0.0.0:* users:(("otelcol",pid=812,fd=9),("sshd",pid=77,fd=3)) ino:5';
    for (let end = 0; end <= row.length; end++) {
      const owners = observe([section("sockets ss", row.slice(0, end))], asked).sockets.flatMap((each) => each.owners);
      const told = owners.map(({ process, pid }) => `${process}/${String(pid)}`).join(" ");
      assert.equal(told, end < row.indexOf(" ino") ? "" : "otelcol/812 sshd/77", row.slice(0, end));
    }
  });

  it("costs no more time than there is text", () => {
    const pieces = [
      "tcp ",
      "users:((",
      '"',
      " ",
      "  ALLOW",
      "{",
      "\\",
      ",",
      "a=",
      "127.0.0.1:1 ",
      "-j A ",
      "0",
      "[",
      "->a:",
      "otel",
    ];
    for (const head of heads) {
      for (const piece of pieces) {
        const line = piece.repeat(Math.ceil(9_000 / piece.length)).slice(0, 9_000);
        const text = `${line}\n`.repeat(25);
        const begun = performance.now();
        observe([section(head, text), section("connect 127.0.0.1 4317", "state=open\n")], asked);
        const taken = performance.now() - begun;
        assert.ok(taken < 1500, `${head} took ${taken.toFixed()} ms for ${JSON.stringify(piece)}`);
      }
    }
  });

  it("with keys of objects that every object has", () => {
    const text = '{"Names":"__proto__","Image":"constructor","Ports":"","__proto__":{"State":"x"}}\n';
    const seen = observe(
      [section("containers docker", text), section("metrics 1", 'otelcol_a{__proto__="x"} 1\n')],
      asked,
    );
    assert.deepEqual(
      seen.containers.map(({ name, state }) => [name, state]),
      [["__proto__", "unknown"]],
    );
  });
});
