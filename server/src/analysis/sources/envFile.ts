import type { EnvFact, EnvFileFacts, FileId } from "../facts.js";
import { part, placeOf, wordOf, type Placed } from "./compose/placed.js";
import { replaced, trimmed, withExtent } from "./letters.js";
import { mayTell } from "./secrets.js";
import { joinLines, linesOf } from "./shell/lines.js";
import { notOurs, type TextSource } from "./source.js";

/**
 * Lines of `NAME=value`: `.env`, what `env_file` and `EnvironmentFile=` name. Quoted as dotenv does: nothing is
 * understood between single quotes, escapes between double ones, a comment begins behind blank space. Kept only where
 * a variable may decide on a port, an endpoint, an image or a command line.
 */
export const envFileSource: TextSource = {
  mayBe: isEnvPath,
  marker: /=/,
  read(text, file) {
    const facts = readEnvFile(joinLines(text, linesOf(text)), file);
    return facts ? { facts: [facts], problems: [] } : notOurs;
  },
};

export function isEnvPath(path: FileId): boolean {
  return (
    /(?:^|\/)\.env(?:\.[^/]+)?$|[^/]\.env$/.test(path) ||
    /(?:^|\/)etc\/(?:(?:default|sysconfig)\/[^/]+|[^/]+\/environment)$/.test(path) ||
    (isConf(path) && /(?:^|\/)etc\//.test(path) && !/\.d\/[^/]+$/.test(path))
  );
}

function isConf(path: FileId): boolean {
  return path.endsWith(".conf");
}

/** Undefined where nothing in it could matter. */
export function readEnvFile(text: Placed, file: FileId): EnvFileFacts | undefined {
  const assignments = readAssignments(text);
  // What calls itself `.conf` may be of any format.
  const foreign =
    isConf(file) && assignments.some((each) => each === "other" || !/^[A-Z_][A-Z0-9_]*$/.test(each.name.text));
  const variables = assignments.filter((each) => each !== "other");
  if (foreign || !variables.some(mayMatter)) return undefined;
  return { kind: "env-file", file, env: variables.map((each) => factOf(each, file)) };
}

interface Assignment {
  readonly name: Placed;
  /** Undefined for a name by itself, which takes its value from elsewhere, and for what a shell would put together. */
  readonly value: Placed | undefined;
}

function factOf({ name, value }: Assignment, file: FileId): EnvFact {
  const known = value !== undefined && mayTell(name.text, value.text);
  return {
    name: name.text,
    place: placeOf(name, file),
    value: known ? { kind: "text", word: wordOf(value, file) } : { kind: "elsewhere" },
  };
}

function mayMatter({ name, value }: Assignment): boolean {
  if (/^(?:OTEL|DD)_|OTELCOL_OPTIONS|(?:^|_)(?:PORT|ENDPOINT)$|IMAGE|(?:^|_)TAG(?:_|$)|VERSION/.test(name.text))
    return true;
  return value !== undefined && /:\/\/|:\d{2,5}(?!\d)|--config\b/.test(value.text);
}

const lineHead = /[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)[ \t]*(?:(=)[ \t]*|(?=[\n#]|$))/;
const blankLine = /[ \t]*(?:[#;][^\n]*)?(?:\n|$)/;
const restOfLine = /[^\n]*(?:\n|$)/;
/** Nobody's value is longer; a quote without its other one is not looked for beyond. */
const quoted = /'([^']{0,8192})'|"((?:[^"\\]|\\[^]){0,8192})"/;
const unquoted = /(?:[^\\\n]|\\[^]?){0,8192}/;

/** The assignments of a file in order; `other` for a line that is none. */
function readAssignments(text: Placed): readonly (Assignment | "other")[] {
  const assignments: (Assignment | "other")[] = [];
  let at = 0;
  const match = (pattern: RegExp): RegExpExecArray | null => {
    const here = new RegExp(pattern, "y");
    here.lastIndex = at;
    const found = here.exec(text.text);
    if (found) at = here.lastIndex;
    return found;
  };
  while (at < text.text.length) {
    if (match(blankLine)) continue;
    const head = match(lineHead);
    const [whole = "", letters = "", equals] = head ?? [];
    const nameAt = at - whole.length + whole.lastIndexOf(letters);
    const name = part(text, nameAt, nameAt + letters.length);
    if (head && equals !== undefined) assignments.push({ name, value: readValue(text, nameAt, match) });
    else assignments.push(head ? { name, value: undefined } : "other");
    match(restOfLine);
  }
  return assignments;
}

/** @param nameAt where the assignment begins: it is the place of a value that cannot be placed letter by letter */
function readValue(
  text: Placed,
  nameAt: number,
  match: (pattern: RegExp) => RegExpExecArray | null,
): Placed | undefined {
  const quotes = match(quoted);
  const found = quotes ?? match(unquoted);
  if (found === null) return undefined;
  const behind = found.index + found[0].length;
  const next = text.text.charAt(behind);
  const { span } = withExtent(part(text, nameAt, behind));
  if (quotes === null) {
    // A quote that nobody closes, or more than anybody writes.
    if (/^["']/.test(found[0]) || (next !== "" && next !== "\n")) return undefined;
    return withoutComment(replaced({ ...part(text, found.index, behind), span }, /\\\n/g, () => ""));
  }
  // `"a"b` is put together by a shell, and differently by others.
  if (!/^[ \t\n#]?$/.test(next)) return undefined;
  const inner = { ...part(text, found.index + 1, behind - 1), span };
  return quotes[2] === undefined ? inner : replaced(inner, /\\([^])/g, ([, escape = ""]) => escapes.get(escape));
}

const escapes: ReadonlyMap<string, string> = new Map([
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ["\n", ""],
  ['"', '"'],
  ["\\", "\\"],
  ["$", "$"],
  ["`", "`"],
]);

function withoutComment(value: Placed): Placed {
  const comment = /(?:^|\s)#/.exec(value.text)?.index ?? value.text.length;
  return { ...trimmed(part(value, 0, comment)), span: value.span };
}
