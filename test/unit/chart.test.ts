import assert from "node:assert/strict";
import ELK from "elkjs/lib/elk.bundled.js";
import { sessionOf } from "../../server/src/analysis/analyse.js";
import { chartOf } from "../../server/src/analysis/chart/chart.js";
import { mermaidOf } from "../../server/src/analysis/chart/mermaid.js";
import type { Chart, ChartBox } from "../../server/src/analysis/chart/model.js";
import { outlineOf } from "../../server/src/analysis/chart/outline.js";
import { placesIn } from "../../server/src/analysis/chart/places.js";
import { onlyProblems } from "../../server/src/analysis/chart/problems.js";
import { summaryOf } from "../../server/src/analysis/chart/words.js";
import { readFile } from "../../server/src/analysis/sources/index.js";
import { layOut } from "../../server/src/chart/layout.js";
import { escaped, svgOf } from "../../server/src/chart/svg.js";
import { chartViews, sceneOf } from "../../server/src/chart/views.js";

const collector = (grpc: string, more = ""): string => `receivers:
  otlp:
    protocols:
      grpc:
        endpoint: ${grpc}
exporters:
  otlp/next:
    endpoint: jaeger:4317
connectors:
  count:
service:
${more}  telemetry: {metrics: {level: none}}
  pipelines:
    traces: {receivers: [otlp], exporters: [otlp/next, count]}
    metrics: {receivers: [count], exporters: [absent]}
`;

const compose = `services:
  jaeger:
    image: jaegertracing/all-in-one:1.60
    ports: ['4317:4317', '16686:16686']
  gateway:
    image: otel/opentelemetry-collector:0.120.0
    command: [--config=/etc/gateway.yaml]
    volumes: ['./gateway.yaml:/etc/gateway.yaml']
    ports: ['4317:4317', '9999:9999']
`;

function chart(files: Readonly<Record<string, string>>): Chart {
  const facts = Object.entries(files).flatMap(([name, text]) => readFile(`/w/${name}`, text) ?? []);
  return chartOf(sessionOf(facts, { roots: ["/w"] }).models());
}

const example = (): Chart => chart({ "compose.yaml": compose, "gateway.yaml": collector("localhost:4317") });

function boxOf({ boxes }: Chart, label: string): ChartBox {
  const box = boxes.flatMap((each) => [each, ...each.inside]).find((each) => each.label === label);
  assert(box, label);
  return box;
}

const states = ({ ports }: ChartBox): readonly (readonly [number | null, string])[] =>
  ports.map(({ port, state }) => [port, state]);

describe("the port chart", () => {
  it("puts containers into the host that publishes their ports", () => {
    const [host, ...others] = example().boxes;
    assert.deepEqual(others, []);
    assert.deepEqual(
      host?.inside.map(({ kind, label }) => [kind, label]),
      [
        ["container", "jaeger"],
        ["container", "gateway"],
      ],
    );
    assert.deepEqual(states(host), [
      [4317, "conflict"],
      [9999, "silent"],
      [16686, "reached"],
    ]);
    assert.equal(host.ports[0]?.trouble, "port is already allocated");
    assert.deepEqual(
      host.ports[0].owners.map(({ workload }) => workload),
      ["gateway", "jaeger"],
    );
  });

  it("tells what is bound to localhost though it is needed, and what nobody has", () => {
    assert.deepEqual(states(boxOf(example(), "gateway")), [
      [4317, "loopback"],
      [9999, "silent"],
    ]);
    assert.deepEqual(boxOf(example(), "gateway").ports[1]?.owners, []);
  });

  it("draws who connects to whom", () => {
    const drawn = example();
    const [exit] = boxOf(drawn, "gateway").exits;
    assert.deepEqual([exit?.label, exit?.address], ["otlp/next exporter", "jaeger:4317"]);
    const target = boxOf(drawn, "jaeger").ports.find(({ port, transport }) => port === 4317 && transport === "tcp");
    assert.deepEqual(
      drawn.links.filter(({ from }) => from === exit?.id).map(({ to, state }) => [to, state]),
      [[target?.id, "reaches"]],
    );
    assert.equal(target?.state, "reached");
  });

  it("draws what leaves the workspace as a box outside", () => {
    const drawn = chart({ "config.yaml": collector("0.0.0.0:4317") });
    const outside = boxOf(drawn, "jaeger");
    assert.deepEqual([outside.kind, outside.detail, outside.ports], ["outside", "port 4317", []]);
    assert.deepEqual(
      drawn.links.map(({ to, state }) => [to, state]),
      [[outside.id, "outside"]],
    );
  });

  it("shows pipelines with the ports of their receivers, connectors between them, and what is defined nowhere", () => {
    const [only, ...others] = example().collectors;
    assert.deepEqual(others, []);
    const [traces, metrics] = only?.pipelines ?? [];
    const [end, start, joints] = [traces?.exporters[1], metrics?.receivers[0], only?.joints];
    assert.deepEqual(traces?.receivers[0]?.ports, [{ port: 4317, state: "loopback" }]);
    assert.deepEqual(
      metrics?.exporters.map(({ label, defined }) => [label, defined]),
      [["absent", false]],
    );
    assert.deepEqual(joints, [{ from: end?.id, to: start?.id }]);
    assert.equal(end?.kind, "connector");
  });

  it("knows the line of everything that can be clicked", () => {
    const drawn = example();
    const places = placesIn(drawn);
    const gateway = boxOf(drawn, "gateway");
    const grpc = gateway.ports[0];
    const at = places.get(grpc?.owners[0]?.id ?? "");
    assert.equal(at?.file, "/w/gateway.yaml");
    assert.equal(collector("localhost:4317").slice(at.span.start, at.span.end), "localhost:4317");
    assert.deepEqual(places.get(grpc?.id ?? ""), at);
    assert.equal(places.get(gateway.exits[0]?.id ?? "")?.file, "/w/gateway.yaml");
  });

  it("leaves only what is wrong, and who it is wrong with", () => {
    const left = onlyProblems(example());
    const [host] = left.boxes;
    assert(host);
    assert.deepEqual(states(host), [
      [4317, "conflict"],
      [9999, "silent"],
    ]);
    assert.deepEqual(
      host.inside.map((box) => [box.label, box.ports.map(({ port }) => port)]),
      [
        ["jaeger", [4317]],
        ["gateway", [4317, 9999]],
      ],
    );
    assert.deepEqual(onlyProblems(chart({ "config.yaml": collector("0.0.0.0:4317") })).boxes, []);
  });

  it("gives everything an id of its own", () => {
    const { boxes } = example();
    const ids = boxes
      .flatMap((box) => [box, ...box.inside])
      .flatMap((box) => [
        box.id,
        ...box.exits.map(({ id }) => id),
        ...box.ports.flatMap((port) => [port.id, ...port.owners.map(({ id }) => id)]),
      ]);
    assert.equal(new Set(ids).size, ids.length);
  });

  it("is said in sentences, too", () => {
    const drawn = example();
    assert.match(summaryOf(drawn), /^1 host · 2 containers · \d+ ports · 1 conflict · 3 other problems$/);
    const gateway = outlineOf(drawn).find(({ heading }) => heading.startsWith("container gateway"));
    assert.deepEqual(gateway?.sentences, [
      "port 4317 of gateway, bound to localhost, but needed from outside. Held by gateway, otlp receiver (grpc)",
      "port 9999 of gateway, nothing listens",
      "otlp/next exporter to port 4317 of jaeger: connects",
    ]);
  });
});

describe("the port chart as Mermaid", () => {
  it("names hosts, ports and connections", () => {
    const text = mermaidOf(chart({ "config.yaml": collector("0.0.0.0:4317") }));
    assert.equal(
      text,
      `flowchart LR
  n1["jaeger<br>port 4317"]
  subgraph n2["w<br>on no known host"]
    p3("4317<br>w · otlp receiver (grpc)"):::unreached
  end
  n2 -.->|"otlp/next exporter"| n1
  classDef conflict stroke:#d1242f,stroke-width:3px
  classDef fallen stroke:#d1242f,stroke-dasharray:4 3
  classDef loopback stroke:#bf8700,stroke-width:2px
  classDef silent stroke:#bf8700,stroke-dasharray:4 3
  classDef reached stroke:#1a7f37
  classDef unreached stroke:#8c959f
`
        .replaceAll("#40;", "(")
        .replaceAll("#41;", ")"),
    );
  });

  it("takes nothing from a file for Mermaid or HTML", () => {
    const evil = `otlp/x"];click`;
    const text = mermaidOf(
      chart({
        "config.yaml": collector("0.0.0.0:4317").replaceAll("jaeger:4317", `'<img src=x onerror=1>"]; click n1'`),
      }),
    );
    assert(!/<img|"\]; click/.test(text), text);
    assert(!text.includes(evil));
  });
});

describe("the port chart as SVG", () => {
  const draw = async (drawn: Chart, view: (typeof chartViews)[number] = "hosts"): Promise<string> => {
    const drawing = await layOut(sceneOf(drawn, view, false), new ELK());
    return svgOf(drawing, { title: summaryOf(drawn), use: "alone" });
  };

  it("is the same each time, and tells no path of this machine", async () => {
    for (const view of chartViews) {
      const first = await draw(example(), view);
      assert.equal(await draw(example(), view), first);
      assert(!first.includes("/w/"), view);
      assert(!/NaN|undefined<|Infinity/.test(first), view);
    }
  });

  it("shows what collides, in words too", async () => {
    const svg = await draw(example());
    assert.match(svg, /<text class="t-trouble"[^>]*>port is already allocated<\/text>/);
    assert.match(
      svg,
      /<title>port 4317 of w, collides: port is already allocated\. Held by gateway, published → 4317; and by jaeger/,
    );
  });

  it("draws every port, owner and connection", async () => {
    const drawn = example();
    const drawing = await layOut(sceneOf(drawn, "hosts", false), new ELK());
    const svg = svgOf(drawing, { title: "", use: "page" });
    for (const box of drawn.boxes.flatMap((each) => [each, ...each.inside])) {
      for (const { id } of [box, ...box.ports, ...box.exits]) assert(svg.includes(`data-id="${escaped(id)}"`), id);
    }
    const ends = new Set(drawing.wires.map(({ wire }) => wire.id));
    for (const { id } of drawn.links) assert(ends.has(id), id);
  });

  it("shows what a file says as text, never as markup", async () => {
    const evil = `<script>alert(1)</script>&"'\u0000\u202E`;
    const drawn = example();
    const [host] = drawn.boxes;
    assert(host);
    const svg = await draw({ ...drawn, boxes: [{ ...host, label: evil, id: `${evil}1` }] });
    assert(!svg.includes("<script>"));
    assert(!/[\u0000\u202E]/.test(svg));
    assert(svg.includes("&lt;script&gt;alert(1)&lt;/script&gt;&amp;&quot;&#39;\uFFFD\uFFFD"));
  });

  it("says that there are no ports where there is nothing", async () => {
    const svg = await draw(chart({}));
    assert.match(svg, /^<svg [^>]*viewBox="0 0 160 48">\n<title>No ports<\/title>\n/);
    assert.match(svg, />No ports<\/text>\n<\/svg>\n$/);
  });
});
