import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Metafile } from "esbuild";
import { checkout } from "./bundles.js";

/** A package that is not ours, of which something stands in a bundle. */
export interface Bundled {
  readonly name: string;
  readonly version: string;
  /** As the package says it, an SPDX expression: `MIT`. */
  readonly license: string;
  /** Where its source is. */
  readonly source: string;
  /** The files with which it comes that say what a copy of it must say; the licence first. */
  readonly texts: readonly string[];
}

/** What must be said beside a licence's text. */
const remarks: Readonly<Record<string, string>> = {
  "EPL-2.0 OR GPL-3.0-or-later":
    "Distributed here under the Eclipse Public License 2.0, unmodified, as the file elk.js. Its source code is available " +
    "under that licence at the address above, in the version named, and in the npm package of that name and version. " +
    "Its contributors offer no warranty and take no liability, as that licence says.",
};

/** The packages of which something stands in bundles, by name. Throws for one that comes without its licence. */
export async function bundledPackages(metafiles: readonly Metafile[], root = checkout): Promise<readonly Bundled[]> {
  const inputs = metafiles.flatMap((metafile) => Object.keys(metafile.inputs));
  const folders = new Set(inputs.flatMap((input) => packageFolder(input) ?? []));
  const packages = await Promise.all([...folders].map((folder) => readPackage(join(root, folder))));
  const byVersion = new Map(packages.map((each) => [`${each.name}@${each.version}`, each]));
  return [...byVersion].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
}

/** `node_modules/a/node_modules/@b/c` for a file in it; undefined for what is ours. */
export function packageFolder(input: string): string | undefined {
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(input)?.[0];
}

async function readPackage(path: string): Promise<Bundled> {
  const manifest = JSON.parse(await readFile(join(path, "package.json"), "utf8")) as Manifest;
  const { name, version, license, repository, homepage } = manifest;
  const files = (await readdir(path)).filter((file) => /^(licen[cs]e|copying|notice|third-?party)/i.test(file));
  if (license === undefined || !files.some((file) => /^(licen[cs]e|copying)/i.test(file))) {
    throw new Error(`${name} ${version} comes without the text of its licence, so it cannot be shipped`);
  }
  const texts = await Promise.all(files.sort().map((file) => readFile(join(path, file), "utf8")));
  const source = sourceOf(typeof repository === "object" ? repository.url : repository) ?? homepage ?? "";
  return { name, version, license, source, texts: texts.map((text) => text.replaceAll("\r\n", "\n").trim()) };
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly repository?: string | { readonly url: string };
  readonly homepage?: string;
}

/** `https://github.com/a/b` for what npm takes for a repository: `git+https://github.com/a/b.git`, `git@…:a/b`, `a/b`. */
export function sourceOf(repository: string | undefined): string | undefined {
  const [, host = "github.com", path] =
    /^(?:git\+)?(?:\w+:\/\/)?(?:git@)?(?:github:|([\w-]+(?:\.[\w-]+)+)[:/])?([\w.-]+\/[\w./-]+?)(?:\.git)?$/.exec(
      repository ?? "",
    ) ?? [];
  return path === undefined ? undefined : `https://${host}/${path}`;
}

const rule = "-".repeat(80);

/** `THIRD-PARTY-NOTICES.txt`: packages whose texts are the same stand together. */
export function noticesOf(packages: readonly Bundled[]): string {
  const groups = new Map<string, Bundled[]>();
  for (const each of packages) {
    const key = JSON.stringify([each.license, each.texts]);
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  const sections = [...groups.values()].flatMap((members) => ["", rule, "", ...section(members)]);
  return [...opening, ...sections, ""].join("\n");
}

function section(members: readonly Bundled[]): readonly string[] {
  const [first] = members;
  if (first === undefined) return [];
  const remark = remarks[first.license];
  return [
    ...members.map(({ name, version, license, source }) => `${name} ${version} (${license}) ${source}`),
    ...(remark === undefined ? [] : ["", remark]),
    ...first.texts.flatMap((text) => ["", text]),
  ];
}

const opening = [
  "Third-party notices",
  "",
  "Portolan is licensed under the Apache License 2.0. Its bundles hold code of the packages below, each under its own",
  "licence. This file is generated from what stands in the bundles.",
];
