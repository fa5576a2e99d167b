import assert from "node:assert/strict";
import { openCommands, stopCommands, unitCommands, whoHolds } from "../../../server/src/analysis/hosts/commands.js";
import type { Holder } from "../../../server/src/analysis/hosts/holder.js";
import type { ContainerSeen, ProcessSeen } from "../../../server/src/analysis/hosts/observation.js";

const lines = (commands: readonly { line: string }[]): readonly string[] => commands.map(({ line }) => line);

const holder = (seen: Partial<Holder>): Holder => ({
  program: "otelcol",
  pid: 812,
  process: undefined,
  container: undefined,
  ...seen,
});

const ofUnit = (unit: string): Holder =>
  holder({
    process: {
      pid: 812,
      kind: "collector",
      program: "otelcol",
      args: [],
      configs: [],
      user: undefined,
      unit,
      ownNetwork: false,
    } satisfies ProcessSeen,
  });

const ofContainer = (name: string, engine: ContainerSeen["engine"] = "docker"): Holder =>
  holder({
    container: { engine, name, image: "x", state: "running", hostNetwork: undefined, published: [], args: [] },
  });

describe("the commands that a person could copy", () => {
  it("stop a holder by what would start it again", () => {
    assert.deepEqual(lines(stopCommands(holder({}))), ["sudo kill 812"]);
    assert.deepEqual(lines(stopCommands(ofUnit("otelcol.service"))), ["sudo systemctl stop otelcol.service"]);
    assert.deepEqual(lines(stopCommands(ofUnit("a\\x2db@1.service"))), ["sudo systemctl stop 'a\\x2db@1.service'"]);
    assert.deepEqual(lines(stopCommands(ofContainer("shop-collector-1", "podman"))), [
      "sudo podman stop shop-collector-1",
    ]);
    assert.deepEqual(lines(stopCommands(ofContainer("default/pod", "kubernetes"))), []);
  });

  it("hold nothing that a host made up", () => {
    for (const name of [
      "-rf.service",
      "a;reboot.service",
      "$(id).service",
      "a b.service",
      "a'b.service",
      "a\n.service",
    ]) {
      assert.deepEqual(stopCommands(ofUnit(name)), [], name);
      assert.deepEqual(unitCommands(name), [], name);
    }
    for (const name of ["--all", "a;reboot", "$(id)", "a b", "a\nb"]) {
      assert.deepEqual(stopCommands(ofContainer(name)), [], name);
    }
    for (const pid of [undefined, 0, 1, -1, 1.5, NaN]) assert.deepEqual(stopCommands(holder({ pid })), []);
  });

  it("let a port through with the tool that drops it", () => {
    assert.deepEqual(lines(openCommands("firewalld", 4317, "tcp")), [
      "sudo firewall-cmd --add-port=4317/tcp",
      "sudo firewall-cmd --permanent --add-port=4317/tcp",
    ]);
    assert.deepEqual(lines(openCommands("ufw", 8125, "udp")), ["sudo ufw allow 8125/udp"]);
    assert.deepEqual(lines(openCommands("iptables", 4317, "tcp")), [
      "sudo iptables -I INPUT -p tcp --dport 4317 -j ACCEPT",
    ]);
    assert.deepEqual(lines(openCommands("nft", 4317, "tcp")), ["sudo nft list ruleset"]);
  });

  it("show who holds a port, and why a unit failed", () => {
    assert.deepEqual(lines(whoHolds(4317, "tcp")), ["sudo ss -lntp 'sport = :4317'"]);
    assert.deepEqual(lines(whoHolds(8125, "udp")), ["sudo ss -lnup 'sport = :8125'"]);
    assert.deepEqual(lines(unitCommands("otelcol.service")), [
      "sudo journalctl -u otelcol.service -n 50 --no-pager",
      "sudo systemctl restart otelcol.service",
    ]);
  });
});
