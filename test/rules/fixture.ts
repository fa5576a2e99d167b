import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { analyse } from "../../server/src/analysis/analyse.js";
import type { Finding, Fix } from "../../server/src/analysis/finding.js";
import { readFiles } from "../../server/src/analysis/readFiles.js";
import { mayBeOurs } from "../../server/src/analysis/sources/index.js";
import { applyEdits, lineStartsOf, positionAt } from "../../server/src/analysis/text.js";

/** A folder of files as a workspace would have them, without the goldens. */
export interface Fixture {
  readonly folder: string;
  /** By path below the folder, with `/`. */
  readonly texts: ReadonlyMap<string, string>;
}

/** What a marker promises: a finding of the rule on the line, its message containing the text if there is one. */
export interface Expected {
  readonly at: string;
  readonly rule: string;
  readonly contains: string | undefined;
}

/** The fixture's root, as an absolute path that is the same on every machine. */
const root = "/fixture";

const golden = /\.fixed(?:-(\d+))?(?=\.\w+$)/;

export function loadFixture(folder: string): Fixture {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !golden.test(entry.name))
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll("\\", "/"),
    )
    .filter((path) => mayBeOurs(`${root}/${path}`));
  return { folder, texts: new Map(paths.sort().map((path) => [path, readFileSync(join(folder, path), "utf8")])) };
}

/**
 * `# want rule`, `# want rule "part of the message"`, several with `;` between them. One that stands alone speaks of the
 * next line, since not every format has comments behind what it says.
 */
export function expectedOf(fixture: Fixture): readonly Expected[] {
  return [...fixture.texts].flatMap(([path, text]) =>
    text.split(/\r\n|\n|\r/).flatMap((line, index) => {
      const [, before = "", marker] = /^(.*?)# want (.*)$/.exec(line) ?? [];
      const at = `${path}:${String(index + (before.trim() === "" ? 2 : 1))}`;
      return (marker?.split(";") ?? []).map((each): Expected => {
        const match = /^\s*([\w-]+)(?:\s+"(.*)")?\s*$/.exec(each);
        if (match?.[1] === undefined) throw new Error(`${path}:${index + 1}: no marker: ${each}`);
        return { at, rule: match[1], contains: match[2] };
      });
    }),
  );
}

export function findingsOf(fixture: Fixture): readonly (Finding & { readonly at: string })[] {
  const texts = new Map([...fixture.texts].map(([path, text]) => [`${root}/${path}`, text]));
  const { findings } = analyse(readFiles(texts), { roots: [root] });
  return [...findings].flatMap(([file, list]) => {
    const path = file.slice(root.length + 1);
    const lines = lineStartsOf(fixture.texts.get(path) ?? "");
    return list.map((finding) => ({
      ...finding,
      at: `${path}:${positionAt(lines, finding.place.span.start).line + 1}`,
    }));
  });
}

export function fixesOf(fixture: Fixture, finding: Finding): readonly Fix[] {
  return finding.fixes?.((file) => fixture.texts.get(file.slice(root.length + 1))) ?? [];
}

/**
 * The files that a fix changes, with their new texts. What a person would have to confirm is left alone.
 *
 * @param folder where the texts lay when they were analysed
 */
export function applyFix(
  { texts }: Pick<Fixture, "texts">,
  fix: Fix,
  folder: string = root,
): ReadonlyMap<string, string> {
  if (fix.kind !== "edit") throw new Error(`${fix.title}: asks instead of editing`);
  const sure = fix.edits.filter(({ annotation }) => annotation?.needsConfirmation !== true);
  const files = [...new Set(sure.map(({ file }) => file))];
  return new Map(
    files.map((file) => {
      const path = file.slice(folder.length + 1);
      const edits = sure.filter((each) => each.file === file).flatMap((each) => each.edits);
      return [path, applyEdits(texts.get(path) ?? "", edits)];
    }),
  );
}

/**
 * `# a fix leaves <rule>: why`: after the first fix of a finding of this fixture something of that rule is found that
 * was not there before, or is still there, and that is right.
 */
export function leftByFixes(fixture: Fixture): readonly string[] {
  const notes = [...fixture.texts.values()].flatMap((text) => [...text.matchAll(/# a fix leaves ([\w-]+): \S/g)]);
  return notes.flatMap(([, rule]) => rule ?? []);
}

/** The fixture as it is after a fix. */
export function fixed(fixture: Fixture, fix: Fix): Fixture {
  return { ...fixture, texts: new Map([...fixture.texts, ...applyFix(fixture, fix)]) };
}

/** Goldens by the number of the fix they show: `config.fixed.yaml` is the first, `config.fixed-3.yaml` the third. */
export function goldensOf(fixture: Fixture): ReadonlyMap<number, ReadonlyMap<string, string>> {
  const goldens = new Map<number, Map<string, string>>();
  for (const entry of readdirSync(fixture.folder, { recursive: true, withFileTypes: true })) {
    const match = golden.exec(entry.name);
    if (!entry.isFile() || match === null) continue;
    const number = Number(match[1] ?? 1);
    const path = join(entry.parentPath, entry.name.replace(golden, ""))
      .slice(fixture.folder.length + 1)
      .replaceAll("\\", "/");
    const files = goldens.get(number) ?? new Map<string, string>();
    goldens.set(number, files.set(path, readFileSync(join(entry.parentPath, entry.name), "utf8")));
  }
  return goldens;
}

export function casesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(folder, entry.name))
    .sort();
}
