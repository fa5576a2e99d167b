import { createHash } from "node:crypto";
import type { FileFacts, FileId } from "../analysis/facts.js";
import { isWithin } from "../analysis/paths.js";
import { AnalysisSession, together, type AnalysisOptions, type Changes } from "../analysis/session.js";
import { DocumentMemory } from "../analysis/sources/documentMemory.js";
import { mayBeOurs, readFile } from "../analysis/sources/index.js";
import { FactsCache } from "./factsCache.js";
import { parentOf } from "./paths.js";
import { isFolder, maximumFileSize, readText } from "./read.js";
import { walk } from "./walk.js";

export interface WorkspaceOptions extends AnalysisOptions {
  /** Globs relative to each root, beside what `.gitignore` files exclude. */
  readonly exclude: readonly string[];
  /** Where to keep what files said, for the next start; `program` is the file that runs. */
  readonly cache?: { readonly folder: string; readonly program: string };
}

/** What an editor shows of a file. */
interface OpenFile {
  readonly text: string;
  readonly memory: DocumentMemory;
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

const unchanged: Changes = { files: new Set(), ports: false };

/** Milliseconds of work after which waiting requests are served: half a frame. */
export const turn = 8;

/**
 * The files of a workspace as texts: what an editor has open covers what is on disk. Feeds them to the analysis and
 * says what changed.
 */
export class Workspace {
  private session: AnalysisSession;
  private readonly open = new Map<FileId, OpenFile>();
  /** Files on disk that belong to the workspace, whether they say anything of ours or not. */
  private readonly known = new Set<FileId>();
  /** The text each closed file had when it was analysed, as a fingerprint. */
  private readonly analysed = new Map<FileId, string>();
  /** How many scans were begun, and which of them read everything last. */
  private scans = 0;
  private scanRead = 0;
  private latest: Promise<void> = Promise.resolve();
  private changed: Changes = unchanged;

  constructor(private options: WorkspaceOptions) {
    this.session = new AnalysisSession(options);
  }

  get analysis(): AnalysisSession {
    return this.session;
  }

  get roots(): readonly FileId[] {
    return this.options.roots;
  }

  /** Takes the text that an editor shows; it stands for the file until `close`. One too large to read says nothing. */
  edit(file: FileId, text: string): void {
    const memory = this.open.get(file)?.memory ?? new DocumentMemory();
    // The file that was edited last is the last of them.
    this.open.delete(file);
    this.open.set(file, { text, memory });
    this.take(file, text);
  }

  close(file: FileId): void {
    this.open.delete(file);
    this.read(file);
  }

  /** Files that appeared, changed or vanished on disk; a folder takes its files along, wherever it comes from or goes. */
  async filesChanged(present: readonly FileId[], gone: readonly FileId[]): Promise<void> {
    for (const path of gone) {
      for (const file of [...this.known].filter((each) => isWithin(each, path))) this.forget(file);
      if (this.isIncluded(path)) this.read(path);
    }
    const unknown = new Set(present.filter((path) => !this.known.has(path)));
    const isNew = (path: FileId | undefined): boolean =>
      path !== undefined && (unknown.has(path) || isNew(parentOf(path)));
    const mayHoldNew = [...unknown].some((path) => mayBeOurs(path) || isFolder(path));
    const fresh = mayHoldNew ? [...(await this.listed())].filter((file) => !this.known.has(file) && isNew(file)) : [];
    for (const file of fresh) this.known.add(file);
    for (const file of new Set([...present, ...fresh])) if (!this.open.has(file)) this.read(file);
  }

  /** Other folders, excludes or versions. Everything is listed again; what is known already is not read again. */
  reconfigure(options: WorkspaceOptions, onRead: () => void): Promise<void> {
    const before = this.session;
    this.options = options;
    this.session = new AnalysisSession(options);
    for (const file of before.files()) this.session.set(file, before.factsOf(file));
    return this.scan(onRead);
  }

  /**
   * Lists all folders and reads what is not known yet, a little each turn so that requests are answered meanwhile. A
   * later scan takes the place of one that is still under way, which then ends with it.
   *
   * @param onRead called when everything was read, unless a later scan reads it
   */
  async scan(onRead: () => void): Promise<void> {
    const scan = ++this.scans;
    const reading = this.readAll(scan, onRead).finally(() => {
      if (scan === this.scans) this.scanRead = scan;
    });
    this.latest = reading.catch(() => undefined);
    await reading;
    await this.whenRead();
  }

  private async readAll(scan: number, onRead: () => void): Promise<void> {
    // What appears while the folders are listed need not be on the list.
    const before = [...this.known];
    const listed = await this.listed();
    if (scan !== this.scans) return;
    for (const file of before) if (!listed.has(file)) this.forget(file);
    const unknown = [...listed].filter((file) => !this.known.has(file));
    const cache = await this.cacheFor(unknown.length);
    let turnEnds = performance.now() + turn;
    for (const file of unknown) {
      if (scan !== this.scans) return;
      if (!this.known.has(file)) {
        this.known.add(file);
        if (!this.open.has(file)) this.read(file, cache);
      }
      if (performance.now() < turnEnds) continue;
      await nextTurn();
      turnEnds = performance.now() + turn;
    }
    if (scan !== this.scans) return;
    onRead();
    void cache?.save(listed);
  }

  private async whenRead(): Promise<void> {
    let seen: Promise<void> | undefined;
    while (seen !== this.latest) {
      seen = this.latest;
      await seen;
    }
  }

  private cacheFor(files: number): Promise<FactsCache | undefined> {
    const { cache } = this.options;
    return cache && files >= FactsCache.worthwhile
      ? FactsCache.open(cache.folder, cache.program)
      : Promise.resolve(undefined);
  }

  /** Brings the analysis up to date, or what a file is joined with; what changed by it waits for `takeChanges`. */
  refresh(file?: FileId): void {
    if (file === undefined) this.update(() => false);
    else if (!this.session.isUpToDate(file)) this.update(() => this.session.isUpToDate(file), [file]);
  }

  /**
   * What changed since the last call, as far as it is known after so many milliseconds: what is open in an editor comes
   * first, what was edited last before the rest, and the port map when all is done (`isUpToDate`). While files are still
   * read, whatever they are joined with grows, and only what is open is joined.
   */
  takeChanges(within = Infinity): Changes {
    const ends = performance.now() + within;
    const shown = [...this.open.keys()].reverse();
    const isJoined = (): boolean => this.isReading && shown.every((file) => this.session.isUpToDate(file));
    if (!isJoined()) this.update(() => performance.now() >= ends || isJoined(), shown);
    const { files, ports } = this.changed;
    const isDone = this.isUpToDate;
    this.changed = { files: new Set(), ports: ports && !isDone };
    return { files, ports: ports && isDone };
  }

  /** Everything read and joined, while other requests are answered; ends early where nobody waits any more. */
  async settled(token: { readonly isCancellationRequested: boolean }): Promise<void> {
    await this.whenRead();
    while (!this.isUpToDate && !token.isCancellationRequested) {
      const turnEnds = performance.now() + turn;
      this.update(() => performance.now() >= turnEnds);
      await nextTurn();
    }
  }

  get isReading(): boolean {
    return this.scanRead !== this.scans;
  }

  get isUpToDate(): boolean {
    return this.session.isUpToDate();
  }

  private update(isEnough: () => boolean, first: Iterable<FileId> = []): void {
    const made: Changes[] = [];
    for (const changes of this.session.steps(first)) {
      made.push(changes);
      if (isEnough()) break;
    }
    this.changed = together([this.changed, ...made]);
  }

  /**
   * The text that a file's facts were read from. Undefined where the file on disk is another one by now, so that no
   * edit is made at places that moved.
   */
  textOf(file: FileId): string | undefined {
    const shown = this.open.get(file);
    if (shown) return shown.text;
    const onDisk = readText(file);
    if (onDisk.kind !== "text") return undefined;
    return fingerprint(onDisk.text) === this.analysed.get(file) ? onDisk.text : undefined;
  }

  private async listed(): Promise<ReadonlySet<FileId>> {
    const { roots, exclude } = this.options;
    const lists = await Promise.all(roots.map((root) => walk(root, { wanted: mayBeOurs, exclude })));
    return new Set(lists.flat());
  }

  /** Takes the text that a file has now: as an editor shows it, else as it lies on disk. */
  private read(file: FileId, cache?: FactsCache): void {
    const shown = this.open.get(file);
    if (shown) {
      this.take(file, shown.text);
      return;
    }
    const onDisk = this.known.has(file) || this.isIncluded(file) ? readText(file) : undefined;
    this.analysed.delete(file);
    if (onDisk?.kind !== "text") {
      this.set(file, undefined);
      return;
    }
    const print = fingerprint(onDisk.text);
    const facts = this.factsIn(file, onDisk.text, print, cache);
    if (facts) this.analysed.set(file, print);
    this.set(file, facts);
  }

  private take(file: FileId, text: string | undefined): void {
    const isReadable = text !== undefined && text.length <= maximumFileSize;
    const memory = this.open.get(file)?.memory;
    this.set(file, isReadable ? readFile(file, text, this.session.roleOf(file), memory) : undefined);
  }

  /** Only what a file says by itself is remembered; what others make of it they tell anew. */
  private factsIn(file: FileId, text: string, print: string, cache: FactsCache | undefined): FileFacts | undefined {
    const role = this.session.roleOf(file);
    if (role === "fragment" || cache === undefined) return readFile(file, text, role);
    const known = cache.find(file, print);
    if (known) return known.facts;
    const facts = readFile(file, text, role);
    cache.remember(file, { print, facts });
    return facts;
  }

  /** A file that others include is read as a part of them, too, and so is what it includes. */
  private set(file: FileId, facts: FileFacts | undefined): void {
    for (const each of this.session.set(file, facts)) this.read(each);
  }

  /** Whether a file of a name that is none of ours belongs to the workspace all the same, since a configuration names it. */
  private isIncluded(file: FileId): boolean {
    const isHere = !mayBeOurs(file) && this.roots.some((root) => isWithin(file, root));
    return isHere && this.session.roleOf(file) === "fragment";
  }

  private forget(file: FileId): void {
    this.known.delete(file);
    this.analysed.delete(file);
    if (!this.open.has(file)) this.set(file, undefined);
  }
}

function fingerprint(text: string): string {
  return createHash("sha1").update(text).digest("base64");
}
