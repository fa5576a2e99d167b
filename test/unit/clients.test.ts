import assert from "node:assert/strict";
import fc from "fast-check";
import type { ClientFacts, DialFact } from "../../server/src/analysis/facts.js";
import { readReceiverScrapes } from "../../server/src/analysis/sources/clients/prometheus.js";
import { tomlSource } from "../../server/src/analysis/sources/clients/toml.js";
import { jsonSource } from "../../server/src/analysis/sources/clients/tree.js";
import { readFile } from "../../server/src/analysis/sources/index.js";
import { asScalar, get } from "../../server/src/analysis/yaml/access.js";
import { parseEmbedded, parseYaml } from "../../server/src/analysis/yaml/parse.js";

const clientIn = (text: string, file: string): ClientFacts | undefined =>
  readFile(file, text)?.facts.find((fact): fact is ClientFacts => fact.kind === "client");
const dialsIn = (text: string, file: string): readonly DialFact[] => clientIn(text, file)?.dials ?? [];

/** What is dialled, and that it stands where it is said to. */
const dialled = (text: string, file: string): readonly (readonly [string, string | undefined])[] =>
  dialsIn(text, file).map((dial) => {
    if (dial.literalAt !== undefined) assert.ok(text.startsWith(dial.text, dial.literalAt), dial.text);
    return [dial.text, dial.protocol];
  });

const prometheus = "/srv/prometheus/prometheus.yml";
const scrape = "prometheus-scrape-http";

describe("a Prometheus configuration", () => {
  const whole = `global:
  scrape_interval: 15s
alerting:
  alertmanagers:
    - scheme: https
      static_configs:
        - targets: [alertmanager:9093]
remote_write:
  - url: http://otelcol:19291/api/v1/write
remote_read:
  - url: "https://store.example.com/read"
scrape_configs:
  - job_name: otelcol
    static_configs:
      - targets: ["otelcol:8888", 'otelcol:8889']
      - targets:
          - plain
  - job_name: safe
    scheme: https
    static_configs:
      - targets: [safe]
  - job_name: nodes
    kubernetes_sd_configs:
      - role: node
`;

  it("scrapes, writes, reads and alerts", () => {
    const facts = clientIn(whole, prometheus);
    assert.equal(facts?.name, "Prometheus");
    assert.equal(whole.slice(facts.place.span.start, facts.place.span.end), "scrape_configs");
    assert.deepEqual(
      facts.dials.map(({ label, text, protocol, defaultPort, secure }) => [label, text, protocol, defaultPort, secure]),
      [
        ["scrape job otelcol", "otelcol:8888", scrape, 80, false],
        ["scrape job otelcol", "otelcol:8889", scrape, 80, false],
        ["scrape job otelcol", "plain", scrape, 80, false],
        ["scrape job safe", "safe", scrape, 443, true],
        ["remote_write", "http://otelcol:19291/api/v1/write", "prometheus-remote-write-http", 80, undefined],
        ["remote_read", "https://store.example.com/read", undefined, 443, undefined],
        ["alerting", "alertmanager:9093", "alertmanager-http", 443, true],
      ],
    );
    assert.equal(dialled(whole, prometheus).length, 7);
  });

  const job = (lines: string): string => `scrape_configs:\n  - job_name: a\n${lines.replace(/^/gm, "    ")}\n`;
  const targets = "static_configs:\n  - targets: [a:1]\n";

  it("dials the exporter that probes others, not those", () => {
    const probe = "relabel_configs:\n  - target_label: __address__\n    replacement: blackbox:9115";
    assert.deepEqual(dialled(job(targets + probe), prometheus), [["blackbox:9115", scrape]]);
    const computed = "relabel_configs:\n  - target_label: __address__\n    replacement: $1:9100";
    assert.deepEqual(dialled(job(targets + computed), prometheus), []);
    const unsaid = "relabel_configs:\n  - target_label: __address__";
    assert.deepEqual(dialled(job(targets + unsaid), prometheus), []);
  });

  it("says nothing of targets that may be dropped, or are asked by way of a proxy", () => {
    const drop = "relabel_configs:\n  - action: drop\n    source_labels: [__address__]\n    regex: a.*";
    assert.deepEqual(dialled(job(targets + drop), prometheus), []);
    assert.deepEqual(dialled(job(`${targets}proxy_url: http://proxy:3128`), prometheus), []);
    const other = "relabel_configs:\n  - action: drop\n    source_labels: [__meta_x]";
    assert.equal(dialled(job(targets + other), prometheus).length, 1);
  });

  it("leaves out what is no address", () => {
    assert.deepEqual(dialled(job("static_configs:\n  - targets: ['{{ x }}', 'http://a', '', 'a b']"), prometheus), []);
    assert.deepEqual(
      dialled("global: {}\nremote_write:\n  - url: http://me:secret@a/b\n  - url: ''\n", prometheus),
      [],
    );
  });

  it("is told from others with the same sections", () => {
    const promtail = `clients:\n  - url: http://loki:3100/loki/api/v1/push\n${job(targets)}`;
    assert.equal(clientIn(promtail, "/srv/promtail.yml"), undefined);
    assert.equal(clientIn(`scrape_configs: []\n`, prometheus), undefined);
    assert.equal(clientIn("scrape_configs: a\nremote_write: b\nalerting: c\nglobal:\n", prometheus), undefined);
    assert.equal(clientIn("remote_write:\n  - url: http://a:9090/b\n", prometheus), undefined);
    const logs = job("static_configs:\n  - targets: [localhost]\n    labels:\n      __path__: /var/log/*");
    assert.equal(clientIn(logs, prometheus), undefined);
  });

  it("may stand in a key of another document", () => {
    const text = `data:\n  prometheus.yml: |\n    scrape_configs:\n      - static_configs:\n          - targets: ['otelcol:8888']\n`;
    const scalar = asScalar(get(parseYaml(text)[0]?.root, "data", "prometheus.yml"));
    const [document] = (scalar && parseEmbedded(scalar)) ?? [];
    const [dial] = readReceiverScrapes(document?.root, "/a.yaml");
    assert.equal(dial?.label, "scrape job");
    assert.equal(text.indexOf("otelcol:8888"), dial.literalAt);
  });

  it("is read in a ConfigMap, and in a Secret's readable text", () => {
    const inside = "prometheus.yml: |\n    scrape_configs:\n      - static_configs: [{targets: ['otelcol:8888']}]\n";
    for (const [kind, section] of [
      ["ConfigMap", "data"],
      ["Secret", "stringData"],
    ]) {
      const text = `apiVersion: v1\nkind: ${kind}\nmetadata: {name: prom}\n${section}:\n  rules.yml: 'groups: []'\n  ${inside}`;
      const facts = readFile("/a.yaml", text)?.facts ?? [];
      assert.deepEqual(
        facts.map((fact) => fact.kind),
        ["config-holder", "client"],
      );
      const client = facts.find((fact) => fact.kind === "client");
      assert.deepEqual(client?.holder, { kind, namespace: undefined, name: "prom", key: "prometheus.yml" });
      assert.deepEqual(
        client.dials.map((dial) => [dial.text, dial.literalAt]),
        [["otelcol:8888", text.indexOf("otelcol:8888")]],
      );
    }
  });

  it("is what the prometheus receiver of a collector takes, but for whom it writes to", () => {
    const text = [
      "x: &shared [{targets: ['other:9100']}]",
      "receivers:",
      "  prometheus/own:",
      "    config:",
      "      remote_write: [{url: http://a:9090/api/v1/write}]",
      "      scrape_configs:",
      "        - job_name: self",
      "          scheme: https",
      "          static_configs: [{targets: ['otelcol:8888']}]",
      "        - static_configs: *shared",
      "        - static_configs: [{targets: ['probed:80']}]",
      "          relabel_configs: [{target_label: __address__, replacement: 'blackbox:9115'}]",
      "exporters: {debug: }",
      "service: {pipelines: {metrics: {receivers: [prometheus/own], exporters: [debug]}}}",
    ].join("\n");
    const [facts] = readFile("/a.yaml", text)?.facts ?? [];
    assert.equal(facts?.kind, "collector");
    assert.deepEqual(
      facts.components.flatMap(({ dials }) =>
        dials.map(({ label, protocol, text: target, secure, literalAt }) => [
          label,
          protocol,
          target,
          secure,
          literalAt,
        ]),
      ),
      [
        ["prometheus/own receiver", "prometheus-scrape-http", "otelcol:8888", true, text.indexOf("otelcol:8888")],
        ["prometheus/own receiver", "prometheus-scrape-http", "other:9100", false, undefined],
        ["prometheus/own receiver", "prometheus-scrape-http", "blackbox:9115", false, text.indexOf("blackbox:9115")],
      ],
    );
  });

  it("does not offer to edit what an alias stands for", () => {
    const text = "x: &t otelcol:8888\nscrape_configs:\n  - static_configs:\n      - targets: [*t]\n";
    assert.deepEqual(
      dialsIn(text, prometheus).map((dial) => [dial.text, dial.literalAt, dial.place.span.start]),
      [["otelcol:8888", undefined, text.indexOf("*t")]],
    );
  });

  it("is not multiplied by aliases", () => {
    const text =
      `x: &targets [${"a:1, ".repeat(3000)}]\ny: &statics\n${"  - targets: *targets\n".repeat(3000)}` +
      `scrape_configs:\n${"  - static_configs: *statics\n".repeat(3000)}`;
    const started = performance.now();
    assert.ok(dialsIn(text, prometheus).length < 100_000);
    assert.ok(performance.now() - started < 5000);
  });
});

describe("TOML of other programs", () => {
  const file = "/srv/duetector/config.toml";
  const only = (text: string): DialFact => {
    const dials = dialsIn(text, file);
    assert.equal(dials.length, 1, text);
    return dials[0]!;
  };

  it("names an exporter's endpoint", () => {
    const text = `[collector.otelcollector]
disabled = false
exporter = "otlp-grpc"

[collector.otelcollector.exporter_kwargs]
endpoint = "localhost:5317" # here
insecure = true

[collector.dbcollector]
url = "sqlite:///a.db"
`;
    const dial = only(text);
    assert.deepEqual(
      [dial.label, dial.text, dial.protocol, dial.secure, dial.defaultPort],
      ["collector.otelcollector.exporter_kwargs.endpoint", "localhost:5317", "otlp-grpc", false, undefined],
    );
    assert.equal(dial.literalAt, text.indexOf("localhost:5317"));
    assert.equal(clientIn(text, file)?.name, "config.toml");
  });

  const cases: readonly (readonly [text: string, dialled: string, protocol: string | undefined])[] = [
    ['[otlp]\nendpoint = "localhost:4317"', "localhost:4317", "otlp-grpc"],
    ["[otlp]\nendpoint = 'http://localhost:4318'", "http://localhost:4318", "otlp-http"],
    ['[tracing.otlp.http]\nendpoint = "http://localhost:9999/x"', "http://localhost:9999/x", "otlp-http"],
    ['[tracing.otlp.grpc]\nendpoint = "localhost:9999"', "localhost:9999", "otlp-grpc"],
    ['tracing.otlp.grpc.endpoint = "localhost:9999"', "localhost:9999", "otlp-grpc"],
    [
      '[plugins."io.containerd.tracing.processor.v1.otlp"]\nendpoint = "http://localhost:4318"',
      "http://localhost:4318",
      "otlp-http",
    ],
    ['[sinks.otel.protocol]\nuri = "http://localhost:5318/v1/logs"', "http://localhost:5318/v1/logs", "otlp-http"],
    ['[[outputs.opentelemetry]]\nservice_address = "localhost:4317"', "localhost:4317", "otlp-grpc"],
    ['[openTelemetry]\nserviceUrl = "http://a:1"', "http://a:1", undefined],
    ['[otlp]\nendpoint = "http://a:4317"\nprotocol = "http/protobuf"', "http://a:4317", "otlp-http"],
    ['otlp_endpoint = "http://a:4318"\notlp_protocol = "grpc"', "http://a:4318", "otlp-grpc"],
    ['[otel]\nzipkin_endpoint = "http://a:9411/api/v2/spans"', "http://a:9411/api/v2/spans", "zipkin-http"],
    ['[otlp]\nendpoint = "http://${HOST}:4318"', "http://${HOST}:4318", "otlp-http"],
    ['[otlp]\nendpoint = "[::1]:4317"', "[::1]:4317", "otlp-grpc"],
    ['a = """\n[x]\nb = """\n[otlp]\nendpoint = "a:4317"', "a:4317", "otlp-grpc"],
    ['[otlp]\na = [\n  "]",\n  [8001]\n]\nendpoint = "a:4317"', "a:4317", "otlp-grpc"],
  ];
  for (const [text, dialled, protocol] of cases) {
    it(JSON.stringify(text), () => {
      for (const each of [text, text.replaceAll("\n", "\r\n")]) {
        const dial = only(each);
        assert.deepEqual([dial.text, dial.protocol], [dialled, protocol]);
        assert.ok(dial.literalAt !== undefined && each.startsWith(dialled, dial.literalAt));
      }
    });
  }

  it("tells the items of a list apart", () => {
    const text = `[[otlp]]\nendpoint = "a:1"\nprotocol = "grpc"\n[[otlp]]\nendpoint = "b:1"\nprotocol = "http"\n[[otlp]]\nendpoint = "c:1"\nenabled = false\n`;
    assert.deepEqual(dialled(text, file), [
      ["a:1", "otlp-grpc"],
      ["b:1", "otlp-http"],
    ]);
  });

  const silent: readonly string[] = [
    '[package]\nhomepage = "https://opentelemetry.io:443"\n',
    '[dependencies]\nopentelemetry-otlp = "0.1"\nurl = "http://a:4317"\n[dependencies.otlp]\nurl = "http://a:4317"',
    '[receivers.otlp]\nendpoint = "a:4317"',
    '[sources.otel]\naddress = "a:4317"',
    '[[inputs.opentelemetry]]\nservice_address = "a:4317"',
    '[otlp]\nendpoint = "0.0.0.0:4317"',
    '[otlp]\nendpoint = ":4317"',
    '[otlp]\nendpoint = "a:99999"',
    '[otlp]\nendpoint = "http://me:secret@a:4317"',
    '[otlp]\nendpoint = "unix:///run/a:4317"',
    '[otlp]\nendpoint = "{{ host }}:4317"',
    '[otlp]\nendpoint = "${OTLP}"\nurl = "a"',
    '[otlp]\nendpoint = """a:4317"""',
    '[otlp]\nenabled = false\n[otlp.exporter]\nendpoint = "a:4317"',
    '[otel.sdk]\ndisabled = true\n[otel.exporter]\nendpoint = "a:4317"',
    '[hotel]\nurl = "http://a:4317"',
    '[garbage.collector]\nurl = "http://a:80"',
    'x = { otlp = { endpoint = "a:4317" } }',
    '# [otlp]\n# endpoint = "a:4317"',
  ];
  for (const text of silent) it(`not ${JSON.stringify(text)}`, () => assert.deepEqual(dialled(text, file), []));

  it("takes time in proportion", () => {
    for (const piece of [
      "[",
      '"',
      "a.",
      "a ",
      "\\",
      "'",
      "#",
      "=",
      "a=[\n",
      '"\\',
      'a="""\n',
      "endpoint=",
      "[[a]]\n",
    ]) {
      const text = `otlp\nendpoint = "a:4317"\n${piece.repeat(200_000 / piece.length)}!`;
      const started = performance.now();
      readFile(file, text);
      readFile(file, `endpoint = "a:4317" otlp\na = [\n${text}`);
      assert.ok(performance.now() - started < 3000, piece);
    }
  });
});

describe("properties of Java programs", () => {
  const file = "/srv/shop/application.properties";
  const cases: readonly (readonly [text: string, dialled: string, protocol: string | undefined])[] = [
    ["management.otlp.tracing.endpoint=http://host:4318/v1/traces", "http://host:4318/v1/traces", "otlp-http"],
    ["management.otlp.metrics.export.url = http://host:9/x", "http://host:9/x", undefined],
    ["otel.exporter.otlp.endpoint: http://host:4317", "http://host:4317", "otlp-grpc"],
    ["otel.exporter.otlp.endpoint http://host:4317", "http://host:4317", "otlp-grpc"],
    [
      "otel.exporter.otlp.protocol=http/protobuf\notel.exporter.otlp.endpoint=http://host:4317",
      "http://host:4317",
      "otlp-http",
    ],
    ["quarkus.otel.exporter.otlp.endpoint=http://host:4317", "http://host:4317", "otlp-grpc"],
    ["%dev.quarkus.otel.exporter.otlp.traces.endpoint=http://host:4317", "http://host:4317", "otlp-grpc"],
    ["otel.exporter.zipkin.endpoint=http://host:9411/api/v2/spans", "http://host:9411/api/v2/spans", "zipkin-http"],
  ];
  for (const [text, expected, protocol] of cases) {
    it(JSON.stringify(text), () => assert.deepEqual(dialled(text, file), [[expected, protocol]]));
  }

  it("may guard colons with backslashes", () => {
    const text = "otel.exporter.otlp.endpoint=http\\://host\\:4317\r\n";
    const [dial] = dialsIn(text, file);
    assert.deepEqual([dial?.text, dial?.literalAt], ["http://host:4317", undefined]);
  });

  const silent: readonly string[] = [
    "server.port=8080\nspring.datasource.url=jdbc:postgresql://db:5432/x",
    "#otel.exporter.otlp.endpoint=http://host:4317",
    "otel.exporter.otlp.endpoint=\\\n  http://host:4317",
    "a=\\\notel.exporter.otlp.endpoint=http://host:4317",
    "otel.exporter.otlp.endpoint=${OTEL:http://host:4317}",
    "otel.sdk.disabled=true\notel.exporter.otlp.endpoint=http://host:4317",
    "otel.exporter.prometheus.host=0.0.0.0",
    "hotel.url=http://host:4317",
  ];
  for (const text of silent) it(`not ${JSON.stringify(text)}`, () => assert.deepEqual(dialled(text, file), []));

  it("takes time in proportion", () => {
    for (const piece of ["otel", "\\", "a\\\n", " ", "otel.endpoint=http://a:1\n", "otel.url=\\:"]) {
      const started = performance.now();
      readFile(file, `otel.url=http://a:1\n${piece.repeat(200_000 / piece.length)}!`);
      assert.ok(performance.now() - started < 3000, piece);
    }
  });
});

describe("JSON of other programs", () => {
  const file = "/srv/shop/appsettings.json";

  it("names an exporter's endpoint", () => {
    const text = `{
\t"Otlp": { "Endpoint": "http://localhost:4317", "Protocol": "Grpc" },
\t"env": { "OTEL_EXPORTER_OTLP_ENDPOINT": "http:\\/\\/localhost:4318" },
\t"OpenTelemetry": [{ "Exporter": { "Url": "http://a:9/v1/logs" } }, { "enabled": false, "url": "http://b:4317" }]
}`;
    assert.deepEqual(dialled(text, file), [
      ["http://localhost:4317", "otlp-grpc"],
      ["http://localhost:4318", "otlp-http"],
      ["http://a:9/v1/logs", "otlp-http"],
    ]);
    const [plain, escaped, item] = dialsIn(text, file);
    assert.equal(plain?.literalAt, text.indexOf("http://localhost:4317"));
    assert.equal(escaped?.literalAt, undefined);
    assert.equal(item?.label, "OpenTelemetry.Exporter.Url");
  });

  const silent: readonly string[] = [
    '{"receivers": {"otlp": {"protocols": {"grpc": {"endpoint": "a:4317"}}}}}',
    '{"otlp": {"endpoint": "0.0.0.0:4317"}}',
    '{"properties": {"otlp": {"endpoint": {"type": "string", "default": "a:4317"}}}}',
    '{"otel": {"externalDocs": {"url": "https://a:1/b"}}, "info": {"url": "http://a:4317"}}',
    '{"packages": {"otel": {"url": "https://a:4317"}}}',
    '{"title": "otel", "panels": [{"url": "http://a:4317"}]}',
    '{"otlp": {"endpoint": "a:4317"}',
    '["otlp", {"endpoint": "a:4317"}]',
  ];
  for (const text of silent.slice(0, -2)) it(`not ${text}`, () => assert.deepEqual(dialled(text, file), []));
  for (const text of silent.slice(-2)) it(`without an error: ${text}`, () => void dialled(text, file));

  it("costs nothing where it is somebody else's", () => {
    assert.ok(!jsonSource.mayBe("/a/package-lock.json") && !jsonSource.mayBe("/a/tsconfig.build.json"));
    const data = `{"collector": [${'{"url": "https://example.com/a"},'.repeat(50_000)} 1]}`;
    assert.ok(!jsonSource.marker.test(data));
    assert.ok(!tomlSource.mayBe("/a/Cargo.toml"));
    for (const piece of ['"', '"otel', '"url"', '"url":"', '"otel":', " ", '{"a":', "["]) {
      const started = performance.now();
      readFile(file, `{"otel": {"url": "a:4317"}, "b": ${piece.repeat(200_000 / piece.length)}`);
      assert.ok(performance.now() - started < 3000, piece);
    }
  });

  it("is not parsed where it nests without end", () => {
    const nested = (depth: number): string =>
      `{"otel": {"url": "a:4317"}, "b": ["\\"", ${"[".repeat(depth)}${"]".repeat(depth)}]}`;
    assert.equal(dialsIn(nested(5), file).length, 1);
    assert.equal(dialsIn(nested(50_000), file).length, 0);
  });
});

describe("YAML of Spring, Quarkus and Traefik", () => {
  const file = "/srv/shop/application.yaml";
  const cases: readonly (readonly [text: string, dialled: string, protocol: string | undefined])[] = [
    [
      "management:\n  otlp:\n    tracing:\n      endpoint: http://host:4318/v1/traces\n",
      "http://host:4318/v1/traces",
      "otlp-http",
    ],
    [
      "management:\n  otlp:\n    tracing:\n      transport: grpc\n      endpoint: http://host:9\n",
      "http://host:9",
      "otlp-grpc",
    ],
    ["otel:\n  exporter:\n    otlp:\n      endpoint: 'http://host:4317'\n", "http://host:4317", "otlp-grpc"],
    ["server:\n  port: 80\nmanagement.otlp.tracing.endpoint: http://host:4318\n", "http://host:4318", "otlp-http"],
    [
      '"%prod":\n  quarkus:\n    otel:\n      exporter:\n        otlp:\n          endpoint: http://host:4317\n',
      "http://host:4317",
      "otlp-grpc",
    ],
    ["tracing:\n  otlp:\n    grpc:\n      endpoint: host:9999\n      insecure: true\n", "host:9999", "otlp-grpc"],
  ];
  for (const [text, expected, protocol] of cases) {
    it(JSON.stringify(text), () => assert.deepEqual(dialled(text, file), [[expected, protocol]]));
  }

  it("reads each document of several", () => {
    const document = "management:\n  otlp:\n    tracing:\n      endpoint: http://host:4318\n";
    const facts = readFile(file, `${document}---\nspring: {}\n---\n${document}`)?.facts;
    assert.deepEqual(
      facts?.map(({ kind }) => kind),
      ["client", "client"],
    );
  });

  const silent: readonly string[] = [
    "exporter:\n  otlp:\n    endpoint: http://host:4317\n",
    "otel:\n  endpoint: http://host:4317\n",
    "management:\n  otlp:\n    tracing:\n      endpoint: ${OTEL}\n",
    "management:\n  tracing:\n    enabled: true\n  endpoint: http://host:4317\n  otlp: x\n",
    "env:\n  OTEL_EXPORTER_OTLP_ENDPOINT: http://host:4317\n",
    "otel:\n  enabled: false\n  exporter:\n    otlp:\n      endpoint: http://host:4317\n",
  ];
  for (const text of silent) it(`not ${JSON.stringify(text)}`, () => assert.deepEqual(dialled(text, file), []));
});

describe("any text of another program", () => {
  const letters = fc.constantFrom(
    ..."[]{}=:,.\"'#\\ \n\r-&*a".split(""),
    "otlp",
    "endpoint",
    '"otlp":',
    '"endpoint":"a:4317"',
    'endpoint = "a:4317"\n',
    "otel.url=",
    "http://a:4318",
    "scrape_configs:\n- static_configs:\n  - targets: [a:1]\n",
  );

  it("is read without an error, and addresses stand where they are said to", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("/a/b.toml", "/a/b.json", "/a/b.properties", "/a/b.yml"),
        fc.array(letters, { maxLength: 40 }),
        (file, parts) => {
          dialled(parts.join(""), file);
        },
      ),
    );
  });
});
