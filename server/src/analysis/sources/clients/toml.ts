import { concat, part, type Placed } from "../compose/placed.js";
import { replaced, withExtent } from "../letters.js";
import { joinLines, linesOf } from "../shell/lines.js";
import { notOurs, type TextSource } from "../source.js";
import { readClient } from "./otlp.js";
import type { Setting } from "./setting.js";

/** Another program's TOML that names an OTLP endpoint. */
export const tomlSource: TextSource = {
  mayBe: (path) => /\.toml$/i.test(path) && !/(?:^|\/)Cargo\.toml$/.test(path),
  marker:
    /^(?=[^]*?(?:otel|otlp|telemetry|collector))[^]*?(?:endpoint|ur[il]|addr(?:ess)?|host)["']?[ \t]*=[ \t]*["'][^"'\s]{0,200}?(?::\d|\/v1\/)/i,
  read(text, file) {
    const facts = readClient(readToml(joinLines(text, linesOf(text))), file);
    return facts ? { facts: [facts], problems: [] } : notOurs;
  },
};

const header = /^[ \t]*(\[{1,2})((?:[\w. \t-]|"[^"]*"|'[^']*')+)\]{1,2}[ \t]*(?:#.*)?$/;
const assignment = /^((?:[\w. \t-]|"[^"]*"|'[^']*')+)=[ \t]*(.*)$/;
const basicText = /^"((?:[^"\\]|\\.)*)"[ \t]*(?:#.*)?$/;
const literalText = /^'([^']*)'[ \t]*(?:#.*)?$/;

/**
 * Reads lines, not TOML: `[table]` headers and `key = value` with a text, a number or a boolean. Inline tables, lists
 * and texts of several lines are passed over.
 */
export function readToml(toml: Placed): readonly Setting[] {
  const settings: Setting[] = [];
  const lists = new Map<string, number>();
  let table: readonly string[] = [];
  let passing: ((line: string) => boolean) | undefined;
  let start = 0;
  for (const line of toml.text.split("\n")) {
    const at = start;
    start += line.length + 1;
    if (line.length > longest) continue;
    if (passing) {
      if (passing(line)) passing = undefined;
      continue;
    }
    const [, brackets, name] = header.exec(line) ?? [];
    if (name !== undefined) {
      table = keysOf(name);
      if (brackets === "[[") table = [...table, nextOf(lists, table)];
      continue;
    }
    const [whole = "", key, value = ""] = assignment.exec(line) ?? [];
    if (key === undefined) continue;
    passing = multiLine(value);
    const valueAt = at + whole.length - value.length;
    const letters = passing ? undefined : valueOf(value, part(toml, valueAt, valueAt + value.length));
    if (letters) settings.push({ path: [...table, ...keysOf(key)], value: letters });
  }
  return settings;
}

/** Nobody's setting is longer. */
const longest = 2000;

/** `a."b.c".d` */
function keysOf(name: string): readonly string[] {
  return [...name.matchAll(/"([^"]*)"|'([^']*)'|[\w-]+/g)].map(([bare, basic, literal]) => basic ?? literal ?? bare);
}

/** Which item of a `[[list]]` begins. */
function nextOf(lists: Map<string, number>, table: readonly string[]): string {
  const name = table.join(".");
  const number = lists.get(name) ?? 0;
  lists.set(name, number + 1);
  return `#${String(number)}`;
}

/** For a value that goes on behind its line, what tells whether it ends in another. */
function multiLine(value: string): ((line: string) => boolean) | undefined {
  const quote = /^(?:"""|''')/.exec(value)?.[0];
  if (quote !== undefined) return value.includes(quote, 3) ? undefined : (line) => line.includes(quote);
  if (!value.startsWith("[")) return undefined;
  let open = bracketsIn(value);
  return open <= 0 ? undefined : (line) => (open += bracketsIn(line)) <= 0;
}

/** How many brackets a line leaves open, texts and comments aside. */
function bracketsIn(line: string): number {
  const plain = line.replace(/"(?:[^"\\]|\\.)*"|'[^']*'|#.*/g, "");
  return plain.split("[").length - plain.split("]").length;
}

function valueOf(value: string, letters: Placed): Placed | undefined {
  const text = basicText.exec(value) ?? literalText.exec(value);
  if (text === null) {
    const [bare = ""] = /^[\w.+-]+(?=[ \t]*(?:#|$))/.exec(value) ?? [];
    return bare === "" ? undefined : withExtent(part(letters, 0, bare.length));
  }
  const [, inner = ""] = text;
  const whole = withExtent(part(letters, 0, inner.length + 2));
  const quoted = { ...part(letters, 1, 1 + inner.length), span: whole.span };
  if (!value.startsWith('"') || !inner.includes("\\")) return quoted;
  // What other escapes stand for is in no address.
  return /\\[^"\\]/.test(inner) ? undefined : concat([replaced(quoted, /\\(.)/g, ([, each]) => each)], whole.span);
}
