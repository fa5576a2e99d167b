import { existsSync } from "node:fs";
import ignore, { type Ignore } from "ignore";
import type { FileId } from "../analysis/facts.js";
import { childOf, fromFileId, parentOf, pathUnder } from "./paths.js";
import { readText } from "./read.js";

/**
 * The `.gitignore` rules that hold in one folder: its own after those of the folders above it, and the last rule that
 * matches decides, as in git. Not read on purpose: `.git/info/exclude` and the user's global excludes, which differ
 * from machine to machine where a check must not.
 */
export class GitIgnore {
  private constructor(
    private readonly base: FileId,
    private readonly rules: Ignore | undefined,
  ) {}

  /** No rules yet; every path asked about lies under `base`. */
  static none(base: FileId): GitIgnore {
    return new GitIgnore(base, undefined);
  }

  /**
   * What the repository above says about `folder`. Nothing where there is no repository, or where its rules exclude
   * the folder itself: who opens an ignored folder wants to see what is in it.
   */
  static above(folder: FileId): GitIgnore {
    const above: FileId[] = [];
    if (existsSync(fromFileId(childOf(folder, ".git")))) return GitIgnore.none(folder);
    for (let each = parentOf(folder); each !== undefined; each = parentOf(each)) {
      above.unshift(each);
      if (!existsSync(fromFileId(childOf(each, ".git")))) continue;
      const rules = above.reduce((all, one) => all.withFileOf(one), GitIgnore.none(each));
      return rules.ignores(folder, "folder") ? GitIgnore.none(folder) : rules;
    }
    return GitIgnore.none(folder);
  }

  /** These rules, followed by those of `folder`'s own `.gitignore` if it can be read. */
  withFileOf(folder: FileId): GitIgnore {
    const content = readText(childOf(folder, ".gitignore"));
    return content.kind === "text" ? this.withRules(folder, content.text) : this;
  }

  withRules(folder: FileId, text: string): GitIgnore {
    const prefix = pathUnder(folder, this.base);
    if (prefix === undefined) return this;
    const patterns = text.split(/\r?\n/).map((line) => anchored(line, prefix));
    const rules = ignore({ ignoreCase: process.platform !== "linux" });
    if (this.rules !== undefined) rules.add(this.rules);
    return new GitIgnore(this.base, rules.add(patterns));
  }

  ignores(path: FileId, kind: "file" | "folder"): boolean {
    const relative = pathUnder(path, this.base);
    if (this.rules === undefined || relative === undefined || relative === "") return false;
    return this.rules.ignores(kind === "folder" ? `${relative}/` : relative);
  }
}

/** A line of the `.gitignore` in `folder` (relative, empty for the base) as it would stand in the base's own. */
function anchored(line: string, folder: string): string {
  if (folder === "" || line.startsWith("#") || line.trim() === "") return line;
  const negative = line.startsWith("!");
  const pattern = negative ? line.slice(1) : line;
  if (/^\/?\s*$/.test(pattern)) return "";
  const literalFolder = folder.replace(/[\\*?[\]!# ]/g, "\\$&");
  // A slash anywhere but at the end binds a pattern to the folder of its file.
  const bound = /\/(?!\s*$)/.test(pattern);
  return `${negative ? "!" : ""}/${literalFolder}/${bound ? "" : "**/"}${pattern.replace(/^\//, "")}`;
}
