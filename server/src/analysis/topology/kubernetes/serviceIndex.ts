import { append } from "../../lists.js";
import type { FileId, ServiceFacts } from "../../facts.js";

/** The Services of a cluster, by name, and by namespace and file where they are asked for. */
export class ServiceIndex {
  private readonly byKey = new Map<string, ServiceFacts[]>();

  constructor(services: readonly ServiceFacts[]) {
    for (const service of services) {
      const { name, namespace } = service.object;
      for (const within of [anywhere, namespace ?? unsaid]) {
        append(this.byKey, keyOf(name, within), service);
        append(this.byKey, keyOf(name, within, service.file), service);
      }
    }
  }

  /**
   * `svc`, `svc.ns`, `svc.ns.svc`, `svc.ns.svc.cluster.local`, `pod-0.svc.ns.svc.cluster.local`. Several where a folder
   * holds variants of one, and nothing tells which is meant.
   *
   * @param near the file that names it
   */
  called(host: string, namespace: string | undefined, near: FileId): readonly ServiceFacts[] {
    const labels = host.replace(/\.$/, "").split(".");
    const at = labels.indexOf("svc");
    if (at < 2 && labels.length > 2) return [];
    const [name = "", inCluster = namespace] = at >= 2 ? labels.slice(at - 2, at) : labels;
    // `gateway.example` may as well lie outside; it takes a Service that says that it lies in `example`.
    const surely = labels.length === 2 && at < 0;
    const within = this.namespaceOf(name, inCluster, surely);
    const beside = this.byKey.get(keyOf(name, within, near)) ?? [];
    return beside.length > 0 ? beside : (this.byKey.get(keyOf(name, within)) ?? []);
  }

  /** One that names the very namespace is meant before one that leaves it to whoever applies it. */
  private namespaceOf(name: string, inCluster: string | undefined, surely: boolean): string {
    const very = inCluster ?? unsaid;
    if (surely || this.byKey.has(keyOf(name, very))) return very;
    return inCluster === undefined ? anywhere : unsaid;
  }
}

/** No name of a namespace holds these letters. */
const anywhere = "*";
const unsaid = "?";

function keyOf(name: string, within: string, file = ""): string {
  return `${within} ${name} ${file}`;
}
