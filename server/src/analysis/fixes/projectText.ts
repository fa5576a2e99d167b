import type { FileId, ProjectFacts } from "../facts.js";
import { reasonToWrite } from "../reason.js";
import { readFile } from "../sources/index.js";
import { applyEdits } from "../text.js";
import { asMap, asScalar, asSeq, entryOf } from "../yaml/access.js";
import { appendToList, insertUnder, slotOf } from "../yaml/edit.js";
import type { Entry } from "../yaml/node.js";
import { parseYaml } from "../yaml/parse.js";

/** A host as it is written into a project file, with paths from that file's folder. */
export interface NewHost {
  readonly name: string;
  readonly runs: readonly string[];
}

export interface NewIgnore {
  readonly rule: string;
  readonly file: string;
}

/*
 * Each of these gives the text of a project file with something added, layout and comments kept. Undefined where there
 * is no place for it. Whether it came out as it was meant is for `addsOnly` to say.
 */

export function withHosts(text: string, hosts: readonly NewHost[]): string | undefined {
  const lines = hosts.flatMap(({ name, runs }) => [`${name}:`, `  runs: [${runs.map(scalar).join(", ")}]`]);
  const entry = topEntry(text, "hosts");
  if (entry === "refused") return undefined;
  if (entry === undefined) return withLines(text, ["hosts:", ...lines.map((line) => `  ${line}`)]);
  const edit = insertUnder(text, slotOf(entry), lines);
  return edit && applyEdits(text, [edit]);
}

export function withRuns(text: string, host: string, paths: readonly string[]): string | undefined {
  const hosts = topEntry(text, "hosts");
  const entry = hosts === undefined || hosts === "refused" ? undefined : entryOf(hosts.value, host);
  const runs = entry && entryOf(entry.value, "runs");
  if (entry === undefined) return undefined;
  if (runs === undefined) {
    const edit = insertUnder(text, slotOf(entry), [`runs: [${paths.map(scalar).join(", ")}]`]);
    return edit && applyEdits(text, [edit]);
  }
  const { value } = runs;
  if (value.kind === "scalar" && value.text !== "") {
    const list = [text.slice(value.span.start, value.span.end), ...paths.map(scalar)].join(", ");
    return applyEdits(text, [{ span: value.span, newText: `[${list}]` }]);
  }
  const [path, ...others] = paths;
  if (path === undefined) return text;
  const edit = appendToList(text, slotOf(runs), scalar(path));
  return edit && withRuns(applyEdits(text, [edit]), host, others);
}

export function withIgnore(text: string, { rule, file }: NewIgnore): string | undefined {
  const lines = [`- rule: ${rule}`, `  files: [${scalar(file)}]`, `  reason: ${reasonToWrite}`];
  const entry = topEntry(text, "ignore");
  if (entry === "refused") return undefined;
  if (entry === undefined) return withLines(text, ["ignore:", ...lines.map((line) => `  ${line}`)]);
  const slot = slotOf(entry);
  if (slot.holds === "flow-seq") {
    const edit = appendToList(text, slot, `{rule: ${rule}, files: [${scalar(file)}], reason: ${reasonToWrite}}`);
    return edit && applyEdits(text, [edit]);
  }
  if (slot.holds === "nothing" && slot.value.start === slot.value.end) {
    const at = slot.key.end + (/\r|\n|$/.exec(text.slice(slot.key.end))?.index ?? 0);
    const newText = lines.map((line) => `${eolOf(text)}  ${line}`).join("");
    return applyEdits(text, [{ span: { start: at, end: at }, newText }]);
  }
  // An item of one line tells where the lines belong.
  const item = "{}";
  const edit = appendToList(text, slot, item);
  if (edit === undefined) return undefined;
  const indent = edit.newText.slice(0, -`- ${item}`.length);
  return applyEdits(text, [{ ...edit, newText: lines.map((line) => indent + line).join("") }]);
}

/** Refused where the file is none of which a key can be added. */
function topEntry(text: string, key: string): Entry | undefined | "refused" {
  const [document, ...others] = parseYaml(text);
  if (document === undefined) return undefined;
  const map = asMap(document.root);
  if (others.length > 0 || map === undefined) return "refused";
  return entryOf(map, key) ?? (map.flow ? "refused" : undefined);
}

function withLines(text: string, lines: readonly string[]): string {
  const eol = eolOf(text);
  const before = text === "" || /[\r\n]$/.test(text) ? text : text + eol;
  return before + lines.map((line) => line + eol).join("");
}

/** Plain where that reads back as the same text, also inside brackets; else in quotes. */
function scalar(text: string): string {
  const [item] = asSeq(parseYaml(`[${text}]`)[0]?.root)?.items ?? [];
  return /^[\w./][\w./@+-]*$/.test(text) && asScalar(item)?.value === text ? text : JSON.stringify(text);
}

function eolOf(text: string): string {
  return text.includes("\r\n") ? "\r\n" : "\n";
}

/** What a project file says, for comparing: `hosts` by name, since a new one may come first. */
export interface Said {
  readonly hosts: readonly unknown[];
  readonly collectors: readonly unknown[];
  readonly ignore: readonly unknown[];
}

/** Whether a project file parses, says what it said and a little more, and has no more problems than before. */
export function addsOnly(file: FileId, before: string, after: string, meant: (old: ProjectFacts) => Said): boolean {
  const [old, now] = [projectIn(file, before), projectIn(file, after)];
  if (now === undefined || !now.parses || now.noted > (old?.noted ?? 0)) return false;
  return said(now.facts) === said(meant(old?.facts ?? { ...now.facts, hosts: [], collectors: [], ignore: [] }));
}

interface ReadProject {
  readonly facts: ProjectFacts;
  readonly parses: boolean;
  /** How many problems it has, but for reasons that are still to be written. */
  readonly noted: number;
}

function projectIn(file: FileId, text: string): ReadProject | undefined {
  const read = readFile(file, text);
  const facts = read?.facts.find((fact) => fact.kind === "project");
  if (read === undefined || facts === undefined) return undefined;
  const noted = facts.problems.filter(({ severity }) => severity !== "hint").length;
  return { facts, parses: read.problems.length === 0, noted };
}

function said({ hosts, collectors, ignore }: Said): string {
  const bare = (value: unknown): string =>
    JSON.stringify(value, (key, each: unknown) => (key === "place" ? undefined : each));
  return JSON.stringify([hosts.map(bare).sort(), collectors.map(bare), ignore.map(bare)]);
}
