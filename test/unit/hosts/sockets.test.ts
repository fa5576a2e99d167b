import assert from "node:assert/strict";
import type { SocketSeen } from "../../../server/src/analysis/hosts/observation.js";
import { readSockets } from "../../../server/src/analysis/hosts/readers/sockets.js";
import type { Section } from "../../../server/src/analysis/hosts/sections.js";
import { recording, section } from "./recording.js";

/** `tcp 127.0.0.1:4317 otelcol-contrib/355`; `dual` or `v6only` where the tool tells. */
function say({ transport, address, port, dualStack, owners }: SocketSeen): string {
  const stack = dualStack === undefined ? "" : dualStack ? " dual" : " v6only";
  const held = owners.map(({ process, pid }) => ` ${process}/${String(pid)}`);
  return `${transport} ${address}:${port}${stack}${held.join("")}`;
}

const seen = (sections: readonly Section[], root = true): readonly string[] =>
  readSockets(sections, root).sockets.map(say);
const unseen = (sections: readonly Section[], root = true): readonly string[] =>
  readSockets(sections, root).unseen.map(({ what, why }) => `${what}: ${why}`);
const ss = (text: string, ended = {}): Section => section("sockets ss", text, ended);
const ofTool = (tool: string, system: string): Section => section(`sockets ${tool}`, recording(`${system}/${tool}`));
const tables = ["tcp", "tcp6", "udp", "udp6"].map((table) => ofTool(table, "debian-12"));

describe("the sockets of a host", () => {
  const debian = (held: string, dual: (text: string) => string = (text) => text): readonly string[] =>
    [
      `udp 0.0.0.0:6831${held}`,
      `udp :::6832${dual(" dual")}${held}`,
      `tcp 127.0.0.1:4317${held}`,
      "tcp 0.0.0.0:22",
      `tcp 0.0.0.0:55679${held}`,
      `tcp :::4318${dual(" dual")}${held}`,
      `tcp ::1:13133${held}`,
      `tcp :::9411${dual(" v6only")}${held}`,
      `tcp 127.0.0.1:8888${held}`,
    ].toSorted();
  const untold = (): string => "";
  const both = " a b/397 otelcol-contrib/355";

  it("of ss 6.1, several owners of one socket and reused ports included", () => {
    assert.deepEqual(seen([ofTool("ss", "debian-12")]).toSorted(), debian(both));
    assert.deepEqual(unseen([ofTool("ss", "debian-12")]), ["who holds the sockets: ss does not tell of one"]);
  });

  it("of ss with its extended columns", () => {
    const text = recording("debian-12/ss-e");
    assert.deepEqual(seen([ss(text)]).toSorted(), debian(both));
  });

  it("of ss without root: sockets, and no owner", () => {
    assert.deepEqual(seen([ofTool("ss", "debian-12-user")], false).toSorted(), debian(""));
    assert.deepEqual(unseen([ofTool("ss", "debian-12-user")], false), ["who holds the sockets: needs root for 9"]);
  });

  it("of netstat, which does not tell what an IPv6 wildcard takes", () => {
    assert.deepEqual(seen([ofTool("netstat", "debian-12")]).toSorted(), debian(" python3/355", untold));
    assert.deepEqual(seen([ofTool("netstat", "debian-12-user")]).toSorted(), debian("", untold));
    assert.deepEqual(seen([ofTool("netstat", "busybox-1.35")]).toSorted(), debian("", untold));
  });

  it("of busybox netstat with programs", () => {
    assert.deepEqual(seen([ofTool("netstat", "alpine-3.19")]), [
      "tcp 127.0.0.1:8888 otelcol-contrib/2301",
      "tcp :::4317 otelcol-contrib/2301",
      "tcp :::22 sshd [listener]/2190",
      "udp 0.0.0.0:6831 otelcol-contrib/2301",
    ]);
  });

  it("of lsof, which knows all of them only as root", () => {
    const held = " otelcol-c/355 a b/397";
    const expected = debian(held, untold).filter((each) => each !== "tcp 0.0.0.0:22");
    assert.deepEqual(seen([ofTool("lsof", "debian-12")]).toSorted(), expected);
    assert.deepEqual(unseen([ofTool("lsof", "debian-12")]), []);
    assert.deepEqual(unseen([ofTool("lsof", "debian-12")], false), [
      "sockets: lsof lists only the asker's own processes without root",
    ]);
  });

  it("of /proc/net, owners by the number of the inode", () => {
    const owners = section("socket-owners", recording("debian-12/socket-owners"));
    assert.deepEqual(seen([...tables, owners]).toSorted(), debian(" otelcol-contrib/355 a b/397", untold));
    assert.deepEqual(seen(tables).toSorted(), debian("", untold));
  });

  it("of ss of RHEL 9 and Ubuntu 22.04: zones, dual stack, socket activation", () => {
    assert.deepEqual(seen([ofTool("ss", "rhel-9")]), [
      "udp 127.0.0.1:323 chronyd/801",
      "udp ::1:323 chronyd/801",
      "tcp 0.0.0.0:22 sshd/912",
      "tcp :::4317 dual otelcol-contrib/2211",
      "tcp 127.0.0.1:8888 otelcol-contrib/2211",
      "tcp :::22 v6only sshd/912",
      "tcp :::9090 dual cockpit-ws/3001 systemd/1",
    ]);
    assert.deepEqual(seen([ofTool("ss", "ubuntu-22.04")]), [
      "udp 127.0.0.53:53 systemd-resolve/620",
      "udp 10.0.2.15:68 systemd-network/618",
      "udp fe80::a00:27ff:fe4e:66a1:546 systemd-network/618",
      "tcp 127.0.0.53:53 systemd-resolve/620",
      "tcp :::4317 dual otelcol-contrib/812",
      "tcp ::1:7777 otel-agent/977",
    ]);
  });

  it("of old ss, whose * is the IPv4 wildcard", () => {
    assert.deepEqual(seen([ofTool("ss", "centos-7")]), [
      "udp 127.0.0.1:323 chronyd/612",
      "tcp 0.0.0.0:4317 otelcol/1402",
      "tcp 127.0.0.1:8888 otelcol/1402",
      "tcp 0.0.0.0:22 sshd/998",
      "tcp :::22 sshd/998",
    ]);
    assert.deepEqual(seen([ofTool("ss", "centos-6")]), [
      "tcp :::4317 otelcol/1402",
      "tcp :::22 sshd/1203",
      "tcp 0.0.0.0:22 sshd/1203",
    ]);
  });

  it("of an IPv6 wildcard as the extended columns tell it, whatever the version", () => {
    const row = (local: string, only: number): string =>
      `tcp LISTEN 0 128 ${local}:4317 ${local}:* ino:7 sk:1 v6only:${only} <->\n`;
    assert.deepEqual(seen([ss(row("*", 0))]), ["tcp :::4317 dual"]);
    assert.deepEqual(seen([ss(row("[::]", 0))]), ["tcp :::4317 dual"]);
    assert.deepEqual(seen([ss(row("::", 1))]), ["tcp :::4317 v6only"]);
  });

  it("takes a lone * for no more than it surely is", () => {
    assert.deepEqual(seen([ss("tcp LISTEN 0 128 *:4317 *:*\n")]), ["tcp 0.0.0.0:4317"]);
  });
});

describe("owners that cannot be told", () => {
  const row = (users: string): string => `tcp LISTEN 0 128 127.0.0.1:4317 0.0.0.0:* users:${users}\n`;
  const forged = [
    '(("x",pid=1,fd=3",pid=99,fd=4))',
    '(("x",pid=1,fd=3)",pid=99,fd=4))',
    '(("",pid=1,fd=3),(",pid=99,fd=4))',
    '(("",pid=1,fd=3),(",pid=99,fd=4),("",pid=1,fd=3),(",pid=98,fd=4))',
    '(("otelcol",pid=99,fd=4)',
    '(("otelcol",pid=99,fd=4),)',
    '(("otelcol",pid=99,fd=4))x',
    '(("otelcol",pid=,fd=4))',
    "((otelcol,pid=99,fd=4))",
    "(",
  ];
  for (const users of forged) {
    it(`of ${users}`, () => {
      assert.deepEqual(seen([ss(row(users))]), ["tcp 127.0.0.1:4317"]);
    });
  }

  it("are taken from a tool that is trusted less, by address and port", () => {
    const sections = [ofTool("ss", "debian-12-user"), ofTool("lsof", "debian-12")];
    const told = seen(sections, false);
    assert.ok(told.includes("tcp :::4318 dual otelcol-c/355 a b/397"));
    assert.ok(told.includes("tcp 0.0.0.0:22"));
    const owners = section("socket-owners", recording("debian-12/socket-owners"));
    const [first] = readSockets([ofTool("ss", "debian-12-user"), ...tables, owners], false).sockets;
    assert.deepEqual(first?.owners, [
      { process: "otelcol-contrib", pid: 355 },
      { process: "a b", pid: 397 },
    ]);
    assert.equal(first.tool, "ss");
  });

  it("are not taken for a socket of another address, nor for the inode 0", () => {
    const lsof = "otelcol 7 root 3u IPv4 1 0t0 TCP 127.0.0.2:4317 (LISTEN)\n";
    assert.deepEqual(seen([ss("tcp LISTEN 0 1 127.0.0.1:4317 0.0.0.0:*\n"), section("sockets lsof", lsof)]), [
      "tcp 127.0.0.1:4317",
    ]);
    const proc = "   0: 0100007F:10DD 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 0 1\n";
    assert.deepEqual(seen([section("sockets tcp", proc), section("socket-owners", "9 0 otelcol\n")]), [
      "tcp 127.0.0.1:4317",
    ]);
  });
});

describe("sockets that cannot be told", () => {
  const cases: readonly (readonly [why: string, sections: readonly Section[], unseen: readonly string[]])[] = [
    ["no tool", [], ["sockets: none of ss, netstat, lsof and /proc/net could be read"]],
    ["an empty answer", [ss("")], ["sockets: ss printed nothing that could be understood"]],
    ["another text", [ss("ss: command not found\n")], ["sockets: ss printed nothing that could be understood"]],
    ["too slow", [ss(recording("rhel-9/ss"), { status: 124 })], ["sockets: ss took too long"]],
    ["cut", [ss(recording("rhel-9/ss"), { cut: true })], ["sockets: the answer of ss was cut"]],
    [
      "a line in another form",
      [ss("tcp LISTEN 0 1 localhost:otlp 0.0.0.0:*\n")],
      ["sockets: a line of ss could not be understood"],
    ],
    ["none at all", [ss("Netid State Recv-Q Send-Q Local Address:Port Peer Address:Port\n")], []],
  ];
  for (const [why, sections, expected] of cases) {
    it(why, () => {
      assert.deepEqual(unseen(sections), expected);
    });
  }

  it("leaves out an address that netstat may have cut", () => {
    const text = `tcp6       0      0 fe80::fc:ff:fe00::14317 :::*                    LISTEN      16030/otelcol\n`;
    assert.deepEqual(seen([section("sockets netstat", text)]), []);
    assert.deepEqual(unseen([section("sockets netstat", text)]), [
      "sockets: a line of netstat could not be understood",
    ]);
  });

  it("says which tools tell of no owner", () => {
    const two = [
      ss("tcp LISTEN 0 1 127.0.0.1:1 0.0.0.0:*\n"),
      section("sockets netstat", "tcp 0 0 127.0.0.1:1 0.0.0.0:* LISTEN -\n"),
    ];
    assert.deepEqual(unseen(two), ["who holds the sockets: neither ss nor netstat tells of one"]);
    const more = [...two, section("sockets tcp", ""), section("sockets tcp6", "")];
    assert.deepEqual(unseen(more), ["who holds the sockets: none of ss, netstat, /proc/net tells of one"]);
  });

  it("adds what another tool has where the first was cut, and nothing where it was whole", () => {
    const one = "tcp LISTEN 0 1 127.0.0.1:1 0.0.0.0:*\n";
    const netstat = "tcp 0 0 127.0.0.1:2 0.0.0.0:* LISTEN 5/otelcol\n";
    assert.deepEqual(seen([ss(one), section("sockets netstat", netstat)]), ["tcp 127.0.0.1:1"]);
    assert.deepEqual(seen([ss(one, { cut: true }), section("sockets netstat", netstat)]), [
      "tcp 127.0.0.1:1",
      "tcp 127.0.0.1:2 otelcol/5",
    ]);
  });

  const rows: readonly (readonly [string, string])[] = [
    ["an established connection of netstat", "tcp 0 0 127.0.0.1:4317 10.0.0.1:5000 ESTABLISHED 5/otelcol\n"],
    ["a connected UDP socket of netstat", "udp 0 0 127.0.0.1:4317 10.0.0.1:53 ESTABLISHED 5/otelcol\n"],
  ];
  for (const [what, text] of rows) {
    it(`does not take ${what} for a listener`, () => {
      assert.deepEqual(seen([section("sockets netstat", text)]), []);
    });
  }

  it("does not take connections of lsof and /proc for listeners", () => {
    const lsof = [
      "otelcol 7 root 3u IPv4 1 0t0 TCP 127.0.0.1:4317->127.0.0.1:5000 (ESTABLISHED)",
      "otelcol 7 root 4u IPv4 2 0t0 UDP *:*",
      "otelcol 7 root 5u IPv4 3 0t0 TCP 127.0.0.1:4317 (CLOSE_WAIT)",
    ];
    assert.deepEqual(seen([section("sockets lsof", `${lsof.join("\n")}\n`)]), []);
    const proc = "   0: 0100007F:10DD 0100007F:1388 01 00000000:00000000 00:00000000 00000000     0        0 44 1\n";
    assert.deepEqual(seen([section("sockets tcp", proc)]), []);
  });
});
