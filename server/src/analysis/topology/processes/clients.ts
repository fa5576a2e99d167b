import { append } from "../../lists.js";
import type { ClientFacts, ProcessFacts } from "../../facts.js";
import { dialOf, type Route } from "../dials.js";
import { FolderIndex } from "../folderIndex.js";
import { lookupIn } from "./environment.js";
import type { Dial, Workload } from "../model.js";

/** The configurations of other programs, found by what holds them. */
export class ClientIndex {
  private readonly order: ReadonlyMap<ClientFacts, number>;
  private readonly byHolder = new Map<string, ClientFacts[]>();
  private readonly files = new FolderIndex<ClientFacts>();

  constructor(readonly all: readonly ClientFacts[]) {
    this.order = new Map(all.map((client, index) => [client, index]));
    for (const client of all) {
      const { holder, file } = client;
      if (holder) append(this.byHolder, `${holder.kind} ${holder.name}`, client);
      else this.files.add(file, client);
    }
  }

  /** Those that a process gets through its mounts. */
  readBy({ mounts }: ProcessFacts): readonly ClientFacts[] {
    if (this.all.length === 0) return [];
    const found = mounts.flatMap(({ source }): readonly ClientFacts[] => {
      if (source.kind === "path") return this.files.within(source.path);
      return source.kind === "other" ? [] : (this.byHolder.get(`${source.kind} ${source.name}`) ?? []);
    });
    const orderOf = (client: ClientFacts): number => this.order.get(client) ?? 0;
    return [...new Set(found)].sort((a, b) => orderOf(a) - orderOf(b));
  }
}

/** Whom a program connects to, from where it runs. */
export function dialsOfClient(client: ClientFacts, from: Workload, route: Route): readonly Dial[] {
  return client.dials.flatMap((fact) => dialOf(fact, from, lookupIn([]), route) ?? []);
}
