import assert from "node:assert/strict";
import fc from "fast-check";
import type { CollectorFacts, ContainerFacts, ContainersFacts, PortChange } from "../../server/src/analysis/facts.js";
import { composeSource } from "../../server/src/analysis/sources/compose/source.js";
import type { Span } from "../../server/src/analysis/text.js";
import { parseYaml } from "../../server/src/analysis/yaml/parse.js";

const file = "/srv/shop/compose.yaml";

const factsOf = (text: string): readonly object[] =>
  parseYaml(text).flatMap((document) => composeSource.read(document, file).facts);

function read(text: string): ContainersFacts {
  const facts = factsOf(text).find((fact): fact is ContainersFacts => "containers" in fact);
  assert.ok(facts, `not recognised:\n${text}`);
  assert.ok(composeSource.marker.test(text), `no marker:\n${text}`);
  return facts;
}

/** The service `s` with some lines of its own. */
const serviceText = (lines: string): string => `services:\n  s:\n    image: i\n${lines.replace(/^/gm, "    ")}\n`;
const service = (lines: string): ContainerFacts => read(serviceText(lines)).containers[0]!;

const cut = (text: string, span: Span): string => text.slice(span.start, span.end);
const digits = (text: string, change: PortChange): string | undefined =>
  change.kind === "digits" ? cut(text, change.place.span) : undefined;

describe("recognising Compose files", () => {
  const compose: readonly (readonly [string, string])[] = [
    ["a file", "services:\n  a:\n    image: nginx\n"],
    ["a file with all around", "version: '3'\nname: shop\nservices:\n  a:\n    build: .\nnetworks: {}\nx-a: {b: 1}\n"],
    ["an override", "services:\n  a:\n    ports:\n      - 4317:4317\n"],
    ["a service that only extends", "services:\n  a:\n    extends: {file: base.yml, service: a}\n"],
    ["a service from a merge key", "x-a: &a\n  image: nginx\nservices:\n  a:\n    <<: *a\n"],
    ["a key that is being written", "services:\n  a:\n    image: nginx\n    port:\n  b:\nnetw:\n"],
    ["only includes", "include:\n  - infra/compose.yaml\n"],
    ["values of a template", "services:\n  a:\n    image: nginx\n    ports: {{ ports }}\n"],
    ["a map of services", "a:\n  image: nginx\n  ports:\n    - 80:80\nb:\n  build: .\n"],
    ["a map of services with the image last", "a:\n  ports:\n    - 80:80\n\n  # which one\n  image: nginx\n"],
  ];
  for (const [name, text] of compose) it(`takes ${name}`, () => void read(text));

  const foreign: readonly (readonly [string, string])[] = [
    [
      "Helm values",
      "replicas: 2\ningress: {}\nservices:\n  a:\n    image: {repository: nginx}\n    ports: [{name: http, port: 80}]\n",
    ],
    ["values with an image map", "agent:\n  image: {repository: a, tag: b}\n  command: [x]\n"],
    [
      "values with volumes of Kubernetes",
      "agent:\n  image: a\n  volumes:\n    - name: v\n      configMap: {name: c}\n",
    ],
    [
      "a workflow",
      "on: push\njobs:\n  a:\n    services:\n      db:\n        image: postgres\n        ports: ['5432:5432']\n",
    ],
    ["a pipeline of GitLab", "build:\n  image: node\n  script: [npm ci]\n  services: [postgres]\n"],
    ["a bake file", "target:\n  a:\n    dockerfile: Dockerfile\n    tags: [a]\n"],
    ["a manifest", "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - image: a\n      ports: []\n"],
    ["a container of a manifest", "containers:\n  image: a\n  livenessProbe: {}\n  ports: [{containerPort: 80}]\n"],
    ["services of Symfony", "services:\n  App\\Mailer:\n    class: App\\Mailer\n    arguments: [a]\n"],
    ["services of Kong", "services:\n  - name: a\n    url: http://a\n"],
    ["a collector", "receivers:\n  otlp:\nservice:\n  pipelines: {}\n"],
    ["an action", "name: a\nruns:\n  using: docker\n  image: Dockerfile\n"],
    ["a map of images", "a:\n  image: nginx\nb:\n  image: redis\n"],
    ["a pipeline that includes another", "include:\n  - local: /ci/build.yml\n"],
    ["a list", "- image: nginx\n  ports: ['80:80']\n"],
    ["nothing", ""],
  ];
  for (const [name, text] of foreign) it(`leaves ${name}`, () => assert.deepEqual(factsOf(text), []));
});

describe("published ports", () => {
  /** hostIp, outer, inner, transport; digits of the outer, of the inner one. */
  type Row = readonly [string | null, number | null, number, string, string | undefined, string | undefined];
  const rows: readonly (readonly [string, readonly Row[]])[] = [
    ["4317", [["", null, 4317, "tcp", undefined, "4317"]]],
    ["14317:4317", [["", 14317, 4317, "tcp", "14317", "4317"]]],
    ['"14317:4317"', [["", 14317, 4317, "tcp", "14317", "4317"]]],
    ["'6831:6831/udp'", [["", 6831, 6831, "udp", "6831", "6831"]]],
    ["6831:6831/UDP", [["", 6831, 6831, "udp", "6831", "6831"]]],
    ["36412:36412/sctp", []],
    ["127.0.0.1:4317:4318", [["127.0.0.1", 4317, 4318, "tcp", "4317", "4318"]]],
    ["localhost:4317:4318", [["127.0.0.1", 4317, 4318, "tcp", "4317", "4318"]]],
    ["127.0.0.1::4317", [["127.0.0.1", null, 4317, "tcp", undefined, "4317"]]],
    ['"[::1]:4317:4318/udp"', [["::1", 4317, 4318, "udp", "4317", "4318"]]],
    ['"::1:4317:4318"', [["::1", 4317, 4318, "tcp", "4317", "4318"]]],
    ["0:4317", [["", null, 4317, "tcp", undefined, "4317"]]],
    [
      "4317-4318:14317-14318",
      [
        ["", 4317, 14317, "tcp", undefined, undefined],
        ["", 4318, 14318, "tcp", undefined, undefined],
      ],
    ],
    [
      "4317-4318",
      [
        ["", null, 4317, "tcp", undefined, undefined],
        ["", null, 4318, "tcp", undefined, undefined],
      ],
    ],
    ["9000-9010:80", [["", null, 80, "tcp", undefined, "80"]]],
    ["9000-9002:80-81", []],
    ["${PORT:-4317}:4318", [["", 4317, 4318, "tcp", "4317", "4318"]]],
    ["${PORT-4317}:4318", [["", 4317, 4318, "tcp", "4317", "4318"]]],
    ["${A:-${B:-4317}}:4318", [["", 4317, 4318, "tcp", "4317", "4318"]]],
    ["${PORT:-4317}:${PORT:-4317}", [["", 4317, 4317, "tcp", "4317", "4317"]]],
    ["${PORT}:4317", [["", null, 4317, "tcp", undefined, "4317"]]],
    ["$PORT:4317", [["", null, 4317, "tcp", undefined, "4317"]]],
    ["${PORT:?say which}:4317", [["", null, 4317, "tcp", undefined, "4317"]]],
    ["${PREFIX:-1}4317:4317", [["", 14317, 4317, "tcp", undefined, "4317"]]],
    ["${IP}:4317:4318", [[null, 4317, 4318, "tcp", "4317", "4318"]]],
    ["${IP:+$IP:}4317:4318", [["", 4317, 4318, "tcp", "4317", "4318"]]],
    ["'{{ port }}:4317'", [["", null, 4317, "tcp", undefined, "4317"]]],
    ["{target: 4317}", [["", null, 4317, "tcp", undefined, "4317"]]],
    ["{target: 4317, published: 14317}", [["", 14317, 4317, "tcp", "14317", "4317"]]],
    [
      "{target: 4317, published: '14317', host_ip: 127.0.0.1, protocol: udp, mode: host}",
      [["127.0.0.1", 14317, 4317, "udp", "14317", "4317"]],
    ],
    ["{target: '${IN:-4317}', published: '${OUT}'}", [["", null, 4317, "tcp", undefined, "4317"]]],
    ["{target: 80, published: '9000-9010'}", [["", null, 80, "tcp", undefined, "80"]]],
  ];
  for (const [entry, expected] of rows) {
    it(entry, () => {
      const text = serviceText(`ports:\n  - ${entry}`);
      const { published, unreadPorts } = read(text).containers[0]!;
      assert.deepEqual(
        published.map((port) => [
          port.hostIp,
          port.outer,
          port.inner,
          port.transport,
          digits(text, port.changeOuter),
          digits(text, port.changeInner),
        ]),
        expected,
      );
      const pointedAt = /published: ('[^']*'|\d+)/.exec(entry)?.[1] ?? entry;
      for (const { place } of published) assert.equal(cut(text, place.span), pointedAt);
      assert.deepEqual(unreadPorts, []);
    });
  }

  it("says which entries only a variable tells", () => {
    const text = serviceText("ports:\n  - ${PORT}\n  - ${A}:${B}\n  - {published: 80}\n  - 4317:4317");
    const { published, unreadPorts } = read(text).containers[0]!;
    assert.deepEqual(
      unreadPorts.map(({ span }) => cut(text, span)),
      ["${PORT}", "${A}:${B}", "{published: 80}"],
    );
    assert.equal(published.length, 1);
    assert.equal(service("ports: ${PORTS}").unreadPorts.length, 1);
  });

  it("keeps what is written where variables have a part in it", () => {
    const { unresolved } = read(serviceText("ports:\n  - ${PORT:-1}:${INNER}\nenvironment: [A=$B, C=$$D]"));
    assert.deepEqual(unresolved?.variables.toSorted(), ["B", "INNER", "PORT"]);
    assert.equal(read(serviceText("ports: ['1:1']")).unresolved, undefined);
  });

  it("reads whole numbers as YAML has them, also below a merge key, whose digits it leaves alone", () => {
    const text = "x-a: &a\n  image: i\n  ports: [4317, '1:2']\nservices:\n  s:\n    <<: *a\n";
    const { published } = read(text).containers[0]!;
    assert.deepEqual(
      published.map(({ outer, inner, changeOuter }) => [outer, inner, changeOuter.kind]),
      [
        [null, 4317, "none"],
        [1, 2, "none"],
      ],
    );
    const alias = "x-p: &p 4317:4317\nservices:\n  s:\n    image: i\n    ports: [*p]\n";
    assert.equal(read(alias).containers[0]!.published[0]!.changeInner.kind, "none");
  });

  it("reads expose", () => {
    const text = serviceText("expose: ['4317', 8000-8001/udp, '${P}', 55678]");
    assert.deepEqual(
      read(text).containers[0]!.process.ports.map(({ port, transport, change }) => [
        port,
        transport,
        digits(text, change),
      ]),
      [
        [4317, "tcp", "4317"],
        [8000, "udp", undefined],
        [8001, "udp", undefined],
        [55678, "tcp", "55678"],
      ],
    );
  });
});

describe("a service's process", () => {
  const images: readonly (readonly [string, string | undefined, string | undefined])[] = [
    ["otel/opentelemetry-collector-contrib:0.95.0", "otel/opentelemetry-collector-contrib", "0.95.0"],
    ["docker.io/otel/opentelemetry-collector", "otel/opentelemetry-collector", undefined],
    ["docker.io/library/nginx:1", "nginx", "1"],
    ["localhost:5000/a/b:1@sha256:abc", "localhost:5000/a/b", "1"],
    ["a@sha256:abc", "a", undefined],
    ["a/b:${TAG:-1.2}", "a/b", "1.2"],
    ["a/b:${TAG}", "a/b", undefined],
    ["a/b:v${TAG}", "a/b", undefined],
    ["${REGISTRY}/a/b:1", "a/b", "1"],
    ["${REGISTRY}a/b:1", "a/b", "1"],
    ["${IMAGE:-a/b:1}", "a/b", "1"],
    ["a/${NAME}:1", undefined, undefined],
    ["${IMAGE}", undefined, undefined],
    ["'{{ image }}'", undefined, undefined],
  ];
  for (const [written, repository, tag] of images) {
    it(`image ${written}`, () => {
      const text = `services:\n  s:\n    image: ${written}\n`;
      const { image } = read(text).containers[0]!.process;
      assert.deepEqual([image?.repository, image?.tag], [repository, tag]);
    });
  }

  const commands: readonly (readonly [string, readonly string[] | undefined])[] = [
    ["command:", undefined],
    ["command: []", []],
    ["command: --config=/etc/a.yaml", ["--config=/etc/a.yaml"]],
    ["command: ['--config', /etc/a.yaml, 8080]", ["--config", "/etc/a.yaml", "8080"]],
    [`command: sh -c "a \\"b\\" && c" 'd e' f\\ g ""`, ["sh", "-c", 'a "b" && c', "d e", "f g", ""]],
    ["command: >\n  --config=/etc/a.yaml\n  --set x", ["--config=/etc/a.yaml", "--set", "x"]],
    ["command: a ${B:-c d} $$E", ["a", "${B:-c d}", "$$E"]],
    ["command: a > b", ["a"]],
    ["command: 'a \"b'", ["a", "b"]],
  ];
  for (const [lines, words] of commands) {
    it(lines, () =>
      assert.deepEqual(
        service(lines).process.args?.map((word) => word.text),
        words,
      ),
    );
  }

  it("knows where each word of a command stands", () => {
    const text = serviceText(`entrypoint: /otelcol "--config=/etc/a.yaml"\ncommand:\n  - "--set=a"`);
    const { entrypoint, args } = read(text).containers[0]!.process;
    assert.deepEqual(
      [...entrypoint!, ...args!].map(({ place }) => cut(text, place.span)),
      ["/otelcol", "--config=/etc/a.yaml", "--set=a"],
    );
    assert.deepEqual(service("entrypoint: /a").process.args, []);
  });

  it("reads the environment in both forms", () => {
    const lines = ["OTEL_EXPORTER_OTLP_ENDPOINT=http://c:4317", "DD_API_KEY", "EMPTY=", "A=b=c"];
    const list = serviceText(`environment:\n${lines.map((line) => `  - ${line}`).join("\n")}`);
    const map = serviceText(
      "environment:\n  OTEL_EXPORTER_OTLP_ENDPOINT: http://c:4317\n  DD_API_KEY:\n  EMPTY: ''\n  A: b=c",
    );
    for (const text of [list, map]) {
      const { env } = read(text).containers[0]!.process;
      assert.deepEqual(
        env.map(({ name, value }) => [name, value.kind === "text" ? value.word.text : value.kind]),
        [
          ["OTEL_EXPORTER_OTLP_ENDPOINT", "http://c:4317"],
          ["DD_API_KEY", "elsewhere"],
          ["EMPTY", ""],
          ["A", "b=c"],
        ],
      );
      const [{ value }] = env as [(typeof env)[0]];
      assert.equal(value.kind === "text" && cut(text, value.word.place.span), "http://c:4317");
    }
  });

  const mounts: readonly (readonly [string, string, string | undefined])[] = [
    ["./otel.yaml:/etc/otelcol/config.yaml", "/etc/otelcol/config.yaml", "/srv/shop/otel.yaml"],
    ["../otel.yaml:/etc/a.yaml:ro", "/etc/a.yaml", "/srv/otel.yaml"],
    [".:/etc/otel/", "/etc/otel", "/srv/shop"],
    ["/etc/otel.yaml:/etc/a.yaml", "/etc/a.yaml", "/etc/otel.yaml"],
    ["C:\\otel.yaml:/etc/a.yaml", "/etc/a.yaml", "C:/otel.yaml"],
    ["${PWD}/otel.yaml:/etc/a.yaml", "/etc/a.yaml", "/srv/shop/otel.yaml"],
    ["${CONFIG:-./otel.yaml}:/etc/a.yaml", "/etc/a.yaml", "/srv/shop/otel.yaml"],
    ["${CONFIG}:/etc/a.yaml", "/etc/a.yaml", undefined],
    ["~/otel.yaml:/etc/a.yaml", "/etc/a.yaml", undefined],
    ["data:/var/lib", "/var/lib", undefined],
    ["a:/var/lib", "/var/lib", undefined],
    ["/var/lib", "/var/lib", undefined],
    ["{type: bind, source: ./otel.yaml, target: /etc/a.yaml}", "/etc/a.yaml", "/srv/shop/otel.yaml"],
    ["{type: bind, source: otel.yaml, target: /etc/a.yaml}", "/etc/a.yaml", "/srv/shop/otel.yaml"],
    ["{type: volume, source: data, target: /var/lib}", "/var/lib", undefined],
  ];
  for (const [entry, path, source] of mounts) {
    it(`volume ${entry}`, () => {
      const text = serviceText(`volumes:\n  - ${entry}`);
      const [mount] = read(text).containers[0]!.process.mounts;
      assert.equal(mount?.path, path);
      assert.deepEqual(mount.source, source === undefined ? { kind: "other" } : { kind: "path", path: source });
      assert.equal(cut(text, mount.place.span), entry);
    });
  }

  const checks: readonly (readonly [string, string | undefined])[] = [
    ["['CMD', curl, -f, 'http://localhost:13133/']", "http 13133"],
    ["curl -f http://127.0.0.1:${PORT:-13133}/ || exit 1", "http 13133"],
    ["[CMD-SHELL, 'wget -qO- https://localhost/health']", "https 443"],
    ["[CMD, wget, --spider, -q, '0.0.0.0:13133']", "http 13133"],
    ["[CMD, /bin/grpc_health_probe, '-addr=:4317']", "grpc 4317"],
    ["[CMD, nc, -z, localhost, '4317']", "tcp 4317"],
    ["[CMD, bash, -c, 'cat < /dev/null > /dev/tcp/127.0.0.1/4317']", "tcp 4317"],
    ["curl http://other:13133", undefined],
    ["curl http://localhost:${PORT}/", undefined],
    ["[CMD, /healthcheck]", undefined],
    ["[NONE]", undefined],
  ];
  for (const [written, expected] of checks) {
    it(`healthcheck ${written}`, () => {
      const text = serviceText(`healthcheck:\n  test: ${written}`);
      const [probe] = read(text).containers[0]!.process.probes;
      const port = probe?.port.kind === "number" ? probe.port.port : undefined;
      assert.equal(probe && `${probe.protocol} ${String(port)}`, expected);
      if (probe?.port.kind !== "number" || written.includes("localhost/health")) return;
      assert.equal(digits(text, probe.port.change), String(probe.port.port));
    });
  }
});

describe("a service's surroundings", () => {
  const modes: readonly (readonly [string, object])[] = [
    ["host", { kind: "host" }],
    ["none", { kind: "none" }],
    ["bridge", { kind: "own" }],
    ["${MODE:-host}", { kind: "host" }],
    ['"service:app"', { kind: "service", name: "app" }],
    ["container:otel", { kind: "container", name: "otel" }],
  ];
  for (const [written, expected] of modes) {
    it(`network_mode: ${written}`, () => assert.deepEqual(service(`network_mode: ${written}`).network, expected));
  }

  it("reads networks, names and links", () => {
    const { containers } = read(`services:
  db:
    image: postgres
    container_name: shop-db
    hostname: db.local
    networks:
      back: {aliases: [database]}
      front:
  web:
    image: web
    networks: [back]
    links: ["db:sql", db]
  other:
    image: other
`);
    assert.deepEqual(
      containers.map(({ networks, aliases }) => [networks, aliases]),
      [
        [
          ["back", "front"],
          ["shop-db", "db.local", "database", "sql"],
        ],
        [["back"], []],
        [undefined, []],
      ],
    );
  });

  it("reads profiles, extends, env_file, include and the project's name", () => {
    const facts = read(`name: shop
include:
  - infra/compose.yaml
  - path: [a.yaml, ../b.yaml]
  - https://example.com/c.git
  - {path: ../c.yaml, env_file: c.env}
  - {path: ../d.yaml, project_directory: ../d}
services:
  a:
    extends: b
    profiles: [debug]
    env_file: .env
  b:
    extends: {service: c, file: ../base/compose.yaml}
    env_file: [a.env, {path: ./b.env, required: false}, "\${C}"]
`);
    assert.equal(facts.project, "shop");
    assert.deepEqual(facts.includes, [
      { files: ["/srv/shop/infra/compose.yaml"], envFiles: ["/srv/shop/infra/.env"] },
      { files: ["/srv/shop/a.yaml", "/srv/b.yaml"], envFiles: ["/srv/shop/.env"] },
      { files: ["/srv/c.yaml"], envFiles: ["/srv/shop/c.env"] },
      { files: ["/srv/d.yaml"], envFiles: ["/srv/d/.env"] },
    ]);
    const [a, b] = facts.containers;
    assert.deepEqual(
      [a!.profiles, a!.extends, a!.envFiles],
      [["debug"], { service: "b", file: undefined }, ["/srv/shop/.env"]],
    );
    assert.deepEqual(b!.extends, { service: "c", file: "/srv/base/compose.yaml" });
    assert.deepEqual(b!.envFiles, ["/srv/shop/a.env", "/srv/shop/b.env"]);
  });

  it("knows which keys leave nothing of what lies below", () => {
    const decides = (lines: string): readonly string[] => service(lines).decides?.slice(1) ?? [];
    assert.deepEqual(service("ports: ['1:1']").decides, ["image"]);
    assert.deepEqual(decides("command: a\nentrypoint: b\nbuild: .\nnetwork_mode: bridge"), [
      "command",
      "entrypoint",
      "build",
      "network_mode",
    ]);
    assert.deepEqual(decides("ports: !override ['1:1']\nvolumes: !reset []\nprofiles: [a]"), ["ports", "volumes"]);
    assert.deepEqual(decides("healthcheck: {interval: 1s}"), []);
    assert.deepEqual(decides("healthcheck: {disable: true}"), ["healthcheck"]);
    assert.equal(service("ports: !override ['1:1']").published.length, 1);
    assert.equal(service("ports: !reset ['1:1']").published.length, 0);
  });

  it("reads configs, from files and inline", () => {
    const text = `services:
  collector:
    image: otel/opentelemetry-collector
    configs:
      - inline
      - {source: from-file, target: /etc/otel.yaml}
      - source: unknown
configs:
  from-file: {file: otel.yaml}
  inline:
    content: |
      receivers:
        otlp: {protocols: {grpc: {endpoint: 0.0.0.0:4317}}}
      exporters: {debug: }
      service:
        pipelines:
          traces: {receivers: [otlp], exporters: [debug]}
`;
    assert.deepEqual(
      read(text).containers[0]!.process.mounts.map(({ path, source }) => [path, source]),
      [
        ["/inline", { kind: "compose-config", name: "inline" }],
        ["/etc/otel.yaml", { kind: "path", path: "/srv/shop/otel.yaml" }],
        ["/unknown", { kind: "other" }],
      ],
    );
    const collector = factsOf(text).find((fact): fact is CollectorFacts => "pipelines" in fact);
    assert.deepEqual(collector?.holder, {
      kind: "Compose config",
      namespace: undefined,
      name: "inline",
      key: "content",
    });
    const [listener] = collector.components[0]!.listeners;
    assert.equal(digits(text, listener!.change), "4317");
  });
});

describe("documents people write", () => {
  it("reads the fragment of a guide", () => {
    const text = `otel-collector:
  image: otel/opentelemetry-collector-contrib
  volumes:
    - ./otel-collector-config.yaml:/etc/otelcol-contrib/config.yaml
  ports:
    - 1888:1888 # pprof extension
    - 4317:4317 # OTLP gRPC receiver
`;
    const [collector] = read(text).containers;
    assert.equal(collector!.process.name, "otel-collector");
    assert.equal(cut(text, collector!.process.place.span), "otel-collector");
    assert.deepEqual(
      collector!.published.map(({ outer, changeOuter }) => [outer, digits(text, changeOuter)]),
      [
        [1888, "1888"],
        [4317, "4317"],
      ],
    );
    assert.deepEqual(collector!.process.mounts[0]!.source, {
      kind: "path",
      path: "/srv/shop/otel-collector-config.yaml",
    });
  });

  it("survives odd shapes", () => {
    const odd = [
      "",
      "1",
      "[]",
      "[[]]",
      "{}",
      "{a: {b: [c]}}",
      "[{}, null, [1]]",
      "*x",
      "!reset []",
      "[${A}, '', ':', '::']",
    ];
    const keys =
      "image build ports expose command entrypoint environment env_file volumes configs networks network_mode links healthcheck profiles extends";
    for (const key of keys.split(" ")) {
      for (const value of odd) factsOf(serviceText(`${key}: ${value}`)); // must not throw
    }
    for (const key of ["include", "configs", "services", "name"]) {
      for (const value of odd) factsOf(`${serviceText("")}${key}: ${value}\n`);
    }
  });

  it("does not multiply what aliases repeat", () => {
    const ports = "x-p: &p\n" + "  - 1-60000:1-60000\n".repeat(2000);
    const services = Array.from({ length: 2000 }, (_, index) => `  s${index}: {image: i, ports: *p}\n`).join("");
    const { containers } = read(`${ports}services:\n${services}`);
    assert.ok(containers.length < 10);
  });

  it("finds its marker, or none, without trying every line against every other", () => {
    const block = "a:\n    image: b\n" + "     c: d\n".repeat(400_000);
    assert.equal(composeSource.marker.test(block), false);
    assert.equal(composeSource.marker.test(" \t".repeat(2_000_000)), false);
    assert.equal(composeSource.marker.test("  image:\n\n".repeat(400_000).replace(/^/, "a:\n")), true);
  });

  it("never throws, and every place lies in the text", () => {
    const value = fc.oneof(
      fc.constantFrom(
        "4317:4317",
        "${A:-1}:2",
        "[::1]:1:2/udp",
        "${",
        "$",
        "a: b",
        "- 1",
        "'\"",
        "\\",
        "&a",
        "*a",
        "<<: *a",
        "|\n",
        ">\n",
      ),
      fc.string(),
    );
    const key = fc.constantFrom(
      "ports",
      "image",
      "command",
      "environment",
      "volumes",
      "healthcheck:\n      test",
      "networks",
      "x-a",
    );
    const line = fc.tuple(key, value).map(([name, text]) => `    ${name}: ${text}\n`);
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
        const text = `services:\n  s:\n    image: a\n${lines.join("")}`;
        const inside = (span: Span): boolean => 0 <= span.start && span.start <= span.end && span.end <= text.length;
        for (const fact of factsOf(text)) {
          for (const span of spansIn(fact)) assert.ok(inside(span), JSON.stringify(span));
        }
      }),
      { numRuns: 500 },
    );
  });
});

function* spansIn(value: unknown): Generator<Span> {
  if (typeof value !== "object" || value === null) return;
  if ("start" in value && "end" in value) yield value as Span;
  else for (const [key, each] of Object.entries(value)) if (key !== "unresolved") yield* spansIn(each);
}
