import type { SiteModel } from "../topology/model.js";
import { boxesOf, byNumber } from "./boxes.js";
import { collectorsOf } from "./collectors.js";
import { nested } from "./nesting.js";
import type { Chart, ChartBox, ChartLink, ChartPort } from "./model.js";
import { silentTargets } from "./standing.js";
import { waysOf } from "./ways.js";

/** The picture of everything that was joined. */
export function chartOf(models: readonly SiteModel[]): Chart {
  const sites = models.map((model) => {
    const ways = waysOf(model);
    const boxes = boxesOf(model, ways.callers);
    const all = [...boxes, ...ways.others].map((box) => ({ ...box, exits: ways.exits.get(box.id) ?? [] }));
    const refused = ways.links.flatMap(({ to, state }) => (state === "refused" ? [to] : []));
    return { boxes: all, links: ways.links, silent: [...silentTargets(model), ...refused] };
  });
  const boxes = new Map(sites.flatMap((site) => site.boxes).map((box) => [box.id, box]));
  const links = new Map(
    [...sites.flatMap((site) => site.links), ...[...boxes.values()].flatMap(handedOn)].map((link) => [link.id, link]),
  );
  const needed = new Set([...links.values()].map(({ to }) => to));
  const silent = new Set(sites.flatMap((site) => site.silent));
  const shown = [...boxes.values()].map((box) => withTargets(box, needed, silent));
  const ids = new Set(shown.flatMap((box) => [box.id, ...box.ports.map(({ id }) => id)]));
  return {
    boxes: nested(shown.filter((box) => box.ports.length + box.exits.length > 0 || needed.has(box.id))).sort(byLabel),
    links: [...links.values()].filter(({ to }) => ids.has(to)),
    collectors: models.flatMap(collectorsOf),
  };
}

function handedOn({ ports }: ChartBox): readonly ChartLink[] {
  return ports.flatMap(({ owners }) =>
    owners.flatMap(({ id, leadsTo, state }): readonly ChartLink[] => {
      if (leadsTo === undefined) return [];
      const how = state === "conflict" ? "contested" : state === "silent" ? "refused" : "reaches";
      return [{ id: `${id} → ${leadsTo}`, from: id, to: leadsTo, state: how }];
    }),
  );
}

/** A port that somebody is led to is drawn even where nobody has it. */
function withTargets(box: ChartBox, needed: ReadonlySet<string>, silent: ReadonlySet<string>): ChartBox {
  const known = new Set(box.ports.map(({ id }) => id));
  const missing = [...needed].flatMap((id): readonly ChartPort[] => {
    if (known.has(id) || !id.startsWith(`${box.id} `)) return [];
    const [, port, transport] = /^(\d+)\/(tcp|udp)$/.exec(id.slice(box.id.length + 1)) ?? [];
    if (port === undefined) return [];
    const state = silent.has(id) ? "silent" : "reached";
    return [{ id, port: Number(port), transport: transport === "udp" ? "udp" : "tcp", state, owners: [], callers: [] }];
  });
  return missing.length === 0 ? box : { ...box, ports: [...box.ports, ...missing].sort(byNumber) };
}

function byLabel(a: ChartBox, b: ChartBox): number {
  return a.label < b.label ? -1 : a.label > b.label ? 1 : a.id < b.id ? -1 : 1;
}
