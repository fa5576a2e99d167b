import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { analyse, type Analysis } from "../../server/src/analysis/analyse.js";
import type { FileFacts } from "../../server/src/analysis/facts.js";
import type { ClaimReport, DialReport } from "../../server/src/analysis/report.js";
import { mayBeOurs, readFile } from "../../server/src/analysis/sources/index.js";
import { positionAt } from "../../server/src/analysis/text.js";

const examples = join(import.meta.dirname, "../../examples");

/** `error port-conflict etc/otelcol/config.yaml:6`, and a part of the message. */
export type Expected = readonly [where: string, part: string];

export interface Example {
  /** Every finding, by file and line. */
  readonly findings: readonly Expected[];
  /** Of each namespace, by its label and description, who listens and what is handed on. */
  readonly namespaces: ReadonlyMap<string, readonly string[]>;
  /** Who connects to whom, and where that ends. */
  readonly dials: readonly string[];
}

/** Analyses a folder of `examples/` as a workspace. */
export function openExample(folder: string): Example {
  const root = `/examples/${folder}`.replace(/\/$/, "");
  const facts = filesOf(folder).flatMap((path) => {
    return readFile(`${root}/${path}`, readFileSync(join(examples, folder, path), "utf8")) ?? [];
  });
  return shown(analyse(facts, { roots: [root] }), facts, root);
}

function filesOf(folder: string): readonly string[] {
  return readdirSync(join(examples, folder), { recursive: true, encoding: "utf8", withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(join(examples, folder).length).replaceAll("\\", "/"))
    .map((path) => path.replace(/^\//, ""))
    .filter(mayBeOurs)
    .sort();
}

/** Holds all findings against those that are expected: no other, and none missing. */
export function assertFindings({ findings }: Example, expected: readonly Expected[]): void {
  assert.deepEqual(
    findings.map(([where]) => where),
    expected.map(([where]) => where),
  );
  for (const [index, [where, part]] of expected.entries()) {
    const message = findings[index]?.[1] ?? "";
    assert.ok(message.includes(part), `${where} says "${message}", not "${part}"`);
  }
}

function shown({ findings, ports }: Analysis, facts: readonly FileFacts[], root: string): Example {
  const lines = new Map(facts.map((each) => [each.file, each.lines]));
  const found = [...findings.values()].flat().map(({ rule, severity, place, message }) => ({
    path: place.file.slice(root.length + 1),
    line: positionAt(lines.get(place.file) ?? [0], place.span.start).line + 1,
    rule,
    severity,
    message,
  }));
  found.sort((a, b) => compare(a.path, b.path) || a.line - b.line || compare(a.rule, b.rule));
  const labels = new Map(ports.namespaces.map(({ id, label }) => [id, label]));
  const labelOf = (id: string): string => labels.get(id) ?? id;
  return {
    findings: found.map(({ path, line, rule, severity, message }) => [
      `${severity} ${rule} ${path}:${String(line)}`,
      message,
    ]),
    namespaces: new Map(
      ports.namespaces.map(({ kind, label, description, listeners, mappings }) => [
        `${kind} ${label} (${description})`,
        [
          ...listeners.map(shownClaim),
          ...mappings.map(
            (each) => `${shownClaim(each)} → ${labelOf(each.inner.namespace)}:${String(each.inner.port)}`,
          ),
        ],
      ]),
    ),
    dials: ports.dials.map((dial) => shownDial(dial, labelOf)),
  };
}

function shownClaim({ address, port, transport, owner, conflict, note }: ClaimReport): string {
  const socket = `${address ?? "?"}:${String(port)}${transport === "udp" ? "/udp" : ""}`;
  return `${socket} ${owner}${note === undefined ? "" : `, ${note}`}${conflict ? " (conflict)" : ""}`;
}

function shownDial({ from, host, port, targets }: DialReport, labelOf: (id: string) => string): string {
  const ends = targets.map((each) => `${labelOf(each.namespace)}:${String(each.port)}`).join(", ");
  return `${from}: ${host ?? "?"}:${String(port ?? "?")}${ends === "" ? "" : ` → ${ends}`}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
