import type { Dirent } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import picomatch from "picomatch";
import type { FileId } from "../analysis/facts.js";
import { isWithin } from "../analysis/paths.js";
import { forEachBounded } from "./bounded.js";
import { GitIgnore } from "./gitignore.js";
import { childOf, fromFileId, pathUnder, toFileId } from "./paths.js";

export interface WalkOptions {
  /** Which files are candidates, by their path alone. */
  readonly wanted: (file: FileId) => boolean;
  /** Globs relative to the root, `**` for any depth; a folder that matches is not entered. */
  readonly exclude?: readonly string[];
  /** Told of each folder that cannot be listed, the root included; the walk goes on without it. */
  readonly onUnreadable?: (folder: FileId, error: unknown) => void;
}

interface Folder {
  readonly path: FileId;
  /** Where it really is, after all symbolic links. */
  readonly real: FileId;
  /** The rules of the folders above it. */
  readonly ignored: GitIgnore;
}

type Link = Omit<Folder, "real">;

/** Enough to keep a disk and the thread pool's four threads busy. */
const parallelFolders = 16;

/** What no person means when they name a workspace. */
const neverEntered: ReadonlySet<string> = new Set([".git", "node_modules"]);

/**
 * All candidate files under a folder, sorted by path; dot-files included, what `.gitignore` files exclude left out.
 * Each real folder is entered once, by its own path rather than by a link to it, and a link back to a folder above the
 * root not at all. A file keeps every name under which it is found.
 */
export async function walk(root: FileId, options: WalkOptions): Promise<readonly FileId[]> {
  const walker = new Walker(root, options);
  await walker.run();
  return walker.found.sort((a, b) => (a < b ? -1 : 1));
}

class Walker {
  readonly found: FileId[] = [];
  private readonly entered = new Set<FileId>();
  private readonly excluded: (path: string) => boolean;

  constructor(
    private readonly root: FileId,
    private readonly options: WalkOptions,
  ) {
    const globs = (options.exclude ?? []).map((glob) => glob.replace(/^\.?\/|\/$/g, "")).filter((glob) => glob !== "");
    this.excluded = globs.length === 0 ? () => false : picomatch(globs, { dot: true });
  }

  async run(): Promise<void> {
    const realRoot = await this.realPath(this.root);
    if (realRoot === undefined) return;
    let links = await this.explore({ path: this.root, real: realRoot, ignored: GitIgnore.above(this.root) });
    // Links wait until all that has a path of its own is entered, and go one by one: else chance would decide by which
    // of its names a folder is known.
    while (links.length > 0) {
      const later: Link[] = [];
      for (const link of links.sort((a, b) => (a.path < b.path ? -1 : 1))) {
        const real = await this.realPath(link.path);
        if (real === undefined || isWithin(realRoot, real)) continue;
        later.push(...(await this.explore({ ...link, real })));
      }
      links = later;
    }
  }

  private async realPath(folder: FileId): Promise<FileId | undefined> {
    try {
      return toFileId(await realpath(fromFileId(folder)));
    } catch (error) {
      this.options.onUnreadable?.(folder, error);
      return undefined;
    }
  }

  /** Takes the candidates of a folder and of all below it; gives the links to folders that it met. */
  private async explore(start: Folder): Promise<Link[]> {
    const links: Link[] = [];
    await forEachBounded([start], parallelFolders, async (folder, add) => {
      if (this.entered.has(folder.real)) return;
      this.entered.add(folder.real);
      const entries = await this.list(folder.path);
      const own = entries.some((entry) => entry.name === ".gitignore");
      const ignored = own ? folder.ignored.withFileOf(folder.path) : folder.ignored;
      for (const entry of entries) {
        const path = childOf(folder.path, entry.name);
        switch (await kindOf(entry, path)) {
          case "file":
            if (this.options.wanted(path) && !this.skips(path, "file", ignored)) this.found.push(path);
            break;
          case "folder":
            if (neverEntered.has(entry.name) || this.skips(path, "folder", ignored)) break;
            if (entry.isSymbolicLink()) links.push({ path, ignored });
            else add({ path, real: childOf(folder.real, entry.name), ignored });
            break;
          case "other":
            break;
        }
      }
    });
    return links;
  }

  private async list(folder: FileId): Promise<readonly Dirent[]> {
    try {
      return await readdir(fromFileId(folder), { withFileTypes: true });
    } catch (error) {
      this.options.onUnreadable?.(folder, error);
      return [];
    }
  }

  private skips(path: FileId, kind: "file" | "folder", ignored: GitIgnore): boolean {
    return this.excluded(pathUnder(path, this.root) ?? path) || ignored.ignores(path, kind);
  }
}

/** What an entry is, for a link what it leads to; a link that leads nowhere is neither. */
async function kindOf(entry: Dirent, path: FileId): Promise<"file" | "folder" | "other"> {
  const target = entry.isSymbolicLink() ? await stat(fromFileId(path)).catch(() => undefined) : entry;
  if (target?.isFile() === true) return "file";
  return target?.isDirectory() === true ? "folder" : "other";
}
