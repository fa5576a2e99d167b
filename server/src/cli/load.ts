import { statSync } from "node:fs";
import { resolve } from "node:path";
import type { FileFacts, FileId } from "../analysis/facts.js";
import { isWithin, folderOf } from "../analysis/paths.js";
import { readFiles } from "../analysis/readFiles.js";
import { mayBeOurs } from "../analysis/sources/index.js";
import { childOf, displayPathFrom, fromFileId, parentOf, toFileId } from "../workspace/paths.js";
import { describeError, readText } from "../workspace/read.js";
import { walk } from "../workspace/walk.js";

export type Loading =
  | ({ readonly kind: "loaded" } & Loaded)
  /** A sentence for each PATH that cannot be taken. */
  | { readonly kind: "unreadable"; readonly problems: readonly string[] };

export interface Loaded {
  /** From where paths in messages are said: the working directory, for PATHs elsewhere their own folder. */
  readonly roots: readonly FileId[];
  /** What the recognised files say, sorted by their names. */
  readonly files: readonly FileFacts[];
  /** The text of each recognised file. */
  readonly texts: ReadonlyMap<FileId, string>;
  /** How many files were read, recognised or not. */
  readonly read: number;
  /** What was passed over below the PATHs, and why. */
  readonly notes: readonly string[];
}

const projectFileName = ".portolan.yaml";

/** Reads what the PATHs name, relative ones from the working directory. */
export async function load(paths: readonly string[], workingDirectory: FileId): Promise<Loading> {
  const loader = new Loader(workingDirectory);
  for (const path of paths) await loader.take(path);
  return loader.result();
}

class Loader {
  private readonly roots = new Set<FileId>();
  /** Whether the person named the file, so that it must be readable. */
  private readonly candidates = new Map<FileId, boolean>();
  private readonly problems: string[] = [];
  private readonly notes: string[] = [];

  constructor(private readonly workingDirectory: FileId) {}

  async take(path: string): Promise<void> {
    // A script's unset variable; resolved it would be the whole working directory.
    if (path === "") return void this.problems.push("a PATH is empty");
    const file = toFileId(resolve(fromFileId(this.workingDirectory), path));
    const entry = entryAt(file);
    switch (entry.kind) {
      case "folder":
        await this.takeFolder(file);
        this.takeProjectFile(file);
        break;
      case "file":
        this.candidates.set(file, true);
        this.takeProjectFile(folderOf(file) || "/");
        break;
      case "none":
        this.problems.push(`${path}: ${entry.why}`);
    }
  }

  private async takeFolder(root: FileId): Promise<void> {
    const found = await walk(root, {
      wanted: mayBeOurs,
      onUnreadable: (folder, error) => {
        const sentence = `${this.shown(folder)}: ${describeError(error)}`;
        if (folder === root) this.problems.push(sentence);
        else this.notes.push(`not searched: ${sentence}`);
      },
    });
    for (const file of found) if (!this.candidates.has(file)) this.candidates.set(file, false);
  }

  /** The nearest project file from a folder up to the working directory; for a folder elsewhere only its own. */
  private takeProjectFile(folder: FileId): void {
    const root = isWithin(folder, this.workingDirectory) ? this.workingDirectory : folder;
    this.roots.add(root);
    for (let each: FileId | undefined = folder; each !== undefined; each = each === root ? undefined : parentOf(each)) {
      const file = childOf(each, projectFileName);
      if (entryAt(file).kind !== "file") continue;
      if (!this.candidates.has(file)) this.candidates.set(file, false);
      return;
    }
  }

  result(): Loading {
    const texts = new Map<FileId, string>();
    for (const [file, named] of [...this.candidates].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const content = readText(file);
      if (content.kind === "skipped") {
        if (named) this.problems.push(`${this.shown(file)}: ${content.why}`);
        else this.notes.push(`not read: ${this.shown(file)}: ${content.why}`);
        continue;
      }
      texts.set(file, content.text);
    }
    if (this.problems.length > 0) return { kind: "unreadable", problems: this.problems };
    const files = readFiles(texts, (file) => this.included(file, texts));
    const ours = files.map(({ file }): [FileId, string] => [file, texts.get(file) ?? ""]);
    return {
      kind: "loaded",
      roots: [...this.roots],
      files,
      texts: new Map(ours),
      read: texts.size,
      notes: this.notes,
    };
  }

  /** The text of a file that only a configuration names; none that lies outside of what may be looked at. */
  private included(file: FileId, texts: Map<FileId, string>): string | undefined {
    const content = [...this.roots].some((root) => isWithin(file, root)) ? readText(file) : undefined;
    if (content?.kind !== "text") return undefined;
    texts.set(file, content.text);
    return content.text;
  }

  private shown(file: FileId): string {
    return displayPathFrom(this.workingDirectory, file);
  }
}

type Entry = { readonly kind: "file" | "folder" } | { readonly kind: "none"; readonly why: string };

function entryAt(path: FileId): Entry {
  try {
    const stat = statSync(fromFileId(path));
    if (stat.isFile()) return { kind: "file" };
    return stat.isDirectory() ? { kind: "folder" } : { kind: "none", why: "neither a file nor a folder" };
  } catch (error) {
    return { kind: "none", why: describeError(error) };
  }
}
