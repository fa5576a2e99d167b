import assert from "node:assert/strict";
import fc from "fast-check";
import type {
  ContainerFacts,
  ContainersFacts,
  EnvFact,
  EnvFileFacts,
  FileId,
  Place,
  PortChange,
} from "../../server/src/analysis/facts.js";
import { composeSource } from "../../server/src/analysis/sources/compose/source.js";
import { composeProjects, type ComposeProject } from "../../server/src/analysis/topology/engines/compose/projects.js";
import { composeReferences } from "../../server/src/analysis/topology/engines/compose/references.js";
import { parseYaml } from "../../server/src/analysis/yaml/parse.js";

type Files = Readonly<Record<FileId, string>>;

const isEnvFile = (path: FileId): boolean => path.endsWith(".env");

function factsOf(path: FileId, text: string): readonly ContainersFacts[] {
  return parseYaml(text)
    .flatMap((document) => composeSource.read(document, path).facts)
    .filter((fact): fact is ContainersFacts => fact.kind === "containers");
}

/** `NAME=value` lines, without quotes and comments. */
function envFacts(file: FileId, text: string): EnvFileFacts {
  const env = [...text.matchAll(/^(\w+)(?:=(.*))?$/gm)].map(({ 0: line, 1: name = "", 2: value, index }): EnvFact => {
    const placeFrom = (start: number): Place => ({ file, span: { start, end: index + line.length } });
    const word = { text: value ?? "", place: placeFrom(index + name.length + 1) };
    return {
      name,
      place: placeFrom(index),
      value: value === undefined ? { kind: "elsewhere" } : { kind: "text", word },
    };
  });
  return { kind: "env-file", file, env };
}

/** Files of `/srv`, by their paths there. */
function projectsOf(files: Files): readonly ComposeProject[] {
  const entries = Object.entries(files).map(([path, text]) => [`/srv/${path}`, text] as const);
  return composeProjects(
    entries.filter(([path]) => !isEnvFile(path)).flatMap(([path, text]) => factsOf(path, text)),
    entries.filter(([path]) => isEnvFile(path)).map(([path, text]) => envFacts(path, text)),
  );
}

const inFolder = (path: FileId): string => path.replace(/^\/srv\//, "");

/** The projects by the files that name them. */
const names = (files: Files): readonly string[] => projectsOf(files).map(({ id }) => inFolder(id));

function only(files: Files): ComposeProject {
  const [project, ...others] = projectsOf(files);
  assert.ok(project && others.length === 0, "more or less than one project");
  return project;
}

function service(project: ComposeProject, name: string): ContainerFacts {
  const found = project.containers.find(({ process }) => process.name === name);
  assert.ok(found, `no service ${name}`);
  return found;
}

const ports = ({ published }: ContainerFacts): readonly string[] =>
  published.map(({ hostIp, outer, inner, transport }) => `${String(hostIp)}:${String(outer)}:${inner}/${transport}`);

const envOf = ({ process }: ContainerFacts): Readonly<Record<string, string>> =>
  Object.fromEntries(
    process.env.map(({ name, value }) => [name, value.kind === "text" ? value.word.text : `(${value.kind})`]),
  );

const digits = (files: Files, change: PortChange | undefined): string | undefined => {
  if (change?.kind !== "digits") return undefined;
  const { file, span } = change.place;
  return `${inFolder(file)} ${files[inFolder(file)]!.slice(span.start, span.end)}`;
};

const services = (lines: string): string => `services:\n${lines.replace(/^/gm, "  ")}\n`;

describe("which files are a Compose project", () => {
  const a = services("a: {image: a, ports: ['1:1']}");
  const b = services("b: {image: b}");
  const overA = services("a: {ports: ['2:2']}");
  const cases: readonly (readonly [string, Files, readonly string[]])[] = [
    ["a file", { "compose.yaml": a }, ["compose.yaml"]],
    ["an override", { "compose.yaml": a, "compose.override.yml": overA }, ["compose.yaml"]],
    ["an override of nothing", { "compose.override.yml": overA }, ["compose.override.yml"]],
    [
      "an included file",
      { "compose.yaml": `include: [infra/compose.yaml]\n${a}`, "infra/compose.yaml": b },
      ["compose.yaml"],
    ],
    [
      "files that include each other",
      { "b.yaml": `include: [a.yaml]\n${b}`, "a.yaml": `include: [b.yaml]\n${a}` },
      ["a.yaml"],
    ],
    [
      "a file that others extend wholly",
      { "compose.yaml": services("x: {extends: {file: services.yml, service: a}}"), "services.yml": a },
      ["compose.yaml"],
    ],
    [
      "a common file",
      {
        "compose.yaml": services("x: {extends: {file: common-services.yml, service: a}}"),
        "common-services.yml": services("a: {image: a}\nb: {image: b}"),
      },
      ["compose.yaml"],
    ],
    [
      "a project that others borrow from",
      { "ci.yml": services("x: {extends: {file: compose.yaml, service: a}}"), "compose.yaml": a },
      ["ci.yml", "compose.yaml"],
    ],
    ["variants", { "compose.yaml": a, "compose.prod.yaml": b }, ["compose.yaml", "compose.prod.yaml"]],
  ];
  for (const [name, files, expected] of cases) it(name, () => assert.deepEqual(names(files), expected));

  it("lays a file that changes services over the one that has them", () => {
    const files = {
      "docker-compose.yml": a,
      "docker-compose.override.yml": services("a: {ports: ['3:3']}"),
      "docker-compose.prod.yml": overA,
      "docker-compose.prod.eu.yml": services("a: {ports: ['4:4']}"),
      "e2e.yml": services("a: {ports: ['5:5']}"),
    };
    const found = Object.fromEntries(
      projectsOf(files).map((project) => [inFolder(project.id), ports(service(project, "a"))]),
    );
    assert.deepEqual(found, {
      "docker-compose.yml": [":1:1/tcp", ":3:3/tcp"],
      "docker-compose.prod.yml": [":1:1/tcp", ":2:2/tcp"],
      "docker-compose.prod.eu.yml": [":1:1/tcp", ":2:2/tcp", ":4:4/tcp"],
      "e2e.yml": [":1:1/tcp", ":5:5/tcp"],
    });
    assert.equal(new Set(projectsOf(files).map(({ alternatives }) => alternatives)).size, 1);
  });

  it("tells which projects are never up together", () => {
    const groups = (files: Files): number => new Set(projectsOf(files).map(({ alternatives }) => alternatives)).size;
    assert.equal(groups({ "compose.yaml": a, "docker-compose-ci.yml": b }), 1);
    assert.equal(groups({ "x/compose.yaml": a, "y/compose.yaml": b }), 2);
    assert.equal(groups({ "jaeger.yml": a, "collector.yml": b }), 2);
    const including = `include: [../infra.yaml]\n${a}`;
    assert.equal(groups({ "x/compose.yaml": including, "y/compose.yaml": including, "infra.yaml": b }), 1);
    const extending = services("a: {extends: {file: ../compose.yaml, service: a}}");
    assert.equal(groups({ "x/compose.yaml": extending, "compose.yaml": a }), 1);
  });

  it("reads the documents of one file as layers, the blocks of a page as alternatives", () => {
    const [project] = projectsOf({ "compose.yaml": `${a}---\n${overA}` });
    assert.deepEqual(ports(service(project!, "a")), [":1:1/tcp", ":2:2/tcp"]);
    const page = projectsOf({ "README.md": `${a}---\n${b}` });
    assert.deepEqual(
      page.map(({ id, alternatives }) => [inFolder(id), inFolder(alternatives)]),
      [
        ["README.md", "README.md"],
        ["README.md#2", "README.md"],
      ],
    );
  });
});

describe("merging Compose services", () => {
  const merged = (base: string, over: string): ContainerFacts =>
    service(only({ "compose.yaml": services(`s: ${base}`), "compose.override.yaml": services(`s: ${over}`) }), "s");
  const args = ({ process }: ContainerFacts): readonly (string | undefined)[] => [
    process.entrypoint?.map(({ text }) => text).join(" "),
    process.args?.map(({ text }) => text).join(" "),
  ];

  it("adds ports, each once", () => {
    const { published } = merged(
      "{image: i, ports: ['4317:4317', '0.0.0.0:80:80', 9]}",
      "{ports: ['4317:4317', '80:80', '4317:4317/udp', '127.0.0.1:4317:4317', 9, {target: 1, published: 1}]}",
    );
    assert.deepEqual(
      published.map(({ hostIp, outer, inner, transport }) => [hostIp, outer, inner, transport]),
      [
        ["", 4317, 4317, "tcp"],
        ["0.0.0.0", 80, 80, "tcp"],
        ["", null, 9, "tcp"],
        ["", 4317, 4317, "udp"],
        ["127.0.0.1", 4317, 4317, "tcp"],
        ["", 1, 1, "tcp"],
      ],
    );
  });

  it("replaces single values", () => {
    const s = merged(
      "{image: 'a:1', network_mode: host, command: x, healthcheck: {test: 'curl http://localhost:1'}}",
      "{image: 'b:2', network_mode: bridge, command: y, healthcheck: {test: 'curl http://localhost:2'}}",
    );
    assert.deepEqual([s.process.image?.repository, s.process.image?.tag], ["b", "2"]);
    assert.deepEqual(s.network, { kind: "own" });
    assert.deepEqual(
      s.process.probes.map(({ port }) => port.kind === "number" && port.port),
      [2],
    );
    assert.deepEqual(args(s), [undefined, "y"]);
    assert.equal(merged("{image: a}", "{image: '${B}'}").process.image, undefined);
    const kept = merged("{image: a, network_mode: host, healthcheck: {test: 'nc -z localhost 1'}}", "{ports: [1]}");
    assert.deepEqual([kept.network.kind, kept.process.probes.length], ["host", 1]);
    assert.deepEqual(
      merged("{image: a, healthcheck: {test: 'nc -z localhost 1'}}", "{healthcheck: {disable: true}}").process.probes,
      [],
    );
  });

  it("keeps the arguments of a file below a new entry point, but not the image's", () => {
    assert.deepEqual(args(merged("{image: a, command: x}", "{entrypoint: /e}")), ["/e", "x"]);
    assert.deepEqual(args(merged("{image: a}", "{entrypoint: /e}")), ["/e", ""]);
    assert.deepEqual(args(merged("{image: a, entrypoint: /e}", "{command: x}")), ["/e", "x"]);
    assert.deepEqual(args(merged("{image: a}", "{ports: [1]}")), [undefined, undefined]);
  });

  it("merges the environment by name, mounts by path, networks and profiles", () => {
    const s = merged(
      "{image: i, environment: {A: 1, B: 2}, volumes: ['./a:/x', './b:/y'], networks: [one], profiles: [p]}",
      "{environment: [B=3, C=4], volumes: ['./c:/x/'], networks: {two: {aliases: [t]}}, profiles: [p, q]}",
    );
    assert.deepEqual(envOf(s), { A: "1", B: "3", C: "4" });
    assert.deepEqual(
      s.process.mounts.map(({ path, source }) => [path, source.kind === "path" && inFolder(source.path)]),
      [
        ["/x", "c"],
        ["/y", "b"],
      ],
    );
    assert.deepEqual([s.networks, s.aliases, s.profiles], [["one", "two"], ["t"], ["p", "q"]]);
  });

  it("takes back what lies below !reset and !override", () => {
    assert.deepEqual(ports(merged("{image: i, ports: ['1:1']}", "{ports: !override ['2:2']}")), [":2:2/tcp"]);
    assert.deepEqual(ports(merged("{image: i, ports: ['1:1']}", "{ports: !reset []}")), []);
    assert.deepEqual(envOf(merged("{image: i, environment: {A: 1}}", "{environment: !override {B: 2}}")), { B: "2" });
    assert.equal(merged("{image: i, network_mode: host}", "{network_mode: !reset null}").network.kind, "own");
  });

  const base = "{image: i, ports: ['1:1', '1:1', 9], expose: [1], environment: {A: $B}, volumes: ['./a:/x', './b:/x']}";
  for (const nothing of ["{}", "{ports: []}", "{x-a: 1}", "{environment: {}, volumes: []}"]) {
    it(`an override of ${nothing} changes nothing`, () => {
      const alone = service(only({ "compose.yaml": services(`s: ${base}`) }), "s");
      const over = services(`s: ${nothing}\nother: {image: o}`);
      const withOver = only({ "compose.yaml": services(`s: ${base}`), "compose.override.yaml": over });
      assert.deepEqual(service(withOver, "s"), alone);
    });
  }
});

describe("extends", () => {
  it("lays a service over one of the same file, and over one of another", () => {
    const files = {
      "compose.yaml": services(`web:
  extends: {file: base/common.yml, service: app}
  environment: [A=web]
  ports: ['8080:80']
debug:
  extends: web
  command: debug`),
      "base/common.yml": services(`app:
  extends: root
  environment: {A: app, B: $TAG}
  env_file: app.env
root:
  image: app:\${TAG:-none}
  ports: ['80:80']
  volumes: ['./conf:/conf']`),
      ".env": "TAG=1.2",
      "base/app.env": "A=file\nC=file",
    };
    const project = only(files);
    const debug = service(project, "debug");
    assert.equal(debug.process.image?.tag, "1.2");
    assert.deepEqual(ports(debug), [":80:80/tcp", ":8080:80/tcp"]);
    assert.deepEqual(envOf(debug), { A: "web", B: "1.2", C: "file" });
    assert.deepEqual(debug.process.mounts[0]?.source, { kind: "path", path: "/srv/base/conf" });
    assert.deepEqual(
      debug.process.args?.map(({ text }) => text),
      ["debug"],
    );
    assert.equal(debug.extends, undefined);
    assert.equal(debug.process.place.file, "/srv/compose.yaml");
    assert.deepEqual(
      project.files.map(({ file }) => inFolder(file)),
      ["compose.yaml", "base/common.yml"],
    );
  });

  it("says which service it does not know", () => {
    const project = only({ "compose.yaml": services("a: {extends: {file: gone.yml, service: b}, ports: ['1:1']}") });
    const a = service(project, "a");
    assert.deepEqual(a.extends, { service: "b", file: "/srv/gone.yml" });
    assert.deepEqual(ports(a), [":1:1/tcp"]);
  });

  it("does not follow circles, nor chains without end", () => {
    const circle = only({
      "compose.yaml": services("a: {extends: b, ports: ['1:1']}\nb: {extends: a, ports: ['2:2']}"),
    });
    assert.deepEqual(ports(service(circle, "a")), [":2:2/tcp", ":1:1/tcp"]);
    const links = Array.from(
      { length: 1000 },
      (_, index) => `s${index}: {extends: s${index + 1}, ports: [${index + 1}]}`,
    );
    assert.equal(service(only({ "compose.yaml": services(links.join("\n")) }), "s0").published.length, 64);
  });

  it("does not multiply what services share", () => {
    const links = Array.from({ length: 2000 }, (_, index) => `s${index}: {extends: base}`);
    const text = services(`base: {image: i, ports: ['1-60000:1-60000']}\n${links.join("\n")}`);
    const { containers } = only({ "compose.yaml": text });
    assert.ok(containers.reduce((sum, { published }) => sum + published.length, 0) < 500_000);
  });
});

describe("include", () => {
  it("starts the services of other files, over which its own override lies", () => {
    const project = only({
      "compose.yaml": `name: shop\ninclude: [infra/compose.yaml]\n${services("web: {image: web}")}`,
      "compose.override.yaml": services("db: {ports: ['5433:5432']}"),
      "infra/compose.yaml": `name: infra\ninclude: [{path: [more.yaml, more.local.yaml]}]\n${services("db: {image: 'db:${TAG}'}")}`,
      "infra/more.yaml": services("more: {image: '${NAME}:${TAG}'}"),
      "infra/more.local.yaml": services("more: {ports: ['${PORT}:1']}"),
      ".env": "TAG=outer\nCOMPOSE_PROJECT_NAME=store",
      "infra/.env": "TAG=inner\nNAME=more\nPORT=7",
    });
    assert.equal(project.name, "store");
    assert.deepEqual(ports(service(project, "db")), [":5433:5432/tcp"]);
    const more = service(project, "more");
    assert.deepEqual([more.process.image?.repository, more.process.image?.tag], ["more", "outer"]);
    assert.deepEqual(ports(more), [":7:1/tcp"]);
    assert.equal(project.files.length, 5);
  });
});

describe("variables of a Compose project", () => {
  const files = {
    ".env": "OTEL_PORT=14317\nHOST=collector\nBOTH=9\nTARGET=${HOST}:${OTEL_PORT}\nWHOLE=http://c:1\nIP=127.0.0.1",
    "compose.yaml": services(`s:
  image: i
  ports:
    - "\${OTEL_PORT:-4317}:4317"
    - "\${IP}:\${OTEL_PORT}:\${INNER:-4318}"
    - "\${BOTH}:\${BOTH}"
    - "1\${BOTH}:1"
    - {target: 5, published: "\${OTEL_PORT}"}
  environment:
    - HOST
    - TARGET
    - UNKNOWN
    - A=http://\${HOST}:\${OTEL_PORT}/\${NOWHERE}
    - B=\${WHOLE}
    - C=$TARGET
    - D=\${NOWHERE}:\${OTEL_PORT:-1}
    - E=$$HOST
  command: ["--config=\${HOST}.yaml", "plain"]
  volumes: ["\${PWD}/x:/x"]
`),
  };
  const s = service(only(files), "s");

  it("take ports from .env, whose digits change there", () => {
    assert.deepEqual(
      s.published.map((port) => [
        port.hostIp,
        port.outer,
        port.inner,
        digits(files, port.changeOuter),
        digits(files, port.changeInner),
      ]),
      [
        ["", 14317, 4317, ".env 14317", "compose.yaml 4317"],
        ["127.0.0.1", 14317, 4318, ".env 14317", "compose.yaml 4318"],
        ["", 9, 9, undefined, undefined],
        ["", 19, 1, undefined, "compose.yaml 1"],
        ["", 14317, 5, ".env 14317", "compose.yaml 5"],
      ],
    );
    for (const { place } of s.published) assert.equal(place.file, "/srv/compose.yaml");
  });

  it("resolve the words of environment and command", () => {
    assert.deepEqual(envOf(s), {
      HOST: "collector",
      TARGET: "collector:14317",
      UNKNOWN: "(elsewhere)",
      A: "http://collector:14317/${NOWHERE}",
      B: "http://c:1",
      C: "collector:14317",
      D: "${NOWHERE}:14317",
      E: "$HOST",
    });
    assert.deepEqual(
      s.process.args?.map(({ text }) => text),
      ["--config=collector.yaml", "plain"],
    );
    const { value } = s.process.env.find(({ name }) => name === "B")!;
    assert.ok(value.kind === "text" && inFolder(value.word.place.file) === ".env");
    assert.deepEqual(s.process.mounts[0]?.source, { kind: "path", path: "/srv/x" });
  });

  it("never make a word look as if it stood where it does not", () => {
    for (const value of ["4317", "43", "431712", "1"]) {
      const text = services("s: {image: i, environment: ['A=x:${P}', 'B=y:$PQ']}");
      const project = only({ "compose.yaml": text, ".env": `P=${value}\nPQ=1${value}` });
      for (const each of service(project, "s").process.env) {
        assert.ok(each.value.kind === "text");
        const { word } = each.value;
        const around = word.place.span.end - word.place.span.start - word.text.length;
        assert.ok(around !== 0 && around !== 2, `${word.text} in ${around + word.text.length} letters`);
      }
    }
  });

  it("env_file adds below environment, later files over earlier ones", () => {
    const project = only({
      "compose.yaml": services(
        "s: {image: i, env_file: [a.env, {path: b.env, required: false}, gone.env], environment: {Z: own}}",
      ),
      "a.env": "X=a\nY=a\nZ=a",
      "b.env": "Y=b-${V}",
      ".env": "V=v",
    });
    assert.deepEqual(envOf(service(project, "s")), { X: "a", Y: "b-v", Z: "own" });
  });

  it("do not grow without end", () => {
    const env = [
      "A=aaaaaaaaaa",
      ..."BCDEFGHIJ".split("").map((name, index) => `${name}=${`$${"ABCDEFGHI"[index]!}`.repeat(10)}`),
    ];
    const text = services(`s: {image: i, environment: ['X=${"$J".repeat(1000)}', 'Y=${"$B".repeat(50_000)}']}`);
    const project = only({ "compose.yaml": text, ".env": env.join("\n") });
    for (const { value } of service(project, "s").process.env) {
      assert.ok(value.kind === "text" && value.word.text.length < 400_000);
    }
  });
});

describe("Compose projects of any files", () => {
  const paths = [
    "compose.yaml",
    "compose.prod.yml",
    "compose.override.yaml",
    "common.yml",
    "x/compose.yaml",
    "README.md",
  ];
  const path = fc.constantFrom(...paths);
  const name = fc.constantFrom("a", "b", "c");
  const line = fc.oneof(
    name.map((each) => `extends: ${each}`),
    fc.tuple(name, path).map(([each, file]) => `extends: {service: ${each}, file: ${file}}`),
    fc.constantFrom(
      "image: i:$A",
      "ports: ['${A:-1}:1', '2:${B}']",
      "ports: !override ['3:3']",
      "environment: [A, B=$B]",
    ),
    fc.constantFrom("env_file: .env", "command: a $A", "entrypoint: b", "network_mode: host", "volumes: !reset []"),
  );
  const body = fc.uniqueArray(line, { selector: (each) => each.split(":", 1)[0]!, minLength: 1, maxLength: 5 });
  const file = fc
    .tuple(fc.array(path, { maxLength: 2 }), fc.dictionary(name, body, { minKeys: 1 }))
    .map(([includes, bodies]) => ({ includes, services: Object.entries(bodies) }));
  interface Written {
    readonly includes: readonly string[];
    readonly services: readonly (readonly [string, readonly string[]])[];
  }
  const textOf = ({ includes, services: all }: Written): string =>
    `include: [${includes.join(", ")}]\n${services(all.map(([each, lines]) => `${each}:\n${lines.map((l) => `  ${l}`).join("\n")}`).join("\n"))}`;
  const workspace = fc.dictionary(path, file, { minKeys: 1 });
  const env = { ".env": "A=1\nB=$A$B\n", "x/.env": "A=x" };
  const textsOf = (files: Readonly<Record<string, Written>>): Files => ({
    ...env,
    ...Object.fromEntries(Object.entries(files).map(([each, written]) => [each, textOf(written)])),
  });

  it("never throw, and start each service once", () => {
    fc.assert(
      fc.property(workspace, (files) => {
        const projects = projectsOf(textsOf(files));
        assert.equal(new Set(projects.map(({ id }) => id)).size, projects.length);
        for (const { containers, base, files: parts } of projects) {
          assert.ok(parts.includes(base));
          assert.equal(new Set(containers.map(({ process }) => process.name)).size, containers.length);
        }
      }),
      { numRuns: 100 },
    );
  });

  it("are the same whatever the order of services and files", () => {
    const shapeOf = (files: Files): unknown =>
      projectsOf(files)
        .map(({ id, alternatives, containers }) => {
          const shapes = containers.map((each) =>
            JSON.stringify([each.process.name, ports(each), envOf(each), each.network, each.extends]),
          );
          return JSON.stringify([id, alternatives, shapes.sort()]);
        })
        .sort();
    fc.assert(
      fc.property(workspace, (files) => {
        const turned = Object.fromEntries(
          Object.entries(files)
            .reverse()
            .map(([each, written]) => [each, { ...written, services: [...written.services].reverse() }]),
        );
        assert.deepEqual(shapeOf(textsOf(turned)), shapeOf(textsOf(files)));
      }),
      { numRuns: 100 },
    );
  });
});

describe("what a Compose file reads", () => {
  it("names the files beside its mounts", () => {
    const text = `include: [infra/compose.yaml]\n${services("a: {extends: {file: ../base.yml, service: b}, env_file: [a.env, a.env]}")}`;
    assert.deepEqual(composeReferences(factsOf("/srv/shop/compose.yaml", text)[0]!), [
      "/srv/shop/.env",
      "/srv/shop/infra/compose.yaml",
      "/srv/shop/infra/.env",
      "/srv/base.yml",
      "/srv/shop/a.env",
    ]);
  });
});
