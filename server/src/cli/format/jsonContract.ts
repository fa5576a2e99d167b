/**
 * What `portolan check|ports|explain|probe --format json` writes, version 1. Fields may be added under this version;
 * one that goes away or changes its meaning takes another. A field that has no value is null, or absent where it says `?`.
 */

/** `portolan check --format json` */
export interface CheckJson {
  readonly version: 1;
  /** How many files were recognised. */
  readonly filesAnalysed: number;
  /** By file, position, rule and message. */
  readonly findings: readonly Finding[];
}

/** `portolan ports --format json` */
export interface PortsJson {
  readonly version: 1;
  readonly namespaces: readonly Namespace[];
  readonly mappings: readonly Mapping[];
  /** By place, then by who connects. */
  readonly dials: readonly Dial[];
}

/** `portolan explain --format json` */
export interface ExplainJson {
  readonly version: 1;
  /** How many lines were read. */
  readonly lines: number;
  /** By the first line that says so. */
  readonly explanations: readonly Explanation[];
}

/** `portolan probe --format json` */
export interface ProbeJson {
  readonly version: 1;
  /** In the order in which they were named. */
  readonly hosts: readonly Host[];
  /** By host, then as `check` orders them. */
  readonly findings: readonly LiveFinding[];
}

/** A place: the file from the working directory, `end` exclusive. */
export interface Spot {
  readonly file: string;
  readonly range: { readonly start: Point; readonly end: Point };
}

/** Line and column from 1, the column in UTF-16 code units. */
export interface Point {
  readonly line: number;
  readonly column: number;
}

export type Severity = "error" | "warning" | "information" | "hint";

export type Transport = "tcp" | "udp";

/** One thing that is wrong, at one place. */
export interface Finding extends Spot {
  /** `port-conflict` */
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  /** A sentence: why things of different files are believed to belong together. */
  readonly evidence?: string;
  readonly related: readonly (Spot & { readonly message: string })[];
  /** What an editor offers; told of the first findings of a file only. */
  readonly fixes: readonly { readonly title: string }[];
}

/** A host, a pod or a container: where two sockets can collide. */
export interface Namespace {
  /** Stable between two runs on the same files. */
  readonly id: string;
  readonly kind: "host" | "pod" | "container";
  readonly label: string;
  /** By port, transport, address and place. */
  readonly listeners: readonly Listener[];
}

/** Who listens on a port. */
export interface Listener extends Spot {
  /** Null where only the running system, or a version nobody told, decides. */
  readonly address: string | null;
  readonly port: number | null;
  readonly transport: Transport;
  /** What is spoken there: `otlp-grpc`. */
  readonly protocol: string;
  /** `otlp receiver (grpc) of DDOT` */
  readonly owner: string;
  /** Why the address or port is what it is: written, the component's default, the image's, or added by itself. */
  readonly origin: "explicit" | "default" | "image" | "auto";
  /** Whether somebody else wants the same. */
  readonly conflict: boolean;
  /** What a person should know about it: `before collector v0.123.0`, `goes down with DDOT`. */
  readonly note?: string;
}

/** A port that is handed on to another one. */
export interface Mapping extends Spot {
  /** The `id` of the namespace that has the outer port. */
  readonly namespace: string;
  readonly outer: { readonly address: string | null; readonly port: number | null };
  /** Where it leads. */
  readonly inner: { readonly namespace: string; readonly port: number };
  readonly transport: Transport;
  readonly via: "published" | "host-port" | "node-port";
  readonly owner: string;
  /** Whether somebody else wants the outer port. */
  readonly conflict: boolean;
}

/** Somebody connects to a port. */
export interface Dial extends Spot {
  /** `otlp exporter of DDOT`, `the liveness probe of otel-agent` */
  readonly from: string;
  /** As written; null where only the running system knows. */
  readonly host: string | null;
  readonly port: number | null;
  readonly transport: Transport;
  /** Null where that is open. */
  readonly protocol: string | null;
  /** Where the connection ends up; null where that is outside of what is known. Of several the first. */
  readonly target: { readonly namespace: string; readonly port: number } | null;
}

/** A line of a log that tells of something Portolan knows. */
export interface Explanation {
  readonly symptom:
    | "port-taken"
    | "no-free-ports"
    | "node-port-taken"
    | "not-reached"
    | "wrong-protocol"
    | "not-permitted"
    | "complaint";
  /** A sentence: what the line itself says, and what is known beyond it. */
  readonly meaning: string;
  /** The first such line of the log, from 1. */
  readonly line: number;
  readonly text: string;
  /** How many lines of the log mean the same. */
  readonly count: number;
  /** The likeliest first. Empty where the files do not show why. */
  readonly causes: readonly Cause[];
}

export interface Cause extends Spot {
  /** Null for what no rule reports. */
  readonly rule: string | null;
  readonly message: string;
  readonly related: readonly (Spot & { readonly message: string })[];
}

/** What one host answered. */
export interface Host {
  readonly host: string;
  /** Whether it gave a whole answer. */
  readonly reachable: boolean;
  /** What happened instead. */
  readonly error?: string;
  /** What a person does about that. */
  readonly nextStep?: string;
  /** `2026-11-21T16:30:05.000Z`, by the clock of the asking machine. */
  readonly askedAt: string;
  /** One sentence that names the root cause; absent where nothing is wrong. */
  readonly summary?: string;
  readonly sockets: readonly Socket[];
  readonly checks: readonly Check[];
}

/** A socket that listens on a host. */
export interface Socket {
  readonly address: string;
  readonly port: number;
  readonly transport: Transport;
  /** Null where the host did not tell. Of several owners the first. */
  readonly process: string | null;
  readonly pid: number | null;
}

/** One thing that was looked at on a host. */
export interface Check {
  /** The same at each asking: `port:4317/tcp`, `unit:otelcol.service`. */
  readonly id: string;
  readonly status: "ok" | "warning" | "failed" | "unknown";
  /** A sentence without its full stop. */
  readonly summary: string;
}

/** Where a host differs from the files; it stands on the line that declares what is not so. */
export interface LiveFinding extends Finding {
  readonly host: string;
  /** What a person could run there; Portolan never does. */
  readonly commands: readonly Command[];
}

export interface Command {
  /** `Stop what holds the port` */
  readonly purpose: string;
  /** One line of a POSIX shell. */
  readonly line: string;
}
