import assert from "node:assert/strict";
import { Bench, call, shells } from "./probe.js";

for (const shell of shells) {
  describe(`what the probe makes of tools, in ${shell.join(" ")}`, function () {
    this.timeout(30_000);
    let bench: Bench;
    beforeEach(() => (bench = new Bench()));
    afterEach(() => bench.clear());

    it("keeps the last lines of each kind of failure, in order", async () => {
      const refused = Array.from(
        { length: 30 },
        (_, at) => `${at} dial tcp 127.0.0.1:7777: connect: connection refused`,
      );
      const log = bench.write(
        "agent.log",
        ["1 listen: Address already in use", "all well", ...refused, "x".repeat(900) + " panic"].join("\n"),
      );
      const lines = (await call(shell, `log_troubles '${log}'`)).trimEnd().split("\n");
      assert.deepEqual(lines, ["1 listen: Address already in use", ...refused.slice(-8), "x".repeat(600)]);
    });

    it("tells rules of ufw in the words of its status", async () => {
      const rules = bench.write(
        "user.rules",
        [
          "### tuple ### allow tcp 4317 0.0.0.0/0 any 10.0.0.0/8 in",
          "-A ufw-user-input -p tcp --dport 4317 -s 10.0.0.0/8 -j ACCEPT",
          "### tuple ### deny_log any 4318 0.0.0.0/0 any 0.0.0.0/0 in_eth0 comment=61",
          "### tuple ### limit tcp 80,443 ::/0 any ::/0 Nginx%20Full - in",
          "### tuple ### route:allow tcp 1 0.0.0.0/0 any 0.0.0.0/0 in",
        ].join("\n"),
      );
      const lines = (await call(shell, `ufw_rows '${rules}'`)).trimEnd().split("\n");
      assert.deepEqual(
        lines.map((line) => line.split(/ {2,}/)),
        [
          ["4317/tcp", "ALLOW IN", "10.0.0.0/8"],
          ["4318 on eth0", "DENY IN", "Anywhere"],
          ["80,443/tcp (v6)", "LIMIT IN", "Anywhere (v6)"],
        ],
      );
    });

    it("tells the filter table of iptables-save in the words of iptables", async () => {
      const saved = [
        "*nat",
        ":PREROUTING ACCEPT [0:0]",
        "-A PREROUTING -p tcp --dport 1 -j DNAT",
        "COMMIT",
        "*filter",
        ":INPUT DROP [3:180]",
        ":DOCKER - [0:0]",
        "-A INPUT -p tcp -m tcp --dport 4317 -j ACCEPT",
        "COMMIT",
      ];
      const path = bench.toolbox(["timeout"], {
        "iptables-save": `printf '%s\\n' ${saved.map((line) => `'${line}'`).join(" ")}`,
      });
      assert.equal(
        await call(shell, `PATH='${path}':$PATH; saved_rules iptables-save`),
        "-P INPUT DROP\n-N DOCKER\n-A INPUT -p tcp -m tcp --dport 4317 -j ACCEPT\n",
      );
      const failing = bench.toolbox(["timeout"], { "iptables-save": "exit 4" });
      assert.equal(await call(shell, `PATH='${failing}':$PATH; saved_rules iptables-save; echo $?`), "4\n");
    });

    it("keeps the active zones of firewalld, and says when it does not run", async () => {
      const zones =
        "block\\n  target: DROP\\n\\npublic (default, active)\\n  ports: 4317/tcp\\n\\ntrusted\\n  target: ACCEPT\\n";
      const path = bench.toolbox(["timeout"], {
        "firewall-cmd": `case $1 in --state) echo running ;; *) printf '${zones}' ;; esac`,
      });
      assert.equal(
        await call(shell, `PATH='${path}':$PATH; firewalld_zones`),
        "public (default, active)\n  ports: 4317/tcp\n\n",
      );
      const stopped = bench.toolbox(["timeout"], { "firewall-cmd": "echo not running >&2; exit 252" });
      assert.equal(await call(shell, `PATH='${stopped}':$PATH; firewalld_zones; echo $?`), "not running\n252\n");
    });

    it("empties what holds secrets in the list of pods", async () => {
      const pods = {
        kind: "PodList",
        items: [
          {
            metadata: { annotations: { "last-applied": "secret" }, name: "collector-x" },
            spec: {
              containers: [
                {
                  args: ["--config=/conf/relay.yaml"],
                  env: [
                    { name: "DD_API_KEY", value: "secret" },
                    { name: "B", valueFrom: { fieldRef: { fieldPath: "x" } } },
                  ],
                  image: "otel/opentelemetry-collector-contrib:0.104.0",
                  volumeMounts: [{ mountPath: "/secret" }],
                },
              ],
            },
          },
        ],
      };
      const file = bench.write("pods.json", JSON.stringify(pods, undefined, 2));
      const path = bench.toolbox(["timeout"], {
        kubectl: `[ "$2 $3 $4" = "get --raw /api/v1/pods" ] && cat '${file}'`,
      });
      const read: unknown = JSON.parse(await call(shell, `PATH='${path}':$PATH; pods_of /api/v1/pods`));
      assert.deepEqual(read, {
        kind: "PodList",
        items: [
          {
            metadata: { annotations: {}, name: "collector-x" },
            spec: {
              containers: [
                {
                  args: ["--config=/conf/relay.yaml"],
                  env: [],
                  image: "otel/opentelemetry-collector-contrib:0.104.0",
                  volumeMounts: [],
                },
              ],
            },
          },
        ],
      });
    });

    it("keeps the parts of the Agent's status that speak of OTel", async () => {
      const status = [
        "===============",
        "Agent (v7.60.0)",
        "===============",
        "  Pid: 12",
        "  Checks",
        "  ======",
        "==========",
        "OTel Agent",
        "==========",
        "  Status: Running",
        "=========",
        "Forwarder",
        "=========",
        "  x",
      ];
      const path = bench.toolbox(["timeout"], {
        "datadog-agent": `printf '%s\\n' ${status.map((line) => `'${line}'`).join(" ")}`,
      });
      assert.equal(
        await call(shell, `PATH='${path}':$PATH; otel_status datadog-agent`),
        "OTel Agent\n  Status: Running\n",
      );
    });

    it("inspects containers that look like collectors, and takes no name for an option", async () => {
      const docker = `
        case "$1 $2 $3 $4" in
          'ps --all --no-trunc --format') echo '{"Names":"collector"}'; echo '{"Names":"db"}' ;;
          'ps --all --format '*) printf '%s\\n' 'collector otel/opentelemetry-collector:0.104.0' 'db postgres:16' '--rm otel/x' ;;
          'inspect --type container --format') shift 5; for name; do echo "{\\"Name\\":\\"/$name\\"}"; done ;;
          'logs --tail 300 collector') echo 'bind: address already in use' >&2; echo fine ;;
          *) exit 9 ;;
        esac`;
      const path = bench.toolbox(["timeout"], { docker });
      const output = await call(
        shell,
        `PATH='${path}':$PATH; exec 4>&1; deadline=$(($(seconds_now) + 9)); engine_containers docker limit 5 docker`,
      );
      assert.equal(
        output,
        [
          "@section containers docker",
          '|{"Names":"collector"}',
          '|{"Names":"db"}',
          "@end 0",
          "@section inspect docker",
          '|[{"Name":"/collector"}',
          "|]",
          "@end 0",
          "@section container-log docker collector",
          "|bind: address already in use",
          "@end 0",
          "",
        ].join("\n"),
      );
    });

    it("finds units by their names and by what runs, and takes none for an option", async () => {
      const listed =
        "otelcol-contrib.service loaded failed failed X\\n● datadog-agent.service loaded active running Y\\n-x;y.service a b\\n";
      const path = bench.toolbox(["timeout"], { systemctl: `printf '${listed}'` });
      assert.equal(
        await call(shell, `PATH='${path}':$PATH; listed_units`),
        "otelcol-contrib.service\ndatadog-agent.service\n",
      );
    });

    it("finds the files that arguments name", async () => {
      const words = [
        "--config=/a.yaml",
        "-config",
        "b.yaml",
        "--config=file:/c d.yaml",
        "--config",
        "yaml:x: 1",
        "--config=$X",
        "--config",
      ];
      const list = words.map((word) => `'${word}'`).join(" ");
      assert.equal(
        await call(shell, `printf '%s\\n' ${list} | config_paths /srv`),
        "/a.yaml\n/srv/b.yaml\n/c d.yaml\n",
      );
      assert.equal(await call(shell, `printf '%s\\n' ${list} | config_paths ''`), "/a.yaml\n/c d.yaml\n");
    });

    it("trusts programs that only root could have written", async () => {
      const copy = bench.write("otelcol", "");
      const asked = (path: string): Promise<string> => call(shell, `is_trusted '${path}' && echo yes || echo no`);
      assert.equal(await asked("/usr/bin/env"), "yes\n");
      assert.equal(await asked(copy), "no\n");
      assert.equal(await asked(`/usr/bin/../..${copy}`), "no\n");
      assert.equal(await asked("/usr/bin/env (deleted)"), "no\n");
      assert.equal(await asked("/usr/bin/there-is-none"), "no\n");
    });

    it("escapes the words of a title", async () => {
      assert.equal(
        await call(shell, `word '/a b%c'; echo; word ''; echo; word "$(printf 'a\\nb\\tc')"`),
        "/a%20b%25c\n\na%0Ab?c",
      );
    });
  });
}
