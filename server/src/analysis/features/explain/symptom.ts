import { parseEndpoint } from "../../endpoint.js";
import type { Transport } from "../../facts.js";

/** What a line of a log says went wrong, as far as it concerns ports and configurations. */
export type Symptom =
  /** Somebody else has the port. */
  | { readonly kind: "port-taken"; readonly port: number; readonly transport: Transport }
  /** The scheduler found no node on which the ports are free. */
  | { readonly kind: "no-free-ports" }
  /** The API server does not give the NodePort; it seldom says which. */
  | { readonly kind: "node-port-taken"; readonly port: number | undefined }
  /** Nobody listens there, or nothing answers. */
  | { readonly kind: "not-reached"; readonly host: string; readonly port: number }
  /** Both sides speak, but not the same language. */
  | { readonly kind: "wrong-protocol" }
  /** Ports below 1024 are for root. */
  | { readonly kind: "not-permitted"; readonly port: number }
  /** A collector refuses its configuration. */
  | { readonly kind: "complaint"; readonly message: string };

/** Nobody's log has longer ones that mean anything here. */
const longest = 4000;

/** Undefined for a line that tells of nothing Portolan knows. */
export function symptomOf(line: string): Symptom | undefined {
  const text = line.slice(0, longest);
  for (const read of readers) {
    const symptom = read(text);
    if (symptom) return symptom;
  }
  return undefined;
}

type Reader = (line: string) => Symptom | undefined;

const readers: readonly Reader[] = [
  taken,
  noFreePorts,
  nodePortTaken,
  notPermitted,
  wrongProtocol,
  complaint,
  notReached,
];

/** `listen tcp 0.0.0.0:4317: bind: address already in use`, `Bind for 0.0.0.0:4317 failed: port is already allocated` */
function taken(line: string): Symptom | undefined {
  if (
    !/address already in use|port is already allocated|EADDRINUSE|Only one usage of each socket address|Ports are not available/i.test(
      line,
    )
  )
    return undefined;
  const bound =
    /\blisten (?:tcp|udp)[46]? (\S+): bind/.exec(line) ??
    /\bBind for (\S+) failed/i.exec(line) ??
    /\bhost port (\S+?)\/(?:tcp|udp)/.exec(line) ??
    /\bexposing port (?:TCP|UDP) (\S+?)[\s,]/i.exec(line) ??
    /\balready in use:? \(?(\S*:\d+)/.exec(line) ??
    /(:\d{1,5})\b\D{0,40}already in use/i.exec(line);
  const port = portIn(bound?.[1]);
  if (port === undefined) return undefined;
  return { kind: "port-taken", port, transport: /\budp\b/i.test(line) ? "udp" : "tcp" };
}

function noFreePorts(line: string): Symptom | undefined {
  return line.includes("didn't have free ports") ? { kind: "no-free-ports" } : undefined;
}

function nodePortTaken(line: string): Symptom | undefined {
  if (!line.includes("provided port is already allocated")) return undefined;
  const [, port] = /nodePort: Invalid value: (\d+)/.exec(line) ?? [];
  return { kind: "node-port-taken", port: port === undefined ? undefined : Number(port) };
}

function notPermitted(line: string): Symptom | undefined {
  const [, address] = /\blisten (?:tcp|udp)[46]? (\S+): bind: permission denied/.exec(line) ?? [];
  const port = portIn(address);
  return port === undefined ? undefined : { kind: "not-permitted", port };
}

/** `dial tcp [::1]:7777: connect: connection refused` */
function notReached(line: string): Symptom | undefined {
  if (!/connection refused|i\/o timeout|ECONNREFUSED|context deadline exceeded|No connection could be made/i.test(line))
    return undefined;
  const address =
    /\bdial (?:tcp|udp)[46]? (\S+?):? /.exec(`${line} `)?.[1] ??
    /\bECONNREFUSED:? (\S+)/.exec(line)?.[1] ??
    /\b(?:to|at|host|url:?) ["'(]?(?:\w+:\/\/)?([\w.-]+:\d{1,5})/i.exec(line)?.[1] ??
    /\bhttps?:\/\/([\w.[\]:-]+:\d{1,5})/.exec(line)?.[1];
  const endpoint = address === undefined ? undefined : parseEndpoint(address);
  const port = endpoint?.port ?? undefined;
  return endpoint === undefined || port === undefined
    ? undefined
    : { kind: "not-reached", host: endpoint.hostText, port };
}

function wrongProtocol(line: string): Symptom | undefined {
  const known =
    /malformed HTTP (?:response|status code)|error reading server preface|http2: frame too large|first record does not look like a TLS handshake|server gave HTTP response to HTTPS client|unexpected content-type "text\/plain|client sent an HTTP request to an HTTPS server/i;
  return known.test(line) ? { kind: "wrong-protocol" } : undefined;
}

function complaint(line: string): Symptom | undefined {
  const known =
    /which is not configured|unknown type: "|has invalid keys: |must have at least one (?:receiver|exporter)|used as (?:exporter|receiver) in |cycle detected: |ambiguous ID|(?:receivers|processors|exporters|connectors|extensions|service)::\S+: |\blisten (?:tcp|udp): (?:address \S{0,300}: (?:missing port in address|too many colons in address|invalid port)|lookup (?:tcp|udp)\/\S{1,300}: unknown port)/;
  const at = line.search(known);
  if (at < 0) return undefined;
  // What stands before it is the program's own log: time, level, the words of whoever passes it on.
  const begin = line.search(
    /(?:'(?:receivers|processors|exporters|connectors|extensions)'|\b(?:receivers|processors|exporters|connectors|extensions|service)::|connector "|references |unknown type: "|failed to start ")/,
  );
  return { kind: "complaint", message: line.slice(begin < 0 ? at : Math.min(begin, at)) };
}

function portIn(address: string | undefined): number | undefined {
  const digits = [...(address ?? "").matchAll(/:(\d{1,5})\b/g)].at(-1)?.[1];
  const port = Number(digits);
  return digits !== undefined && port >= 1 && port <= 65535 ? port : undefined;
}
