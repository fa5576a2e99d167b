import { readFileSync } from "node:fs";
import { join } from "node:path";
import { generated, page, table } from "./markdown.js";
import { projectKeys } from "./projectKeys.js";
import { typeOf, type ProjectSchema, type Schema } from "./schema.js";

const root = join(import.meta.dirname, "../..");

interface Setting extends Schema {
  readonly order?: number;
  readonly scope?: string;
}

interface Manifest {
  readonly contributes: { readonly configuration: Section | readonly Section[] };
}

interface Section {
  readonly properties: Readonly<Record<string, Setting>>;
}

/** What a scope means to whoever writes the setting. */
const scopes: ReadonlyMap<string | undefined, string> = new Map([
  ["resource", "user, remote, workspace or folder settings"],
  ["language-overridable", "user, remote, workspace or folder settings, also for one language"],
  ["window", "user, remote or workspace settings"],
  [undefined, "user, remote or workspace settings"],
  ["machine-overridable", "user or remote settings, or a trusted workspace's"],
  ["machine", "user or remote settings: never a workspace's, so that no repository can set it"],
  ["application", "user settings"],
]);

/** The page on the editor's settings and the project file. */
export function settingsPage(): string {
  const { contributes } = read("package.json") as Manifest;
  const sections = [contributes.configuration].flat();
  const settings = sections.flatMap(({ properties }) => Object.entries(properties));
  settings.sort(([, a], [, b]) => (a.order ?? Infinity) - (b.order ?? Infinity));
  const project = read("schemas/portolan.schema.json") as ProjectSchema;
  return page(
    generated,
    "# Settings",
    "## In the editor",
    "These are VS Code's names; [editors.md](editors.md) says how other editors give the server those that it heeds.",
    settings.flatMap(([name, setting]) => settingOf(name, setting)),
    "## In `.portolan.yaml`",
    project.description ?? "",
    projectKeys(project),
  );
}

function settingOf(name: string, setting: Setting): readonly string[] {
  const facts = [
    `- Type: ${typeOf(setting)}`,
    `- Default: \`${JSON.stringify(setting.default)}\``,
    `- Belongs in: ${scopes.get(setting.scope) ?? setting.scope ?? ""}`,
  ];
  const meanings = setting.markdownEnumDescriptions ?? setting.enumDescriptions ?? [];
  const values = setting.enum?.map((value, index) => [`\`${JSON.stringify(value)}\``, meanings[index] ?? ""]) ?? [];
  return [
    `### \`${name}\``,
    linkless(setting.markdownDescription ?? setting.description ?? ""),
    facts.join("\n"),
    ...(values.length > 0 ? [table(["value", "meaning"], values)] : []),
  ];
}

/** `#files.exclude#` is a link in the settings editor, and a name elsewhere. */
function linkless(markdown: string): string {
  return markdown.replace(/`#([\w.]+)#`/g, "`$1`");
}

function read(path: string): unknown {
  return JSON.parse(readFileSync(join(root, path), "utf8"));
}
