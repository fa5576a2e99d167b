import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

/**
 * A home with an ssh configuration, and an `ssh` before the system's on the PATH that replays a recorded answer for each
 * host it knows; others refuse the connection. Started by a person, with nothing but a host, it wants an answer. It
 * writes down what it was started with.
 */
export class FakeSsh {
  readonly environment: Readonly<Record<string, string>>;

  /**
   * @param aliases what `~/.ssh/config` names
   * @param root the home
   */
  constructor(
    aliases: readonly string[] = [],
    readonly root = mkdtempSync(join(tmpdir(), "portolan-fake-ssh-")),
  ) {
    for (const folder of ["bin", "answers", "says", ".ssh"]) mkdirSync(join(root, folder), { recursive: true });
    writeFileSync(join(this.root, ".ssh", "config"), aliases.map((alias) => `Host ${alias}\n`).join(""));
    const lines = `echo "$*" >>'${this.root}/calls'
if [ $# -eq 1 ]; then echo "The authenticity of host '$1' can't be established."; exit 1; fi
while [ "$1" != -- ]; do shift; done
cat >/dev/null
host=$2
if [ "$host" = slow ]; then echo $$ >>'${this.root}/pids'; exec sleep 60; fi
if [ -e '${this.root}/answers/'"$host" ]; then cat '${this.root}/answers/'"$host"; exit 0; fi
if [ -e '${this.root}/says/'"$host" ]; then cat '${this.root}/says/'"$host" >&2; exit 255; fi
echo "ssh: connect to host $host port 22: Connection refused" >&2
exit 255`;
    writeFileSync(join(this.root, "bin", "ssh"), `#!/bin/sh\n${lines}\n`);
    chmodSync(join(this.root, "bin", "ssh"), 0o755);
    this.environment = {
      HOME: this.root,
      PATH: `${join(this.root, "bin")}${delimiter}${process.env.PATH ?? ""}`,
    };
  }

  /** Gives a host its answer. */
  answer(host: string, text: string): void {
    writeFileSync(join(this.root, "answers", host), text);
  }

  /** Lets ssh itself fail for a host, with these words on standard error. */
  fail(host: string, words: string): void {
    writeFileSync(join(this.root, "says", host), words);
  }

  /** One for each time that it was started. */
  calls(): readonly string[] {
    return linesOf(join(this.root, "calls"));
  }

  /** Of those that ask the host `slow`, which never answers. */
  pids(): readonly number[] {
    return linesOf(join(this.root, "pids")).map(Number);
  }

  close(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

function linesOf(file: string): readonly string[] {
  return existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
}

/** A section as the probe's script frames it. */
export function frame(title: string, ...lines: readonly string[]): string {
  return [`@section ${title}`, ...lines.map((line) => `|${line}`), "@end 0"].join("\n");
}

export function answerOf(...frames: readonly string[]): string {
  return ["@portolan 1", ...frames, "@portolan end", ""].join("\n");
}

/**
 * A host on which otelcol-contrib has 4317 and 4318, DDOT cannot bind them and exits, and the core Agent is refused on
 * 7777. `ports` are those that otelcol-contrib has.
 */
export function ddotStory(hostname: string, ports: readonly number[] = [4317, 4318]): string {
  const sockets = ports.map(
    (port, index) =>
      `tcp   LISTEN 0      4096   *:${port}             *:*               users:(("otelcol-contrib",pid=812,fd=${index + 7}))`,
  );
  return answerOf(
    frame("host", `hostname=${hostname}`, "kernel=Linux 6.1.0", "uid=0", "user=root", "bindv6only=0"),
    frame(
      "sockets ss",
      "Netid State  Recv-Q Send-Q Local Address:Port Peer Address:Port Process",
      ...sockets,
      'tcp   LISTEN 0      4096   *:9999             *:*               users:(("otelcol-contrib",pid=812,fd=9))',
    ),
    frame(
      "process 812",
      "exe=/usr/bin/otelcol-contrib",
      "user=otelcol-contrib",
      "cgroup=/system.slice/otelcol-contrib.service",
      "netns=host",
      "arg=/usr/bin/otelcol-contrib",
      "arg=--config=/etc/otelcol-contrib/config.yaml",
    ),
    frame(
      "process 640",
      "exe=/opt/datadog-agent/bin/agent/agent",
      "user=dd-agent",
      "netns=host",
      "arg=/opt/datadog-agent/bin/agent/agent",
      "arg=run",
    ),
    frame("config /etc/otelcol-contrib/config.yaml", "state=unreadable"),
    frame("config /etc/datadog-agent/otel-config.yaml", "state=unreadable"),
    frame(
      "log /var/log/datadog/otel-agent.log",
      "2026-11-20 10:14:59 UTC | OTELCOL | ERROR | (main.go:44 in run) | cannot start pipelines: listen tcp 0.0.0.0:4317: bind: address already in use",
    ),
    frame(
      "log /var/log/datadog/agent.log",
      "2026-11-20 10:15:04 UTC | CORE | ERROR | (flare.go:61) | dial tcp 127.0.0.1:7777: connect: connection refused",
    ),
    frame("connect 127.0.0.1 4317", "state=open"),
    frame("connect 127.0.0.1 7777", "state=refused"),
  );
}
