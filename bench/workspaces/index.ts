import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { manifest } from "../documents/index.js";
import { interruption, withFolder } from "../ending.js";
import type { Server } from "../lsp/servers.js";
import { memoryOf } from "../procfs.js";
import { repeated } from "../repeated.js";
import { restFor, type ResidentFigures, type WorkspaceFigures } from "../report/workspaceFigures.js";
import { inSlices } from "../scale/slices.js";
import { typedInto, type Amount } from "../typing.js";
import { workspaceAnchors } from "./anchors.js";
import { anyFolder, filesOf, layouts, manifestCount, type WorkspaceLayout } from "./layout.js";
import { computed, indexed, mediansOf, since, withServer, type Begun } from "./start.js";

/** Servers in workspaces of so many YAML files, in each layout, beside what cannot be undercut. */
export async function measureWorkspaces(
  sizes: readonly number[],
  [own, ...others]: readonly Server[],
  amount: Amount,
): Promise<readonly WorkspaceFigures[]> {
  if (own === undefined) return [];
  const figures: WorkspaceFigures[] = [];
  for (const layout of layouts) {
    for (const files of sizes) {
      const room = new Room(files, layout, amount);
      figures.push(await withFolder((folder) => room.measure(folder, own, others)));
    }
  }
  return figures;
}

/** One workspace, in a folder beside those in which Portolan keeps what it has read. */
class Room {
  constructor(
    private readonly files: number,
    private readonly layout: WorkspaceLayout,
    private readonly amount: Amount,
  ) {}

  async measure(folder: string, own: Server, others: readonly Server[]): Promise<WorkspaceFigures> {
    const { files, layout } = this;
    const workspace = join(folder, "workspace");
    this.tell("writing");
    const { paths, bytes } = await this.write(workspace);
    this.tell("reading and parsing");
    const anchors = await workspaceAnchors(paths, layout.oneIn === 1);
    const keeping = (number: number): Server => ({
      ...own,
      initializationOptions: { ...own.initializationOptions, cacheFolder: join(folder, `cache-${number}`) },
    });
    this.tell(own.name);
    const cold = await repeated((number) => withServer(keeping(number), workspace, indexed));
    const [first, resident] = await withServer(keeping(1), workspace, async (begun) => {
      return [await indexed(begun), await this.resident(begun)] as const;
    });
    const again = await repeated(() => withServer(keeping(1), workspace, indexed), first.index.wall);
    const runs = [resident];
    for (const other of others) {
      this.tell(other.name);
      runs.push(await withServer(other, workspace, (begun) => this.resident(begun)));
    }
    const manifests = manifestCount(files, layout);
    const portolan = { cold: mediansOf(cold), warm: mediansOf([first, ...again]) };
    return { layout: layout.name, files, manifests, bytes, anchors, ...portolan, runs };
  }

  private tell(what: string): void {
    console.error(`${this.files} files, ${this.layout.name}: ${what} …`);
  }

  private async write(workspace: string): Promise<{ readonly paths: readonly string[]; readonly bytes: number }> {
    const paths: string[] = [];
    let bytes = 0;
    await inSlices(filesOf(this.files, this.layout), 10, (slice) => {
      for (const { path: relative, text } of slice) {
        const path = join(workspace, relative);
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, text);
        paths.push(path);
        bytes += Buffer.byteLength(text);
      }
    });
    return { paths, bytes };
  }

  /**
   * Types into a document that is not on the disk yet: of one that lies there, a server which has read the workspace
   * told all before it was opened.
   */
  private async resident({ client, initialize }: Begun): Promise<ResidentFigures> {
    const document = manifest(`${anyFolder(this.files)}/manifest.yaml`);
    const typing = await typedInto(client, document, this.amount);
    await client.silence();
    const before = computed(client);
    await setTimeout(restFor, undefined, { signal: interruption });
    const rest = since(before, computed(client));
    return { server: client.server.name, initialize, ...typing, memory: memoryOf(client.pid) ?? null, rest };
  }
}
