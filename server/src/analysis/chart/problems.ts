import { isProblem, type Chart, type ChartBox, type ChartLink } from "./model.js";

/** What is left of a chart where only problems are asked for: they, and who is at the other end. */
export function onlyProblems({ boxes, links, collectors }: Chart): Chart {
  const bad = links.filter(({ state }) => state === "contested" || state === "loopback" || state === "refused");
  const ends = new Set(bad.flatMap(({ from, to }) => [from, to]));
  const left = boxes.flatMap((box) => reduced(box, ends));
  const ids = new Set(left.flatMap(idsIn));
  return {
    boxes: left,
    links: links.filter(({ from, to }) => ids.has(from) && ids.has(to)),
    collectors: collectors.filter(({ pipelines }) =>
      pipelines.some(({ receivers, processors, exporters }) =>
        [...receivers, ...processors, ...exporters].some(
          ({ defined, ports }) => !defined || ports.some(({ state }) => isProblem(state)),
        ),
      ),
    ),
  };
}

function reduced(box: ChartBox, ends: ReadonlySet<ChartLink["id"]>): readonly ChartBox[] {
  const ports = box.ports.filter((port) => isProblem(port.state) || ends.has(port.id));
  const exits = box.exits.filter(({ id }) => ends.has(id));
  const inside = box.inside.flatMap((each) => reduced(each, ends));
  if (ports.length + exits.length + inside.length === 0 && !ends.has(box.id)) return [];
  return [{ ...box, ports, exits, inside }];
}

function idsIn({ id, ports, exits, inside }: ChartBox): readonly string[] {
  const owners = ports.flatMap((port) => [port.id, ...port.owners.map((owner) => owner.id)]);
  return [id, ...owners, ...exits.map((exit) => exit.id), ...inside.flatMap(idsIn)];
}
