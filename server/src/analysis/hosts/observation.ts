import type { Signal, Transport } from "../facts.js";

/**
 * What a probe saw on one host: plain data, read from what the host sent. Everything in it is the word of that host and
 * is shown, never run. What could not be seen is in `unseen`; an empty list beside it does not mean that there is none.
 */
export interface HostObservation {
  /** As the person named it: an alias of ssh, `localhost`. */
  readonly host: string;
  /** When it was asked, in milliseconds since 1970 of the asking machine. */
  readonly askedAt: number;
  readonly machine: MachineSeen;
  readonly sockets: readonly SocketSeen[];
  readonly processes: readonly ProcessSeen[];
  readonly configs: readonly ConfigSeen[];
  readonly units: readonly UnitSeen[];
  readonly logs: readonly LogSeen[];
  readonly programs: readonly ProgramSeen[];
  readonly connects: readonly ConnectSeen[];
  readonly http: readonly HttpSeen[];
  readonly metrics: readonly MetricsSeen[];
  readonly firewalls: readonly FirewallSeen[];
  readonly containers: readonly ContainerSeen[];
  readonly agentStatus: AgentStatusSeen | undefined;
  readonly unseen: readonly Unseen[];
}

export interface MachineSeen {
  readonly hostname: string | undefined;
  /** `Debian GNU/Linux 12 (bookworm)` */
  readonly system: string | undefined;
  readonly user: string | undefined;
  readonly root: boolean;
}

/** A listening TCP socket, or a bound UDP one. */
export interface SocketSeen {
  readonly transport: Transport;
  /** `127.0.0.1`, `::1`, `0.0.0.0`; `::` for every IPv6 address. Without brackets and zone. */
  readonly address: string;
  readonly port: number;
  /** Whether an IPv6 wildcard takes IPv4 too: `*:4317` of ss does; undefined where the tool does not tell. */
  readonly dualStack: boolean | undefined;
  /** Empty where the tool was not permitted to tell, or could not. */
  readonly owners: readonly SocketOwner[];
  readonly tool: SocketTool;
}

export type SocketTool = "ss" | "netstat" | "lsof" | "proc";

export interface SocketOwner {
  /** As the tool has it, which may be cut: `otelcol-contrib`, `otelcol-contri`. */
  readonly process: string;
  readonly pid: number | undefined;
}

export type ProgramKind = "collector" | "ddot" | "agent" | "other";

export interface ProcessSeen {
  readonly pid: number;
  readonly kind: ProgramKind;
  /** The program's name without its folder: `otelcol-contrib`. */
  readonly program: string;
  /** The whole command line, secrets taken out. */
  readonly args: readonly string[];
  /** What `--config` names, in order; providers such as `env:` included. */
  readonly configs: readonly string[];
  readonly user: string | undefined;
  /** `otelcol-contrib.service` */
  readonly unit: string | undefined;
  /** Set where it lives in a container of the host, so that its sockets are not the host's. */
  readonly ownNetwork: boolean | undefined;
}

/** A configuration file that a process or a unit names. */
export interface ConfigSeen {
  readonly path: string;
  readonly state: "readable" | "unreadable" | "absent";
  readonly bytes: number | undefined;
  /** SHA-256 in lower-case hexadecimal digits. */
  readonly sha256: string | undefined;
}

export interface UnitSeen {
  readonly name: string;
  /** `active`, `failed`, `inactive`, `activating` as systemd says it. */
  readonly active: string;
  /** `running`, `auto-restart`, `dead` */
  readonly sub: string | undefined;
  /** Of the last run: `success`, `exit-code`, `oom-kill`. */
  readonly result: string | undefined;
  readonly exitStatus: number | undefined;
  readonly restarts: number | undefined;
  readonly mainPid: number | undefined;
  /** The unit file and its drop-ins, as `systemctl cat` shows them. */
  readonly files: readonly { readonly path: string; readonly text: string }[];
}

/** A line of a log that tells of a port: the last ones of their kind. */
export interface LogSeen {
  /** A path, `journal of otelcol-contrib.service`, `docker logs of collector`. */
  readonly source: string;
  /** Secrets taken out; at most 500 characters. */
  readonly line: string;
  /** As the line has it; undefined where it has none. */
  readonly time: string | undefined;
  readonly kind: LogKind;
  /** The port that the line speaks of. */
  readonly port: number | undefined;
}

export type LogKind = "address-in-use" | "connection-refused" | "permission-denied" | "out-of-memory" | "other-failure";

export interface ProgramSeen {
  /** `otelcol-contrib`, `datadog-agent` */
  readonly name: string;
  /** `0.104.0` */
  readonly version: string;
  /** Who says so: the package database, or the program itself. */
  readonly source: "package" | "program";
}

/** A TCP connect from the host to itself. */
export interface ConnectSeen {
  readonly address: string;
  readonly port: number;
  readonly state: "open" | "refused" | "timeout" | "unknown";
}

/** A GET from the host to itself. Any status means that somebody listens and speaks HTTP. */
export interface HttpSeen {
  readonly purpose: "otlp-http" | "health" | "other";
  readonly port: number;
  readonly path: string;
  readonly status: number | undefined;
  /** The first letters of the answer, for a health check. */
  readonly body: string | undefined;
}

/** What a collector says of itself on its internal metrics port, summed where the host sent several of a kind. */
export interface MetricsSeen {
  readonly port: number;
  /** By component id and signal. */
  readonly receivers: readonly TrafficSeen[];
  /** Of those that refuse records, such as memory_limiter. */
  readonly processors?: readonly TrafficSeen[];
  readonly exporters: readonly (TrafficSeen & {
    readonly queueSize: number | undefined;
    readonly queueCapacity: number | undefined;
  })[];
  /** What the process holds of the machine's memory (RSS). */
  readonly memoryBytes: number | undefined;
}

export interface TrafficSeen {
  /** `otlp`, `otlp/2` */
  readonly id: string;
  /** Undefined where the collector does not tell, as older ones of a queue. */
  readonly signal?: Signal;
  /** Records accepted by a receiver or processor, sent by an exporter, since the collector started. */
  readonly passed: number;
  /** Refused by a receiver or processor, failed to be sent or queued by an exporter. */
  readonly failed: number;
}

export interface FirewallSeen {
  readonly tool: "firewalld" | "ufw" | "nft" | "iptables";
  readonly active: boolean | undefined;
  /** For each port that was asked about; `unknown` where the rules are too many or too strange to tell. */
  readonly ports: readonly {
    readonly port: number;
    readonly transport: Transport;
    readonly verdict: "open" | "dropped" | "unknown";
    /** The rule or policy that decides, as the tool prints it. */
    readonly because: string | undefined;
  }[];
}

export interface ContainerSeen {
  readonly engine: "docker" | "podman" | "kubernetes";
  readonly name: string;
  readonly image: string;
  /** `running`, `exited`, `CrashLoopBackOff` */
  readonly state: string;
  readonly hostNetwork: boolean | undefined;
  readonly published: readonly {
    readonly hostAddress: string;
    readonly hostPort: number;
    readonly port: number;
    readonly transport: Transport;
  }[];
  readonly args: readonly string[];
}

/** The OTel part of `datadog-agent status`. */
export interface AgentStatusSeen {
  readonly text: string;
}

/** Something that was looked for and could not be seen. */
export interface Unseen {
  /** `who holds the sockets`, `nft rules` */
  readonly what: string;
  /** `needs root`, `no such program`, `cut after 64 KiB` */
  readonly why: string;
}
