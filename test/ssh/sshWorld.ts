import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { connect, createServer, type AddressInfo } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { delimiter, join } from "node:path";
import { parseHost, type HostName } from "../../server/src/ssh/hostName.js";

/** The first of some paths that exists. */
function programAt(...paths: readonly string[]): string | undefined {
  return paths.find((path) => existsSync(path));
}

const sshd = programAt("/usr/sbin/sshd", "/usr/bin/sshd", "/usr/local/sbin/sshd");
const ssh = programAt("/usr/bin/ssh", "/usr/local/bin/ssh");

/** Why no sshd can be started here; undefined where one can. */
export const noSshd = sshd !== undefined && ssh !== undefined ? undefined : "needs OpenSSH's sshd and ssh";

/** Skips the suite with a reason that is printed. */
export function skipUnless(context: Mocha.Context, why: string | undefined): void {
  if (why === undefined) return;
  console.log(`      skipped: ${why}`);
  context.skip();
}

export function host(name: string): HostName {
  const parsed = parseHost(name);
  if (parsed === undefined) throw new Error(`no host name: ${name}`);
  return parsed;
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export interface ServerOptions {
  /** What runs instead of what is asked for, as sshd's ForceCommand; it finds that in SSH_ORIGINAL_COMMAND. */
  readonly forced?: string;
  /** Lines of the client's configuration for the alias. */
  readonly client?: readonly string[];
  /** Whether the client knows its host key: not at all, rightly, or another one. */
  readonly known?: "yes" | "no" | "other";
}

/**
 * A folder with keys, a client's configuration, and sshd processes on free ports of the loopback. `environment` has an
 * `ssh` before the system's on its PATH, which is the system's with that configuration.
 */
export class SshWorld {
  readonly root = mkdtempSync(join(tmpdir(), "portolan-ssh-"));
  readonly bin = join(this.root, "bin");
  readonly config = join(this.root, "config");
  readonly environment: NodeJS.ProcessEnv;
  private readonly servers: ChildProcess[] = [];

  constructor() {
    mkdirSync(this.bin);
    this.environment = { ...process.env, PATH: `${this.bin}${delimiter}${process.env.PATH ?? ""}` };
    for (const key of ["user", "stranger", "host", "other-host"]) this.generate(key);
    writeFileSync(join(this.root, "authorized_keys"), readFileSync(join(this.root, "user.pub")));
    writeFileSync(join(this.root, "known_hosts"), "");
    writeFileSync(this.config, "");
    this.program("ssh", `exec ${ssh ?? "ssh"} -F '${this.config}' "$@"`);
    // Its child without privileges lives there, and without it root's sshd does not start.
    if (userInfo().uid === 0) mkdirSync("/run/sshd", { recursive: true, mode: 0o755 });
  }

  private generate(name: string): void {
    execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", name, "-f", join(this.root, name)]);
  }

  /** Puts a program of sh's lines before the system's. */
  program(name: string, lines: string): void {
    const file = join(this.bin, name);
    writeFileSync(file, `#!/bin/sh\n${lines}\n`);
    chmodSync(file, 0o755);
  }

  /** Starts an sshd and gives it an alias; its port. */
  async serve(alias: string, { forced, client = [], known = "yes" }: ServerOptions = {}): Promise<number> {
    const port = await freePort();
    const file = join(this.root, `${alias}.sshd`);
    const lines = [
      `Port ${port}`,
      "ListenAddress 127.0.0.1",
      `HostKey ${join(this.root, "host")}`,
      `AuthorizedKeysFile ${join(this.root, "authorized_keys")}`,
      "StrictModes no",
      "UsePAM no",
      "PidFile none",
      "PasswordAuthentication no",
      "KbdInteractiveAuthentication no",
      ...(forced === undefined ? [] : [`ForceCommand ${forced}`]),
    ];
    writeFileSync(file, `${lines.join("\n")}\n`);
    const server = spawn(sshd ?? "sshd", ["-D", "-e", "-f", file], { stdio: "ignore" });
    this.servers.push(server);
    this.alias(alias, port, client);
    if (known !== "no") this.know(port, known === "yes" ? "host" : "other-host");
    await accepting(port);
    return port;
  }

  /** Names a port of the loopback in the client's configuration. */
  alias(name: string, port: number, client: readonly string[] = [], key = "user"): void {
    const lines = [
      `Host ${name}`,
      "HostName 127.0.0.1",
      `Port ${port}`,
      `User ${userInfo().username}`,
      ...client,
      `IdentityFile ${join(this.root, key)}`,
      "IdentitiesOnly yes",
      "IdentityAgent none",
      `UserKnownHostsFile ${join(this.root, "known_hosts")}`,
      "GlobalKnownHostsFile /dev/null",
    ];
    appendFileSync(this.config, `${lines.join("\n  ")}\n`);
  }

  private know(port: number, key: string): void {
    const [type = "", text = ""] = readFileSync(join(this.root, `${key}.pub`), "utf8").split(" ");
    appendFileSync(join(this.root, "known_hosts"), `[127.0.0.1]:${port} ${type} ${text}\n`);
  }

  close(): void {
    for (const server of this.servers) server.kill();
    rmSync(this.root, { recursive: true, force: true });
  }
}

async function accepting(port: number): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, "127.0.0.1", () => resolve(true)).once("error", () => resolve(false));
      socket.once("connect", () => socket.destroy());
    });
    if (open) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`no sshd on port ${port}`);
}
