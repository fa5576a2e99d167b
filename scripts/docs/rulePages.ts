import type { Fix } from "../../server/src/analysis/finding.js";
import { rules } from "../../server/src/analysis/rules/index.js";
import type { Rule } from "../../server/src/analysis/rules/rule.js";
import { loadCase, type Case } from "./cases.js";
import { applied, check } from "./checked.js";
import { fenced, generated, page } from "./markdown.js";

/** Of how many findings of an example the page tells; the others say the same of other places. */
const mostSaid = 2;

export function rulePages(): ReadonlyMap<string, string> {
  return new Map(rules.map((rule) => [`docs/rules/${rule.id}.md`, rulePage(rule)]));
}

function rulePage(rule: Rule): string {
  const fails = loadCase(`${rule.id}/invalid/${rule.example.fails}`);
  const { said, fixes } = check(rule.id, fails);
  return page(
    generated,
    headOf(rule, "found while you type"),
    "## Fails",
    filesOf(fails.texts),
    "`portolan check` says:",
    fenced("text", told(said)),
    "## Passes",
    ...(rule.example.passes === undefined ? ["What the first quick-fix makes of it:"] : []),
    filesOf(passingOf(rule).shown),
    "## Quick-fixes",
    fixesOf(rule, fixes, fails),
    ignoringOf(rule.id),
  );
}

/** An example that passes, and those of its files that the page shows. */
export interface Passing {
  readonly whole: Case;
  readonly shown: Case["texts"];
}

export function passingOf({ id, example }: Pick<Rule, "id" | "example">): Passing {
  if (example.passes !== undefined) {
    const whole = loadCase(`${id}/valid/${example.passes}`);
    return { whole, shown: whole.texts };
  }
  const fails = loadCase(`${id}/invalid/${example.fails}`);
  const [first] = check(id, fails).fixes;
  const shown = first?.kind === "edit" ? applied(first, fails) : new Map<string, string>();
  return { whole: { ...fails, texts: new Map([...fails.texts, ...shown]) }, shown };
}

/** What every page begins with. */
export function headOf(rule: Pick<Rule, "id" | "severity" | "since" | "summary" | "why">, when: string): string[] {
  return [
    `# ${rule.id}`,
    `**${rule.summary}**`,
    `By default: ${rule.severity}; ${when}. Since ${rule.since}. [All rules](../rules.md)`,
    "## Why",
    rule.why,
  ];
}

export function filesOf(texts: Case["texts"]): string[] {
  return [...texts].flatMap(([path, text]) => [`\`${path}\``, fenced(languageOf(path), text)]);
}

function told(said: readonly string[]): string {
  const more = said.length - mostSaid;
  return [...said.slice(0, mostSaid), ...(more > 0 ? [`… and ${more} more like these`] : [])].join("\n\n");
}

function fixesOf(rule: Rule, fixes: readonly Fix[], example: Case): readonly string[] {
  if (rule.noFix !== undefined) return [`None: ${rule.noFix}`];
  const [first] = fixes;
  if (first?.kind !== "edit") throw new Error(`${rule.id}: its example offers no fix that edits`);
  const safely = rule.fixesSafely
    ? " One that needs no thought is also made by _Fix All_ (`source.fixAll.portolan`)."
    : "";
  return [
    `For the first finding of the example:${safely}`,
    fixes.map(({ title }) => `- ${title}`).join("\n"),
    ...(rule.example.passes === undefined
      ? []
      : ["The first of them makes of it:", ...filesOf(applied(first, example))]),
  ];
}

/** How a person takes back a finding. */
export function ignoringOf(id: string): readonly string[] {
  const entry = `ignore:\n  - rule: ${id}\n    files: [old/config.yaml]\n    reason: say why, for whoever asks in a year`;
  return [
    "## Ignore it",
    ...commentOf(id),
    "An entry in `.portolan.yaml` takes back all of a file or a folder:",
    fenced("yaml", entry),
  ];
}

function commentOf(id: string): readonly string[] {
  switch (id) {
    case "unexplained-suppression":
      return [];
    case "unused-suppression":
      return [
        "The comment itself takes it back, by its name:",
        fenced("yaml", `# portolan-ignore port-conflict, ${id}: say why`),
      ];
    default:
      return [
        "A comment behind the line takes back the finding there, one that stands alone that of the next line:",
        fenced("yaml", `# portolan-ignore ${id}: say why`),
      ];
  }
}

function languageOf(path: string): string {
  const [, ending = ""] = /\.(\w+)$/.exec(path) ?? [];
  return { yaml: "yaml", yml: "yaml", sh: "sh", service: "ini", conf: "ini" }[ending] ?? "text";
}
