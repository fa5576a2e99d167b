import { append } from "../lists.js";
import { placeKey } from "../places.js";
import { publicIds } from "../reportNamespaces.js";
import { nodeAddress, podAddress } from "../topology/processes/environment.js";
import type { Dial, Handover, Landing, Namespace, SiteModel } from "../topology/model.js";
import { answeringAt, isLoopback, isSurelySilent, landingsOf, listenersAt } from "../topology/reach.js";
import type { ServiceFacts, Transport } from "../facts.js";
import { portId, type ChartBox, type ChartCaller, type ChartExit, type ChartLink, type LinkState } from "./model.js";

/** Who connects to whom in a site. */
export interface Ways {
  /** By the box that they leave. */
  readonly exits: ReadonlyMap<string, readonly ChartExit[]>;
  /** By the port that they stay inside with. */
  readonly callers: ReadonlyMap<string, readonly ChartCaller[]>;
  readonly links: readonly ChartLink[];
  /** Who is in no namespace of the site. */
  readonly others: readonly ChartBox[];
}

export function waysOf(model: SiteModel): Ways {
  const map = new WayMap(model);
  for (const handover of model.handovers) map.takeHandover(handover);
  for (const dial of model.dials) map.takeDial(dial);
  return map;
}

class WayMap implements Ways {
  readonly exits = new Map<string, ChartExit[]>();
  readonly callers = new Map<string, ChartCaller[]>();
  private readonly byId = new Map<string, ChartLink>();
  private readonly boxes = new Map<string, ChartBox>();
  private readonly idOf: (id: string) => string;
  private readonly homes: ReadonlyMap<Dial["from"], Namespace>;
  private readonly contested: ReadonlySet<string>;

  constructor(private readonly model: SiteModel) {
    this.idOf = publicIds(model);
    this.homes = new Map(
      model.namespaces.flatMap((each) => each.workloads.map((workload) => [workload, each] as const)),
    );
    this.contested = new Set(model.collisions.flatMap(({ claims }) => claims.map(({ id }) => id)));
  }

  get links(): readonly ChartLink[] {
    return [...this.byId.values()];
  }

  get others(): readonly ChartBox[] {
    return [...this.boxes.values()];
  }

  /** Published ports and hostPorts are owners of their own. */
  takeHandover({ kind, by, place, into, port, transport }: Handover): void {
    if (kind !== "service" && kind !== "probe") return;
    const box =
      kind === "service"
        ? this.box("service", by.replace(/^Service /, ""), "Service")
        : this.box("probes", "kubelet", `probes ${into.label}`);
    const label = kind === "service" ? String(port) : by.replace(/^the /, "").replace(/ of .*$/, "");
    const exit = this.exit(box, `${by} ${String(port)}/${transport}`, { label, address: "", place });
    const target = portId(this.idOf(into.id), port, transport);
    this.link(exit, target, this.stateOf(into, port, transport, listenersAt(into, port, transport)));
  }

  takeDial(dial: Dial): void {
    const { leads, fact, port } = dial;
    const landings = landingsOf(dial);
    for (const landing of landings) if (landing.local) this.takeCaller(dial, landing);
    if (landings.length > 0 && landings.every(({ local }) => local)) return;
    const exit = this.exitOf(dial);
    switch (leads.kind) {
      case "unknown":
        this.link(exit, this.box("outside", hostOf(dial), port === null ? "" : `port ${String(port)}`), "outside");
        break;
      case "closed":
        this.link(exit, this.serviceBox(leads.service), "refused");
        break;
      case "inside":
        for (const landing of landings.filter(({ local }) => !local)) {
          const { namespace } = landing;
          const state = this.stateOf(namespace, landing.port, fact.transport, answeringAt(landing, dial));
          const service =
            leads.via === undefined ? undefined : this.known("service", leads.via.replace(/^Service /, ""));
          this.link(exit, service ?? portId(this.idOf(namespace.id), landing.port, fact.transport), state);
        }
    }
  }

  private takeCaller({ by, place, fact }: Dial, { namespace, port }: Landing): void {
    const target = portId(this.idOf(namespace.id), port, fact.transport);
    const id = `${target} < ${by} ${placeKey(place)}`;
    if (this.callers.get(target)?.some((caller) => caller.id === id) !== true) {
      append(this.callers, target, { id, label: by, place });
    }
  }

  private exitOf(dial: Dial): string {
    const { from, fact, place, port } = dial;
    const home = this.homes.get(from);
    const several = home !== undefined && home.workloads.length > 1;
    const box = home === undefined ? this.box("caller", from.name, "") : this.idOf(home.id);
    const label = several ? dial.by : fact.label;
    const address = `${hostOf(dial)}${port === null ? "" : `:${String(port)}`}`;
    return this.exit(box, `${dial.by} ${placeKey(place)}`, { label, address, place });
  }

  private stateOf(
    namespace: Namespace,
    port: number,
    transport: Transport,
    listeners: readonly { readonly id: string; readonly hosts: readonly (string | null)[] }[],
  ): LinkState {
    if (listeners.length === 0) return isSurelySilent(namespace, port, transport) ? "refused" : "reaches";
    if (listeners.every(({ hosts }) => hosts.every(isLoopback))) return "loopback";
    return listeners.some(({ id }) => this.contested.has(id)) ? "contested" : "reaches";
  }

  private serviceBox({ object }: ServiceFacts): string {
    return this.box("service", object.name, "Service");
  }

  private exit(box: string, name: string, exit: Omit<ChartExit, "id">): string {
    const id = `${box} > ${name}`;
    if (this.exits.get(box)?.some((each) => each.id === id) !== true) append(this.exits, box, { id, ...exit });
    return id;
  }

  private link(from: string, to: string, state: LinkState): void {
    const id = `${from} → ${to}`;
    this.byId.set(id, { id, from, to, state });
  }

  private known(kind: ChartBox["kind"], label: string): string | undefined {
    const id = `${kind} ${this.model.site.id} ${label}`;
    return this.boxes.has(id) ? id : undefined;
  }

  /** What is outside is the same for every site. */
  private box(kind: ChartBox["kind"], label: string, detail: string): string {
    const id =
      kind === "outside" ? `outside ${label}` : `${kind} ${this.model.site.id} ${kind === "probes" ? detail : label}`;
    if (!this.boxes.has(id)) {
      this.boxes.set(id, { id, kind, label, detail, place: undefined, ports: [], exits: [], inside: [] });
    }
    return id;
  }
}

function hostOf({ host, fact }: Dial): string {
  if (host === nodeAddress) return "the node’s address";
  if (host === podAddress) return "the pod’s address";
  return host ?? fact.text;
}
