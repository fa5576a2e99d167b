import assert from "node:assert/strict";
import fc from "fast-check";
import { analyse } from "../../server/src/analysis/analyse.js";
import type { FileId } from "../../server/src/analysis/facts.js";
import { readFiles } from "../../server/src/analysis/readFiles.js";
import { AnalysisSession } from "../../server/src/analysis/session.js";
import { readFile } from "../../server/src/analysis/sources/index.js";

const options = { roots: ["/w"] };

const collector = (grpc: string, more = ""): string => `receivers:
  otlp:
    protocols:
      grpc: ${grpc}
exporters:
  debug:
service:${more}
  pipelines:
    traces:
      receivers: [otlp]
      exporters: [debug]
`;
const written = (port: number): string => collector(`{endpoint: "0.0.0.0:${String(port)}"}`);
const unused = `${written(4317)}extensions:\n  pprof:\n`;
const parts = [
  "processors:\n  batch:\n",
  "receivers:\n  otlp:\n    protocols:\n      http:\n",
  "service:\n  extensions: [pprof]\n  pipelines:\n    traces:\n      processors: [batch]\n",
];
const configMap = (name: string, key: string, config: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\ndata:\n  ${key}: |\n${config.replace(/^/gm, "    ")}\n`;

const compose = (source: string): string => `services:
  collector:
    image: otel/opentelemetry-collector-contrib:0.96.0
    command: [--config=/etc/otel/config.yaml]
    volumes: ["${source}:/etc/otel/config.yaml"]
    ports: ["4317:4317", "4318:4318"]
`;

const including = (receivers: string, more = ""): string => `receivers: \${file:${receivers}}
exporters:
  debug:
service:
  pipelines: \${file:pipelines.yaml}
${more}`;
const otlp = "otlp:\n  protocols:\n    grpc:\n      endpoint: 0.0.0.0:4317\n";

/** What each file may say; the empty text says nothing. */
const workspace: Readonly<Record<FileId, readonly string[]>> = {
  "/w/etc/otelcol/config.yaml": [written(4317), written(14317), collector("{}"), unused, "receivers: [\n", ...parts],
  "/w/etc/otelcol/extra.yaml": [written(4317), ...parts],
  "/w/etc/otelcol-contrib/config.yaml": [
    written(4317),
    written(8888),
    collector("", "\n  telemetry: {metrics: {level: none}}"),
  ],
  "/w/etc/datadog-agent/otel-config.yaml": [written(4317), written(24317), `${written(4317)}extensions:\n  ddflare:\n`],
  "/w/etc/datadog-agent/datadog.yaml": [
    "api_key: x\notelcollector:\n  enabled: true\n",
    "api_key: x\notelcollector:\n  enabled: false\n",
    "api_key: x\notelcollector:\n  enabled: true\n  converter:\n    features: [ddflare]\n",
    "otlp_config:\n  receiver:\n    protocols:\n      grpc:\n        endpoint: 0.0.0.0:4317\n",
  ],
  "/w/parts/config.yaml": [
    including("receivers.yaml"),
    including("nested.yaml"),
    including("config.yaml"),
    including("receivers.yaml", "extensions: ${file:nested.yaml}\n"),
    unused,
  ],
  "/w/parts/other.yaml": [including("receivers.yaml"), including("nested.yaml"), written(4317)],
  "/w/parts/receivers.yaml": [
    otlp,
    `${otlp}zipkin:\n`,
    "otlp: ${file:nested.yaml}\n",
    "otlp: [\n",
    "# portolan-ignore port-conflict: known\n",
  ],
  "/w/parts/nested.yaml": [
    "zipkin: ${file:receivers.yaml}\n",
    "otlp: ${file:nested.yaml}\nprotocols: {grpc: {endpoint: 0.0.0.0:4317}}\n",
    written(4317),
  ],
  "/w/parts/pipelines.yaml": [
    "traces:\n  receivers: [otlp, zipkin]\n  exporters: [debug]\n",
    "metrics:\n  receivers: [jaeger]\n  exporters: [debug]\n",
  ],
  "/w/collectors/edge.yaml": [written(4317), collector("{}"), unused, ...parts],
  "/w/collectors/gateway.yaml": [written(4317), unused, parts[2]!],
  "/w/k8s/etc/manifest.yaml": [
    configMap("agent", "config.yaml", written(4317)),
    `${configMap("agent", "config.yaml", unused)}---\n${configMap("gateway", "relay.yaml", written(4317))}`,
  ],
  "/w/compose.yaml": [compose("./collectors/edge.yaml"), compose("./collectors"), compose("./etc/otelcol/config.yaml")],
  "/w/b/compose.yaml": [compose("../collectors/edge.yaml"), compose("../collectors/gateway.yaml")],
  "/w/.portolan.yaml": [
    "hosts:\n  web-1: {runs: [collectors]}\n",
    "hosts:\n  web-1: {runs: [collectors/edge.yaml, etc/otelcol/config.yaml]}\n  web-2: {runs: [collectors/gateway.yaml]}\n",
    "hosts:\n  web-1: {runs: [collectors/edge.yaml, etc/otelcol/config.yaml]}\n",
    "hosts:\n  web-1: {runs: [collectors/edge.yaml]}\n",
    "hosts:\n  web-1: {runs: [collectors]}\ncollectors:\n  - {config: collectors/edge.yaml, version: 0.96.0}\n",
    "collectors:\n  - {config: [etc/otelcol/config.yaml, etc/otelcol/extra.yaml], version: 0.110.0}\n",
    "collectors:\n  - {config: [collectors/edge.yaml, etc/otelcol/extra.yaml], distribution: ddot}\n",
    "hosts: [\n",
  ],
  "/w/collectors/.portolan.yaml": [
    "hosts:\n  web-3: {runs: [edge.yaml, ../etc]}\n",
    "collectors:\n  - {config: edge.yaml, version: 0.130.0}\n",
  ],
};

interface Step {
  readonly file: FileId;
  readonly text: string;
  readonly update: boolean;
}

const step = fc
  .constantFrom(...Object.entries(workspace))
  .chain(([file, texts]) =>
    fc.record({ file: fc.constant(file), text: fc.constantFrom("", ...texts), update: fc.boolean() }),
  );

const spoken = (value: unknown): string => JSON.stringify(value);

const findingsIn = (session: AnalysisSession): ReadonlyMap<FileId, string> =>
  new Map(Object.keys(workspace).map((file) => [file, spoken(session.findingsOf(file))]));

/** What the files of an edited workspace say now. */
class Texts {
  readonly current = new Map<FileId, string>();

  constructor(private readonly session: AnalysisSession) {}

  put({ file, text }: Pick<Step, "file" | "text">): void {
    if (text === "") this.current.delete(file);
    else this.current.set(file, text);
    this.read(file);
  }

  private read(file: FileId): void {
    const text = this.current.get(file);
    const facts = text === undefined ? undefined : readFile(file, text, this.session.roleOf(file));
    for (const each of this.session.set(file, facts)) this.read(each);
  }
}

const idsIn = (session: AnalysisSession): readonly string[] =>
  session.ports().namespaces.flatMap(({ id, listeners }) => [id, ...listeners.map((each) => each.id)]);

const assertDistinct = (ids: readonly string[]): void => assert.deepEqual(ids, [...new Set(ids)]);

describe("a session that is edited", () => {
  it("ends as an analysis from scratch does, in whatever order the files came", () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 25 }), (steps) => {
        const session = new AnalysisSession(options);
        const texts = new Texts(session);
        for (const each of steps) {
          texts.put(each);
          if (each.update) session.update();
        }
        session.update();
        const sorted = [...texts.current].sort(([a], [b]) => (a < b ? -1 : 1));
        for (const entries of [sorted, [...sorted].reverse()]) {
          const files = readFiles(new Map(entries));
          const { findings, ports } = analyse(files, options);
          assert.deepEqual(session.files(), files.map(({ file }) => file).sort());
          for (const file of Object.keys(workspace)) {
            assert.equal(spoken(session.findingsOf(file)), spoken(findings.get(file) ?? []), file);
          }
          assert.equal(spoken(session.ports()), spoken(ports));
        }
      }),
      { numRuns: 200 },
    );
  });

  it("names exactly the files whose findings are others, and whether the port map is", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(step, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 10 }),
        (rounds) => {
          const session = new AnalysisSession(options);
          const texts = new Texts(session);
          for (const round of rounds) {
            const [findings, ports] = [findingsIn(session), spoken(session.ports())];
            for (const each of round) texts.put(each);
            const changes = session.update();
            const after = findingsIn(session);
            assert.deepEqual(
              [...changes.files].sort(),
              [...after.keys()].filter((file) => after.get(file) !== findings.get(file)).sort(),
            );
            assert.equal(changes.ports, spoken(session.ports()) !== ports);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it("shows the same to whoever does not wait until all is joined, and asks for the rest later", () => {
    const round = fc.record({ step, joins: fc.nat({ max: 3 }), first: fc.constantFrom(...Object.keys(workspace)) });
    fc.assert(
      fc.property(fc.array(round, { minLength: 1, maxLength: 15 }), (rounds) => {
        const session = new AnalysisSession(options);
        const texts = new Texts(session);
        const shown = new Map(findingsIn(session));
        const show = (files: ReadonlySet<FileId>): void => {
          for (const file of files) shown.set(file, spoken(session.findingsOf(file)));
        };
        for (const { step, joins, first } of rounds) {
          texts.put(step);
          let done = 0;
          for (const { files } of session.steps([first])) {
            show(files);
            if (++done >= joins) break;
          }
        }
        show(session.update().files);
        assert.ok(session.isUpToDate());
        assert.deepEqual(shown, findingsIn(session));
      }),
      { numRuns: 200 },
    );
  });

  it("joins what a file belongs to before the rest", () => {
    const session = new AnalysisSession(options);
    const texts = new Texts(session);
    for (const folder of ["a", "b", "c"]) texts.put({ file: `/w/${folder}/etc/otelcol/config.yaml`, text: unused });
    const last = "/w/c/etc/otelcol/config.yaml";
    for (const { files } of session.steps([last])) {
      assert.deepEqual([...files], [last]);
      break;
    }
    assert.deepEqual([session.isUpToDate(last), session.isUpToDate()], [true, false]);
    session.update();
    assert.ok(session.isUpToDate());
  });

  it("forgets what a named host runs no longer, though other files stay there", () => {
    const session = new AnalysisSession(options);
    const put = (file: FileId, text: string): void => void session.set(file, readFile(file, text));
    const runs = (list: string): string => `hosts: {web-1: {runs: [${list}]}}\n`;
    put("/w/h/etc/otelcol/config.yaml", written(4317));
    put("/w/h/etc/otelcol/other.yaml", written(4317));
    put("/w/z/c.yaml", written(14317));
    put("/w/.portolan.yaml", runs("h/etc/otelcol/config.yaml, h/etc/otelcol/other.yaml, z"));
    session.update();
    put("/w/.portolan.yaml", runs("h/etc/otelcol/config.yaml"));
    session.update();
    assert.deepEqual(
      session.findingsOf("/w/h/etc/otelcol/config.yaml").map(({ rule }) => rule),
      [],
    );
  });

  it("tells of what moved to another line, though no letter came or went", () => {
    const session = new AnalysisSession(options);
    const file = "/w/etc/otelcol/config.yaml";
    session.set(file, readFile(file, `#  \n${unused}`));
    session.update();
    session.set(file, readFile(file, `# \n\n${unused}`));
    assert.deepEqual([...session.update().files], [file]);
  });

  it("has nothing to say twice", () => {
    const session = new AnalysisSession(options);
    const texts = new Texts(session);
    texts.put({ file: "/w/collectors/edge.yaml", text: unused });
    assert.deepEqual([...session.update().files], ["/w/collectors/edge.yaml"]);
    assert.deepEqual(session.update(), { files: new Set(), ports: false });
    texts.put({ file: "/w/collectors/edge.yaml", text: unused });
    assert.deepEqual(session.update(), { files: new Set(), ports: false });
  });

  it("tells of one rule in one file what somebody may look through, and of other files and rules all", () => {
    const many = Array.from({ length: 1500 }, (_, index) => `  batch/${String(index)}:\n`).join("");
    const session = new AnalysisSession(options);
    session.set("/w/a.yaml", readFile("/w/a.yaml", `${written(4317)}processors:\n${many}`));
    session.set("/w/b.yaml", readFile("/w/b.yaml", `${written(4318)}processors:\n  batch:\n  batch/1500:\n`));
    session.set("/w/c.yaml", readFile("/w/c.yaml", `${collector("")}processors:\n${many.slice(0, -1)}`));
    session.update();
    const unusedIn = (file: FileId): number =>
      session.findingsOf(file).filter(({ rule }) => rule === "unused-component").length;
    assert.deepEqual(["/w/a.yaml", "/w/b.yaml", "/w/c.yaml"].map(unusedIn), [1000, 2, 1000]);
  });

  it("gives no two namespaces and no two owners of ports one id", () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 15 }), (steps) => {
        const session = new AnalysisSession(options);
        const texts = new Texts(session);
        for (const each of steps) texts.put(each);
        session.update();
        assertDistinct(idsIn(session));
      }),
    );
  });

  it("tells listeners of two ConfigMaps of one name apart", () => {
    const file = "/w/k8s/both.yaml";
    const session = new AnalysisSession(options);
    const one = configMap("agent", "config.yaml", written(4317));
    session.set(file, readFile(file, `${one}---\n${one.replace("name: agent", "name: agent\n  namespace: b")}`));
    session.update();
    assertDistinct(idsIn(session));
  });
});
