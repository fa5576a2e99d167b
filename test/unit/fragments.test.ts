import assert from "node:assert/strict";
import type { FileId } from "../../server/src/analysis/facts.js";
import { readFiles } from "../../server/src/analysis/readFiles.js";
import { AnalysisSession } from "../../server/src/analysis/session.js";
import { positionAt } from "../../server/src/analysis/text.js";
import type { Collector } from "../../server/src/analysis/topology/model.js";

type Files = Readonly<Record<FileId, string>>;

function sessionOf(files: Files): AnalysisSession {
  const session = new AnalysisSession({ roots: ["/w"] });
  for (const facts of readFiles(new Map(Object.entries(files)))) session.set(facts.file, facts);
  session.update();
  return session;
}

function collectorIn(files: Files): Collector {
  const [collector, ...others] = sessionOf(files)
    .models()
    .flatMap(({ collectors }) => collectors);
  assert.ok(collector);
  assert.deepEqual(others, []);
  return collector;
}

/** `/w/otlp.yaml:3 otlp receiver (grpc) 0.0.0.0:4317` */
const listenersIn = (files: Files): readonly string[] =>
  sessionOf(files)
    .models()
    .flatMap(({ namespaces }) => namespaces.flatMap(({ listeners }) => listeners))
    .filter(({ fact }) => fact.label !== "internal metrics")
    .map(({ fact, place, hostText, port }) => {
      const { line } = positionAt([0, ...newlines(files[place.file] ?? "")], place.span.start);
      return `${place.file}:${String(line + 1)} ${fact.label} ${hostText}:${String(port)}`;
    })
    .sort();

const newlines = (text: string): readonly number[] => [...text.matchAll(/\n/g)].map(({ index }) => index + 1);

const findingsIn = (files: Files): readonly string[] => {
  const session = sessionOf(files);
  return session
    .files()
    .flatMap((file) =>
      session.findingsOf(file).map(({ rule, place: { span } }) => `${file} ${rule} ${text(files, file, span)}`),
    );
};

const text = (files: Files, file: FileId, { start, end }: { start: number; end: number }): string =>
  (files[file] ?? "").slice(start, end);

const config = (receivers: string, pipelines = "{traces: {receivers: [otlp], exporters: [debug]}}"): string =>
  `receivers: ${receivers}\nexporters:\n  debug:\nservice:\n  pipelines: ${pipelines}\n`;

const grpc = "protocols:\n  grpc:\n    endpoint: 0.0.0.0:4317\n";

describe("a file that a configuration includes", () => {
  it("takes the place of a section, a component, a setting", () => {
    const otlp = "otlp:\n  protocols:\n    grpc:\n      endpoint: 0.0.0.0:4317\n";
    assert.deepEqual(listenersIn({ "/w/a.yaml": config("${file:b.yaml}"), "/w/b.yaml": otlp }), [
      "/w/b.yaml:4 otlp receiver (grpc) 0.0.0.0:4317",
    ]);
    assert.deepEqual(listenersIn({ "/w/a.yaml": config("{otlp: '${file:./b/c.yaml}'}"), "/w/b/c.yaml": grpc }), [
      "/w/b/c.yaml:3 otlp receiver (grpc) 0.0.0.0:4317",
    ]);
    const apart = config("{otlp: {protocols: {grpc: '${file:grpc.yaml}', http: {endpoint: 'localhost:1'}}}}");
    assert.deepEqual(listenersIn({ "/w/a.yaml": apart, "/w/grpc.yaml": "endpoint: localhost:2\n" }), [
      "/w/a.yaml:1 otlp receiver (http) localhost:1",
      "/w/grpc.yaml:1 otlp receiver (grpc) localhost:2",
    ]);
  });

  it("keeps the key of a component where it stands, and what it says in its own file", () => {
    const [otlp] = collectorIn({ "/w/a.yaml": config("{otlp: '${file:b.yaml}'}"), "/w/b.yaml": grpc }).components;
    assert.equal(otlp?.key.file, "/w/a.yaml");
    assert.equal(otlp.entry.file, "/w/a.yaml");
    assert.equal(otlp.listeners[0]?.place.file, "/w/b.yaml");
    assert.deepEqual(otlp.listeners[0].change, {
      kind: "digits",
      place: { file: "/w/b.yaml", span: { start: 41, end: 45 } },
    });
  });

  it("fills the service, its pipelines, one of them, a list and an item of one", () => {
    const receivers = "{otlp: , zipkin: }";
    const names = (files: Files): unknown => {
      const { pipelines, extensions } = collectorIn(files);
      return [
        pipelines?.map(({ id, receivers: { references } }) => [id, ...references.map((each) => each.id)]),
        extensions,
      ];
    };
    const service = `receivers: ${receivers}\nexporters: {debug: }\nservice: \${file:s.yaml}\n`;
    assert.deepEqual(
      names({ "/w/a.yaml": service, "/w/s.yaml": "pipelines: {traces: {receivers: [otlp], exporters: [debug]}}" }),
      [[["traces", "otlp"]], undefined],
    );
    const pipeline = config(receivers, "{traces: '${file:t.yaml}'}");
    assert.deepEqual(names({ "/w/a.yaml": pipeline, "/w/t.yaml": "{receivers: [zipkin], exporters: [debug]}" }), [
      [["traces", "zipkin"]],
      undefined,
    ]);
    const list = config(receivers, "{traces: {receivers: '${file:l.yaml}', exporters: [debug]}}");
    assert.deepEqual(names({ "/w/a.yaml": list, "/w/l.yaml": "- zipkin\n- otlp\n" }), [
      [["traces", "zipkin", "otlp"]],
      undefined,
    ]);
    const item = config(receivers, "{traces: {receivers: [otlp, '${file:i.yaml}'], exporters: [debug]}}");
    assert.deepEqual(names({ "/w/a.yaml": item, "/w/i.yaml": "zipkin\n" }), [
      [["traces", "otlp", "zipkin"]],
      undefined,
    ]);
  });

  it("may include others, and itself without end", () => {
    const files = {
      "/w/a.yaml": config("${file:b.yaml}"),
      "/w/b.yaml": "otlp: ${file:c.yaml}\nzipkin: ${file:b.yaml}\n",
      "/w/c.yaml": "protocols: ${file:d.yaml}\n",
      "/w/d.yaml": "grpc: {endpoint: '0.0.0.0:4317'}\nhttp: ${file:c.yaml}\n",
    };
    assert.deepEqual(
      collectorIn(files).components.map(({ id }) => id),
      ["debug", "otlp", "zipkin"],
    );
    assert.ok(listenersIn(files).includes("/w/d.yaml:1 otlp receiver (grpc) 0.0.0.0:4317"));
  });

  it("costs no more than it is worth, however often it is included", () => {
    const many = Array.from({ length: 300 }, (_, index) => `r${String(index)}: \${file:b.yaml}\n`).join("");
    const files = { "/w/a.yaml": config("${file:b.yaml}"), "/w/c.yaml": many };
    const started = performance.now();
    sessionOf({ ...files, "/w/b.yaml": many.replaceAll("b.yaml", "c.yaml") });
    assert.ok(performance.now() - started < 8000);
  });

  it("is what another file holds where it is not at hand, not YAML that parses, or a template", () => {
    const used = config("${file:b.yaml}", "{traces: {receivers: [jaeger], exporters: [debug]}}");
    assert.deepEqual(findingsIn({ "/w/a.yaml": used }), []);
    assert.deepEqual(findingsIn({ "/w/a.yaml": used, "/w/b.yaml": "{{ .Values.receivers }}\n" }), []);
    assert.deepEqual(findingsIn({ "/w/a.yaml": used, "/w/b.yaml": "# nothing\n" }), []);
    assert.deepEqual(findingsIn({ "/w/a.yaml": used, "/w/b.yaml": "otlp: [\n" }), ["/w/b.yaml syntax "]);
  });

  it("lies under the root of the host's file tree, or nowhere that is known", () => {
    const used = config("${file:/etc/otelcol/parts/receivers.yaml}");
    const part = `otlp:\n  ${grpc.replaceAll("\n  ", "\n    ").replace(/\n$/, "")}\n`;
    assert.deepEqual(
      listenersIn({ "/w/web/etc/otelcol/config.yaml": used, "/w/web/etc/otelcol/parts/receivers.yaml": part }),
      ["/w/web/etc/otelcol/parts/receivers.yaml:4 otlp receiver (grpc) 0.0.0.0:4317"],
    );
    assert.deepEqual(listenersIn({ "/w/config.yaml": used, "/w/etc/otelcol/parts/receivers.yaml": part }), []);
  });

  it("is not looked at where it is a single setting that is no address", () => {
    const secret =
      "exporters: {otlp_http: {headers: {api-key: '${file:key.txt}'}, endpoint: '${file:endpoint.txt}'}}\n";
    const asked: FileId[] = [];
    readFiles(
      new Map([["/w/a.yaml", `${config("{otlp: }")}${secret}`.replace("exporters:\n  debug:\n", "")]]),
      (file) => {
        asked.push(file);
        return undefined;
      },
    );
    assert.deepEqual(asked, ["/w/endpoint.txt"]);
  });

  it("is not looked for where the configuration itself is mounted somewhere else", () => {
    const held = `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  c.yaml: |\n${config("${file:b.yaml}").replace(/^/gm, "    ")}\n`;
    assert.deepEqual(listenersIn({ "/w/a.yaml": held, "/w/b.yaml": `otlp:\n  ${grpc}` }), []);
  });

  it("joins the site of whom it is a part", () => {
    const session = sessionOf({
      "/w/etc/otelcol/config.yaml": config("${file:../parts/receivers.yaml}"),
      "/w/etc/parts/receivers.yaml": "otlp:\n",
    });
    const [own, ...others] = session.modelsOf("/w/etc/parts/receivers.yaml");
    assert.deepEqual(others, []);
    assert.equal(own, session.modelsOf("/w/etc/otelcol/config.yaml")[0]);
  });
});
