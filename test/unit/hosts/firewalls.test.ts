import assert from "node:assert/strict";
import type { ContainerSeen, FirewallSeen } from "../../../server/src/analysis/hosts/observation.js";
import { readFirewalls } from "../../../server/src/analysis/hosts/readers/firewalls.js";
import type { Section } from "../../../server/src/analysis/hosts/sections.js";
import { recording, section } from "./recording.js";

type Ports = FirewallSeen["ports"];

function askedPorts(answer: Section, ports: readonly number[], containers: readonly ContainerSeen[] = []): Ports {
  const { firewalls, unseen } = readFirewalls([answer], ports, containers);
  assert.deepEqual(unseen, []);
  return firewalls[0]!.ports;
}

/** What becomes of the TCP port, of a tool's answer. */
function verdicts(answer: Section, ports: readonly number[]): Record<number, string> {
  const tcp = askedPorts(answer, ports).filter(({ transport }) => transport === "tcp");
  return Object.fromEntries(tcp.map(({ port, verdict }) => [port, verdict]));
}

const because = (answer: Section, port: number): string | undefined => askedPorts(answer, [port])[0]?.because;
const iptables = (...rules: readonly string[]): Section =>
  section("iptables", ["-P INPUT DROP", ...rules].map((line) => `${line}\n`).join(""));
const nft = (...rules: readonly string[]): Section => {
  const chain = ["type filter hook input priority 0; policy drop;", ...rules];
  return section(
    "nft",
    `table inet filter {\n\tchain input {\n${chain.map((line) => `\t\t${line}\n`).join("")}\t}\n}\n`,
  );
};

describe("ufw", () => {
  const ufw = section("ufw", recording("ubuntu-24.04/ufw"));

  it("the first rule that fits, else the default", () => {
    assert.deepEqual(verdicts(ufw, [22, 4317, 5005, 9411, 13133, 14250, 14268]), {
      22: "open",
      4317: "open",
      5005: "dropped",
      9411: "open",
      13133: "dropped",
      14250: "open",
      14268: "dropped",
    });
    assert.equal(because(ufw, 4317), "4317/tcp                   ALLOW IN    Anywhere                   # otlp grpc");
    assert.equal(because(ufw, 13133), "default: deny (incoming)");
  });

  it("unknown where it depends on the sender, the interface or the address", () => {
    assert.deepEqual(verdicts(ufw, [4318, 8888, 55679]), { 4318: "unknown", 8888: "unknown", 55679: "unknown" });
  });

  it("a rule of one protocol does not open the other", () => {
    const [tcp, udp] = askedPorts(ufw, [4317]);
    assert.deepEqual([tcp?.verdict, udp?.transport, udp?.verdict], ["open", "udp", "dropped"]);
  });

  it("a profile by its name may hold any port", () => {
    const text = recording("ubuntu-24.04/ufw").replace("4317/tcp  ", "Collector ");
    assert.deepEqual(verdicts(section("ufw", text), [22, 4317, 9411]), { 22: "open", 4317: "unknown", 9411: "open" });
  });

  it("a long rule with a single space before its action", () => {
    const text = "Status: active\nDefault: deny (incoming)\n\n9411,14250,14268,55679/tcp  ALLOW IN    Anywhere\n";
    const long = text.replace("tcp  ALLOW", "tcp ALLOW");
    assert.deepEqual(verdicts(section("ufw", long), [9411, 4317]), { 9411: "open", 4317: "dropped" });
  });

  it("inactive", () => {
    const { firewalls } = readFirewalls([section("ufw", "Status: inactive\n")], [4317], []);
    assert.equal(firewalls[0]?.active, false);
    assert.equal(firewalls[0].ports[0]?.verdict, "open");
  });
});

describe("firewalld", () => {
  const text = recording("rhel-9/firewalld");
  const firewalld = section("firewalld", text);

  it("ports of the active zone, else its target", () => {
    assert.deepEqual(verdicts(firewalld, [4317, 4319, 6831, 9411]), {
      4317: "open",
      4319: "open",
      6831: "dropped",
      9411: "dropped",
    });
    assert.equal(because(firewalld, 9411), "zone public: target: default");
    assert.equal(because(firewalld, 4319), "zone public: ports: 4318-4320/tcp");
    assert.equal(askedPorts(firewalld, [6831])[1]?.verdict, "open");
  });

  const changes: readonly (readonly [string, string, string, string])[] = [
    ["a service that may hold the port", "services: cockpit", "services: otlp", "unknown"],
    [
      "rich rules",
      "rich rules: ",
      'rich rules: \n\trule family="ipv4" port port="9411" protocol="tcp" accept',
      "unknown",
    ],
    ["the port forwarded", "forward-ports: ", "forward-ports: port=9411:proto=tcp:toport=80:toaddr=", "unknown"],
    ["only some senders", "sources: ", "sources: 10.0.0.0/8", "unknown"],
    ["the whole protocol", "protocols: ", "protocols: tcp", "open"],
    ["a zone that accepts", "target: default", "target: ACCEPT", "open"],
    ["a zone that drops", "target: default", "target: DROP", "dropped"],
  ];
  for (const [what, from, to, verdict] of changes) {
    it(what, () => {
      assert.deepEqual(verdicts(section("firewalld", text.replace(from, to)), [9411]), { 9411: verdict });
    });
  }

  it("zones of bridges do not count, others must agree", () => {
    const docker = "docker (active)\n  target: ACCEPT\n  interfaces: br-12ab docker0\n";
    assert.deepEqual(verdicts(section("firewalld", `${docker}\n${text}`), [9411]), { 9411: "dropped" });
    const trusted = "trusted (active)\n  target: ACCEPT\n  interfaces: eth1\n";
    assert.deepEqual(verdicts(section("firewalld", `${trusted}\n${text}`), [4317, 9411]), {
      4317: "open",
      9411: "unknown",
    });
  });

  it("not running", () => {
    const stopped = section("firewalld", "FirewallD is not running\n", { status: 252 });
    assert.equal(readFirewalls([stopped], [4317], []).firewalls[0]?.active, false);
  });
});

describe("iptables", () => {
  it("with the chains of ufw and docker", () => {
    const answer = section("iptables", recording("ubuntu-24.04/iptables"));
    assert.deepEqual(verdicts(answer, [4317, 4318, 9411, 14255, 8888]), {
      4317: "open",
      4318: "unknown",
      9411: "open",
      14255: "open",
      8888: "dropped",
    });
    assert.equal(because(answer, 8888), "-P INPUT DROP");
    assert.equal(
      because(answer, 4317),
      '-A ufw-user-input -p tcp -m tcp --dport 4317 -m comment --comment "otlp -j DROP" -j ACCEPT',
    );
  });

  const cases: readonly (readonly [rule: string, verdict: string])[] = [
    ["-A INPUT -j ACCEPT", "open"],
    ["-A INPUT -i lo -j ACCEPT", "dropped"],
    ["-A INPUT ! -i lo -j ACCEPT", "open"],
    ["-A INPUT -i eth0 -j ACCEPT", "unknown"],
    ["-A INPUT -p udp -m udp --dport 4317 -j ACCEPT", "dropped"],
    ["-A INPUT -p tcp -m tcp --dport 4000:5000 -j ACCEPT", "open"],
    ["-A INPUT -p tcp -m tcp ! --dport 4317 -j ACCEPT", "dropped"],
    ["-A INPUT -p tcp -m tcp ! --dport 22 -j ACCEPT", "open"],
    ["-A INPUT -p tcp -m multiport --dports 22,4317 -j ACCEPT", "open"],
    ["-A INPUT -p tcp -m multiport --dports 22,4318 -j ACCEPT", "dropped"],
    ["-A INPUT -p tcp -m multiport --dports 22,otlp -j ACCEPT", "unknown"],
    ["-A INPUT -m state --state RELATED,ESTABLISHED -j ACCEPT", "dropped"],
    ["-A INPUT -p tcp -m state --state NEW -m tcp --dport 4317 -j ACCEPT", "open"],
    ["-A INPUT -p tcp -m tcp --tcp-flags FIN,SYN,RST,ACK SYN -j ACCEPT", "unknown"],
    ["-A INPUT -m set --match-set friends src -j ACCEPT", "unknown"],
    ["-A INPUT -p tcp -m tcp --dport 4317 -j TARPIT", "unknown"],
    ["-A INPUT -p tcp -m tcp --dport 4317 -j LOG --log-prefix ACCEPT", "dropped"],
    ["-A INPUT -j INPUT", "unknown"],
  ];
  for (const [rule, verdict] of cases) {
    it(`${rule}: ${verdict}`, () => {
      assert.deepEqual(verdicts(iptables(rule), [4317]), { 4317: verdict });
    });
  }

  it("the rule that decides stands before one that would", () => {
    const reject = "-A INPUT -p tcp -m tcp --dport 4317 -j REJECT --reject-with icmp-port-unreachable";
    assert.deepEqual(verdicts(iptables(reject, "-A INPUT -j ACCEPT"), [4317, 4318]), { 4317: "dropped", 4318: "open" });
    assert.equal(because(iptables(reject, "-A INPUT -j ACCEPT"), 4317), reject);
  });

  it("returns and goes to other chains", () => {
    const own = ["-N own", "-A own -p tcp -m tcp --dport 4317 -j RETURN", "-A own -p tcp -j ACCEPT"];
    const then = ["-A INPUT -p tcp -m tcp --dport 4317 -j ACCEPT"];
    assert.deepEqual(verdicts(iptables(...own, "-A INPUT -j own"), [4317, 4318]), { 4317: "dropped", 4318: "open" });
    assert.deepEqual(verdicts(iptables(...own, "-A INPUT -j own", ...then), [4317]), { 4317: "open" });
    assert.deepEqual(verdicts(iptables(...own, "-A INPUT -g own", ...then), [4317]), { 4317: "dropped" });
  });

  it("nothing set up", () => {
    const text = "-P INPUT ACCEPT\n-P FORWARD ACCEPT\n-P OUTPUT ACCEPT\n";
    const { firewalls } = readFirewalls([section("iptables", text)], [4317], []);
    assert.deepEqual(firewalls, [
      {
        tool: "iptables",
        active: false,
        ports: [
          { port: 4317, transport: "tcp", verdict: "open", because: "-P INPUT ACCEPT" },
          { port: 4317, transport: "udp", verdict: "open", because: "-P INPUT ACCEPT" },
        ],
      },
    ]);
  });

  it("chains that jump to each other many times are walked once", () => {
    const chains = Array.from({ length: 60 }, (_, at) =>
      Array.from({ length: 8 }, () => `-A c${at} -s 10.0.0.0/8 -j c${at + 1}`),
    ).flat();
    assert.deepEqual(verdicts(iptables("-A INPUT -j c0", ...chains, "-A c60 -j ACCEPT"), [4317]), { 4317: "unknown" });
  });
});

describe("nft", () => {
  it("sets in braces, states, jumps, several tables; IPv6's own do not count", () => {
    const answer = section("nft", recording("debian-12/nft"));
    assert.deepEqual(verdicts(answer, [22, 4317, 13135, 9411, 4318, 4319]), {
      22: "open",
      4317: "open",
      13135: "open",
      // Of a set with a name, the elements are not looked up.
      9411: "unknown",
      4318: "unknown",
      4319: "unknown",
    });
    assert.equal(askedPorts(answer, [6831])[1]?.because, "policy drop");
  });

  it("the chains of firewalld", () => {
    const answer = section("nft", recording("rhel-9/nft"));
    assert.deepEqual(verdicts(answer, [4317, 4319, 9411]), { 4317: "open", 4319: "open", 9411: "dropped" });
    assert.equal(because(answer, 4317), "tcp dport 4317 accept");
  });

  const cases: readonly (readonly [rule: string, verdict: string])[] = [
    ["accept", "open"],
    ['iifname "lo" accept', "dropped"],
    ['iifname != "lo" accept', "open"],
    ['iifname { "eth0", "eth1" } accept', "unknown"],
    ['iifname vmap { "lo" : accept, "eth0" : drop }', "unknown"],
    ["tcp dport 4317 accept", "open"],
    ["tcp dport 4000-5000 counter packets 0 bytes 0 accept", "open"],
    ["tcp dport != 4317 accept", "dropped"],
    ["tcp dport { 22, 4318 } accept", "dropped"],
    ["tcp dport vmap { 22 : accept, 4317 : accept }", "unknown"],
    ["tcp dport @open accept", "unknown"],
    ["meta l4proto @open accept", "unknown"],
    ["udp dport 4317 accept", "dropped"],
    ["meta l4proto { tcp, udp } th dport 4317 accept", "open"],
    ["ct state established,related accept", "dropped"],
    ["ct state new tcp dport 4317 accept", "open"],
    ["ct state vmap { new : accept, invalid : drop }", "unknown"],
    ["ip saddr 10.0.0.0/8 accept", "unknown"],
    ["ip6 saddr fe80::/10 accept", "dropped"],
    ["meta nfproto ipv4 tcp dport 4317 accept", "open"],
    ["meta nfproto ipv6 tcp dport 4317 accept", "dropped"],
    ['log prefix "accept " level info', "dropped"],
    ["counter packets 0 bytes 0", "dropped"],
    ['comment "accept"', "dropped"],
    ["jump nowhere", "unknown"],
    ["tcp dport 4317 reject with tcp reset", "dropped"],
  ];
  for (const [rule, verdict] of cases) {
    it(`${rule}: ${verdict}`, () => {
      assert.deepEqual(verdicts(nft(rule), [4317]), { 4317: verdict });
    });
  }

  it("no rules at all", () => {
    const { firewalls } = readFirewalls([section("nft", "")], [4317], []);
    assert.equal(firewalls[0]?.active, false);
    assert.equal(firewalls[0].ports[0]?.verdict, "open");
  });
});

describe("a firewall that cannot be told", () => {
  const cases: readonly (readonly [Section, string])[] = [
    [section("nft", "", { status: 1 }), "nft rules: exit status 1"],
    [section("nft", "Operation not permitted (you must be root)\n"), "nft rules: could not be understood"],
    [section("iptables", ""), "iptables rules: printed nothing"],
    [section("iptables", "-P INPUT DROP\n", { status: 4 }), "iptables rules: exit status 4"],
    [section("ufw", "ERROR: You need to be root to run this script\n", { status: 1 }), "ufw rules: exit status 1"],
    [section("ufw", "Status: active\n"), "ufw rules: could not be understood"],
    [section("firewalld", "Authorization failed.\n", { status: 253 }), "firewalld rules: exit status 253"],
    [section("firewalld", "public\n  target: default\n"), "firewalld rules: could not be understood"],
    [section("ufw", "", { status: 124 }), "ufw rules: took too long"],
  ];
  for (const [answer, expected] of cases) {
    it(expected, () => {
      const { firewalls, unseen } = readFirewalls([answer], [4317], []);
      assert.deepEqual(firewalls, []);
      assert.deepEqual(
        unseen.map(({ what, why }) => `${what}: ${why}`),
        [expected],
      );
    });
  }

  it("of an answer that was cut, no port is told", () => {
    const [tcp] = askedPorts({ ...iptables("-A INPUT -j ACCEPT"), cut: true }, [4317]);
    assert.deepEqual([tcp?.verdict, tcp?.because], ["unknown", "the answer of iptables was cut"]);
  });

  it("of a port that an engine hands on before the rules", () => {
    const container: ContainerSeen = {
      engine: "docker",
      name: "collector",
      image: "otel/opentelemetry-collector",
      state: "running",
      hostNetwork: false,
      published: [{ hostAddress: "0.0.0.0", hostPort: 4317, port: 4317, transport: "tcp" }],
      args: [],
    };
    const [tcp, udp] = askedPorts(iptables(), [4317], [container]);
    assert.deepEqual(
      [tcp?.verdict, tcp?.because],
      ["unknown", "docker hands the port on to collector before these rules"],
    );
    assert.equal(udp?.verdict, "dropped");
  });
});
