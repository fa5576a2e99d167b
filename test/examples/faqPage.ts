import { analyse } from "../../server/src/analysis/analyse.js";
import { readFiles } from "../../server/src/analysis/readFiles.js";

/** A question of `docs/faq.md` that shows files before and after. */
export interface Question {
  readonly title: string;
  /** The rule that the sentence above the first file links to. */
  readonly rule: string;
  readonly before: Files;
  readonly after: Files;
  /** How many texts it shows. */
  readonly shown: number;
}

/** Texts by their path in the workspace, which the first line of each tells: `# compose.yaml`. */
export type Files = ReadonlyMap<string, string>;

const root = "/workspace";

export function questionsOf(page: string): readonly Question[] {
  return page.split(/^### /m).slice(1).flatMap(questionOf);
}

function questionOf(section: string): readonly Question[] {
  const [title = ""] = section.split("\n", 1);
  const [shownBefore = "", shownAfter] = section.split(/^After\b/m);
  if (shownAfter === undefined) return [];
  const rule = /\bbefore,\s+Portolan\s+finds\s+\[`([\w-]+)`\]\(rules\/\1\.md\)/i.exec(shownBefore)?.[1];
  if (rule === undefined) throw new Error(`${title}: does not say what is found before`);
  const before = filesOf(shownBefore);
  const changed = filesOf(shownAfter);
  return [{ title, rule, before, after: new Map([...before, ...changed]), shown: before.size + changed.size }];
}

function filesOf(markdown: string): Files {
  const blocks = markdown.matchAll(/^```yaml\n# (\S+)\n(.*?)^```$/gms);
  return new Map([...blocks].map(([, path = "", text = ""]) => [path, text]));
}

/** The rules of all findings, in the order of the files. */
export function findingsOf(files: Files): readonly string[] {
  const texts = new Map([...files].map(([path, text]) => [`${root}/${path}`, text]));
  const { findings } = analyse(readFiles(texts), { roots: [root] });
  return [...findings.values()].flat().map(({ rule }) => rule);
}
