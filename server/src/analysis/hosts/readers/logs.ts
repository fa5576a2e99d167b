import { parsePort } from "../../endpoint.js";
import { append } from "../../lists.js";
import type { LogKind, LogSeen } from "../observation.js";
import type { Section } from "../sections.js";
import { linesOf } from "./lines.js";
import { redact } from "./redact.js";

const longest = 500;

/** Of lines that say the same of the same port, so many of the last are kept. */
const keptOfKind = 3;

/** Reads a section `log`, `journal` or `container-log`: its lines that tell of a failure, oldest first. */
export function readLog(section: Section): readonly LogSeen[] {
  const source = sourceOf(section);
  const lines = linesOf(section.text).flatMap((line) => readLogLine(line, source) ?? []);
  const alike = new Map<string, LogSeen[]>();
  for (const line of lines) append(alike, `${line.kind} ${line.port ?? ""}`, line);
  const kept = new Set([...alike.values()].flatMap((list) => list.slice(-keptOfKind)));
  return lines.filter((line) => kept.has(line));
}

function sourceOf({ name, words: [first = "", second = ""] }: Section): string {
  if (name === "journal") return `journal of ${first}`;
  return name === "container-log" ? `${first} logs of ${second}` : first;
}

function readLogLine(line: string, source: string): LogSeen | undefined {
  const kind = kinds.find(([, pattern]) => pattern.test(line))?.[0];
  if (kind === undefined) return undefined;
  return { source, line: shorten(redact(line)), time: timeOf(line), kind, port: portOf(line) };
}

function shorten(line: string): string {
  return line.length <= longest ? line : `${line.slice(0, longest - 1)}…`;
}

/** The first that fits says what kind of line it is. */
const kinds: readonly (readonly [LogKind, RegExp])[] = [
  ["address-in-use", /address already in use|port is already allocated|EADDRINUSE|only one usage of each socket/i],
  ["connection-refused", /connection refused|ECONNREFUSED/i],
  ["permission-denied", /permission denied|operation not permitted|EACCES/i],
  ["out-of-memory", /out of memory|oom-?kill|cannot allocate memory/i],
  ["other-failure", /\b(?:panic|fatal|error|failed|failure|cannot|unable to)\b/i],
];

const times: readonly RegExp[] = [
  /\b\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?: ?(?:Z|UTC|[+-]\d\d:?\d\d))?/,
  /^[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d/,
];

function timeOf(line: string): string | undefined {
  return times.map((pattern) => pattern.exec(line)?.[0]).find((time) => time !== undefined);
}

/** Where Go, docker and others say which address they could not have or reach. */
const addresses: readonly RegExp[] = [
  /\b(?:listen|dial) (?:tcp|udp)[46]?:? \S{0,300}?:(\d{1,5})(?=[:\s/,;"')]|$)(?!:\d)/,
  /\b(?:bind for|bind host port(?: for)?) \S{0,300}?:(\d{1,5})(?=[:\s/,;"')]|$)(?!:\d)/i,
  /->\S{1,100}:(\d{1,5}): (?:read|connect|write)\b/,
];

/** The one address with a port, where a line has no more than one. */
const anyAddress = /(?<![\w.:])(?:localhost|\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:]{2,45}\]):(\d{1,5})(?![\d.:]\d|\d)/gi;

function portOf(line: string): number | undefined {
  for (const pattern of addresses) {
    const port = parsePort(pattern.exec(line)?.[1] ?? "");
    if (port !== undefined && port > 0) return port;
  }
  const ports = new Set([...line.matchAll(anyAddress)].map(([, digits = ""]) => parsePort(digits)));
  const [only] = ports;
  return ports.size === 1 ? only : undefined;
}
