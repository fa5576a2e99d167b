import type { Chart, ChartBox, ChartLink, ChartPort, LinkState, PortState } from "./model.js";
import { numberOf, remarksOn, stateWords, withInner } from "./words.js";

/** The hosts, their ports and who connects, as Mermaid draws them in a README or a pull request. */
export function mermaidOf({ boxes, links }: Chart): string {
  const all = boxes.flatMap(withInner);
  const names = new Map<string, string>();
  const nameOf = (id: string, letter: string): string => {
    const name = names.get(id) ?? `${letter}${String(names.size + 1)}`;
    names.set(id, name);
    return name;
  };
  const sources = new Map(all.flatMap(sourcesOf));
  const body = boxes.flatMap((box) => drawn(box, nameOf, "  "));
  const labels = new Map(all.flatMap(({ exits }) => exits.map(({ id, label }) => [id, label] as const)));
  const arrows = links.flatMap((link) => {
    const [from, to] = [names.get(sources.get(link.from) ?? link.from), names.get(link.to)];
    return from === undefined || to === undefined ? [] : [`  ${from} ${arrowOf(link, labels)} ${to}`];
  });
  const classes = Object.entries(looks).map(([state, look]) => `  classDef ${state} ${look}`);
  return ["flowchart LR", ...body, ...new Set(arrows), ...classes, ""].join("\n");
}

/** The colours hold on a light page and on a dark one. */
const looks: Readonly<Record<PortState, string>> = {
  conflict: "stroke:#d1242f,stroke-width:3px",
  fallen: "stroke:#d1242f,stroke-dasharray:4 3",
  loopback: "stroke:#bf8700,stroke-width:2px",
  silent: "stroke:#bf8700,stroke-dasharray:4 3",
  reached: "stroke:#1a7f37",
  unreached: "stroke:#8c959f",
};

function drawn(box: ChartBox, nameOf: (id: string, letter: string) => string, indent: string): readonly string[] {
  const title = text([box.label, box.detail]);
  if (box.ports.length + box.inside.length === 0) return [`${indent}${nameOf(box.id, "n")}["${title}"]`];
  return [
    `${indent}subgraph ${nameOf(box.id, "n")}["${title}"]`,
    ...box.ports.map((port) => `${indent}  ${nameOf(port.id, "p")}("${text(linesOf(port))}"):::${port.state}`),
    ...box.inside.flatMap((each) => drawn(each, nameOf, `${indent}  `)),
    `${indent}end`,
  ];
}

function linesOf(port: ChartPort): readonly string[] {
  const trouble = port.trouble ?? (port.state === "silent" ? stateWords.silent : "");
  const owners = port.owners.map((owner) => [`${owner.workload} · ${owner.label}`, ...remarksOn(owner)].join(" · "));
  return [numberOf(port), ...owners, ...port.callers.map(({ label }) => `← ${label}`), trouble];
}

/** An exit stands for its whole box, an owner for its port. */
function sourcesOf({ id, ports, exits }: ChartBox): readonly (readonly [string, string])[] {
  return [
    ...exits.map((exit) => [exit.id, id] as const),
    ...ports.flatMap((port) => port.owners.map((owner) => [owner.id, port.id] as const)),
  ];
}

const arrows: Readonly<Record<LinkState, string>> = {
  reaches: "-->",
  contested: "==>",
  loopback: "-.-x",
  refused: "-.-x",
  outside: "-.->",
};

function arrowOf({ from, state }: ChartLink, labels: ReadonlyMap<string, string>): string {
  const label = labels.get(from) ?? "";
  return label === "" ? arrows[state] : `${arrows[state]}|"${text([label])}"|`;
}

/** Quoted text of a label: what would end it, or mean something to Mermaid or HTML, is written as its number. */
function text(lines: readonly string[]): string {
  const plain = lines.filter((line) => line !== "").map((line) => line.replace(/\s+/g, " "));
  return plain.map((line) => line.replace(/[^\p{L}\p{N} .,:;/()→←·’@*+=_?-]/gu, asNumber)).join("<br>");
}

function asNumber(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  return code < 0x20 || !/^[\p{P}\p{S}]$/u.test(char) ? "�" : `#${String(code)};`;
}
