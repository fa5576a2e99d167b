import assert from "node:assert/strict";
import { argvFor } from "../../server/src/ssh/transports/index.js";
import { shellWords } from "../../server/src/ssh/transports/transport.js";
import { host } from "./sshWorld.js";

describe("transports", () => {
  it("starts the system's ssh with every option said, and the host behind `--`", () => {
    assert.deepEqual(argvFor("ssh", host("ops@web-1"), shellWords([4317, 4318])), {
      program: "ssh",
      args: [
        "-T",
        ...["-o", "BatchMode=yes"],
        ...["-o", "ConnectTimeout=10"],
        ...["-o", "ConnectionAttempts=1"],
        ...["-o", "ServerAliveInterval=5"],
        ...["-o", "RemoteCommand=none"],
        ...["-o", "ClearAllForwardings=yes"],
        ...["-o", "ControlMaster=no"],
        ...["-o", "ForwardAgent=no"],
        ...["-o", "PermitLocalCommand=no"],
        "--",
        "ops@web-1",
        "sh -s -- 4317 4318",
      ],
      environment: { SSH_ASKPASS_REQUIRE: "never" },
    });
  });

  it("starts this machine's sh", () => {
    assert.deepEqual(argvFor("local", host("localhost"), shellWords([4317])), {
      program: "sh",
      args: ["-s", "--", "4317"],
    });
  });

  it("starts minikube's ssh without a terminal, for the profile where one is named", () => {
    assert.deepEqual(argvFor("minikube", host("minikube"), shellWords([4317])), {
      program: "minikube",
      args: ["ssh", "--native-ssh=false", "--", "sh", "-s", "--", "4317"],
    });
    assert.deepEqual(argvFor("minikube", host("staging"), shellWords([4317])).args.slice(0, 4), [
      "ssh",
      "-p",
      "staging",
      "--native-ssh=false",
    ]);
  });

  it("passes ports on, with what is spoken there, and no number that is none", () => {
    const strange = [0, -1, 1.5, NaN, Infinity, 65_536, 4317, "http", 65_535, "metrics", 8889] as const;
    const words = ["-s", "--", "4317", "http", "65535", "metrics", "8889"];
    assert.deepEqual(argvFor("local", host("localhost"), shellWords(strange)).args, words);
    const many = Array.from({ length: 1_000 }, (_, index) => index + 1);
    assert.equal(argvFor("local", host("localhost"), shellWords(many)).args.length, 2 + 256);
  });
});
