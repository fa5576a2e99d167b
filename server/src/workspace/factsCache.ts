import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { deserialize, serialize } from "node:v8";
import type { FileFacts, FileId } from "../analysis/facts.js";

/** What a file said that had such a text; `facts` are undefined where it said nothing of ours. */
export interface Remembered {
  readonly print: string;
  readonly facts: FileFacts | undefined;
}

/** Entries are kept as they are written, until somebody asks for one. */
interface Entry {
  readonly print: string;
  /** Empty where the file said nothing of ours. */
  readonly bytes: Uint8Array;
}

/** Of the file: `portolan`, and the way it is written. */
const magic = "portolan facts 1";

/**
 * What the files of a workspace said, by the texts they had, kept on disk from one start to the next. It may be lost at
 * any time: whatever is damaged, or was written by another build of the program, is read anew from the files.
 */
export class FactsCache {
  /** Fewer files are read as fast as they are remembered. */
  static readonly worthwhile = 200;

  private readonly entries = new Map<FileId, Entry>();
  private news = 0;

  private constructor(
    private readonly folder: string,
    private readonly build: string,
  ) {}

  /**
   * @param folder absolute; made when something is kept there
   * @param program the file that runs, which tells one build from another
   * @returns undefined where that file is there no more
   */
  static async open(folder: string, program: string): Promise<FactsCache | undefined> {
    const build = await buildOf(program).catch(() => undefined);
    if (build === undefined) return undefined;
    const cache = new FactsCache(folder, build);
    try {
      cache.load(await readFile(cache.path));
    } catch {
      cache.entries.clear();
    }
    return cache;
  }

  /** Undefined for a file that is not remembered, or had another text. */
  find(file: FileId, print: string): Remembered | undefined {
    const entry = this.entries.get(file);
    if (entry?.print !== print) return undefined;
    try {
      return { print, facts: entry.bytes.length === 0 ? undefined : (deserialize(entry.bytes) as FileFacts) };
    } catch {
      return undefined;
    }
  }

  remember(file: FileId, { print, facts }: Remembered): void {
    this.news++;
    this.entries.set(file, { print, bytes: facts ? serialize(facts) : new Uint8Array() });
  }

  /** Keeps what `files` said, if that is much that is new. Never rejects: the next start reads the files, then. */
  async save(files: ReadonlySet<FileId>): Promise<void> {
    if (this.news < FactsCache.worthwhile) return;
    const temporary = `${this.path}.${randomUUID()}`;
    try {
      await mkdir(this.folder, { recursive: true });
      await writeFile(temporary, this.written(files));
      await rename(temporary, this.path);
    } catch {
      await rm(temporary, { force: true }).catch(() => undefined);
    }
  }

  private get path(): string {
    return join(this.folder, "facts.bin");
  }

  private written(files: ReadonlySet<FileId>): Uint8Array {
    const kept = [...this.entries].filter(([file]) => files.has(file));
    const index = kept.map(([file, { print, bytes }]) => [file, print, bytes.length] as const);
    const body = Buffer.concat(kept.map(([, { bytes }]) => bytes));
    const head = serialize({ magic, build: this.build, sum: sumOf(body), index });
    const size = Buffer.alloc(4);
    size.writeUInt32LE(head.length);
    return Buffer.concat([size, head, body]);
  }

  private load(written: Buffer): void {
    const size = written.readUInt32LE(0);
    const head: unknown = deserialize(written.subarray(4, 4 + size));
    const body = written.subarray(4 + size);
    if (!isHead(head) || head.build !== this.build || head.sum !== sumOf(body)) return;
    let at = 0;
    for (const [file, print, length] of head.index) {
      this.entries.set(file, { print, bytes: body.subarray(at, at + length) });
      at += length;
    }
  }
}

interface Head {
  readonly magic: string;
  readonly build: string;
  /** Of all that stands behind the head. */
  readonly sum: string;
  readonly index: readonly (readonly [file: FileId, print: string, length: number])[];
}

function isHead(value: unknown): value is Head {
  return typeof value === "object" && value !== null && "magic" in value && value.magic === magic;
}

function sumOf(bytes: Uint8Array): string {
  return createHash("sha1").update(bytes).digest("base64");
}

/** What is read from a text may differ from build to build. */
async function buildOf(program: string): Promise<string> {
  const { size, mtimeMs } = await stat(program);
  return `${process.version} ${program} ${String(size)} ${String(mtimeMs)}`;
}
