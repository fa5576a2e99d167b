import { homedir } from "node:os";
import { join } from "node:path";
import { glob, parse, type Directive } from "ssh-config";
import { readText } from "../workspace/read.js";
import { toFileId } from "../workspace/paths.js";
import { parseAlias, type HostName } from "./hostName.js";
import { includedFiles } from "./sshIncludes.js";

/** Whether what follows in the file holds for an alias; undefined where only running ssh would tell. */
type Scope = (alias: string) => boolean;

const everyHost: Scope = () => true;
const nobodyKnows: Scope = () => false;

/** As deep as ssh itself follows Includes, and more files than any configuration has. */
const deepest = 16;
const mostFiles = 256;
const mostAliases = 5_000;

/**
 * The hosts that a person's ssh configuration names one by one, in the order in which they stand there. Patterns name
 * no host. Nothing is run: what stands below a `Match`, which may run a command to decide, is not looked at unless it
 * says `all`.
 */
export function hostAliases(home: string = homedir()): readonly HostName[] {
  const reader = new Reader(home);
  reader.read(join(home, ".ssh", "config"), everyHost, 0);
  return [...reader.aliases].slice(0, mostAliases);
}

class Reader {
  readonly aliases = new Set<HostName>();
  private files = 0;

  constructor(private readonly home: string) {}

  read(file: string, outer: Scope, depth: number): void {
    if (depth > deepest || this.files++ >= mostFiles) return;
    const content = readText(toFileId(file));
    if (content.kind === "skipped") return;
    let scope = outer;
    for (const line of content.text.split(/\r?\n/)) {
      const directive = parseLine(line);
      if (directive === undefined) continue;
      const words = wordsOf(directive);
      switch (directive.param.toLowerCase()) {
        case "host":
          this.take(words, outer);
          scope = (alias) => outer(alias) && glob([...words], alias);
          break;
        case "match":
          scope = words.length === 1 && words[0]?.toLowerCase() === "all" ? outer : nobodyKnows;
          break;
        case "include":
          for (const each of includedFiles(words, this.home)) this.read(each, scope, depth + 1);
          break;
      }
    }
  }

  private take(patterns: readonly string[], outer: Scope): void {
    for (const pattern of patterns) {
      const alias = parseAlias(pattern);
      if (alias !== undefined && outer(alias) && this.aliases.size < mostAliases) this.aliases.add(alias);
    }
  }
}

/** Line by line, so that one that does not parse costs no other; all other keywords tell nothing here. */
function parseLine(line: string): Directive | undefined {
  if (!/^\s*(?:host|match|include)[\s=]/i.test(line) || line.length > longestLine) return undefined;
  try {
    const [first] = parse(line);
    return first !== undefined && "param" in first ? first : undefined;
  } catch {
    return undefined;
  }
}

const longestLine = 10_000;

function wordsOf({ value }: Directive): readonly string[] {
  return typeof value === "string" ? [value] : value.map(({ val }) => val);
}
