import type { FileId } from "../../../facts.js";
import { baseName, folderOf } from "../../../paths.js";

/** What Compose looks for where no file is named, the preferred one first. */
export const canonicalNames: readonly string[] = [
  "compose.yaml",
  "compose.yml",
  "docker-compose.yaml",
  "docker-compose.yml",
];

export function isYaml(path: FileId): boolean {
  return /\.ya?ml$/.test(path);
}

export function withoutEnding(path: FileId): string {
  return path.replace(/\.ya?ml$/, "");
}

/**
 * What files have in common that are variants of each other: `docker-compose.yml`, `compose.prod.yaml` and
 * `docker-compose-ci.yml` of one folder, or `collector.yml` and `collector.dev.yml`.
 */
export function familyOf(path: FileId): string {
  if (!isYaml(path)) return path;
  const name = baseName(path);
  const isCompose = /(?:^|[._-])compose(?:[._-]|$)/.test(name);
  return `${folderOf(path)}/${isCompose ? "compose" : (name.split(".", 1)[0] ?? name)}`;
}
