import assert from "node:assert/strict";
import fc from "fast-check";
import type { ContainerFacts, Fact, PortChange } from "../../server/src/analysis/facts.js";
import { fencedBlocks } from "../../server/src/analysis/sources/shell/markdown.js";
import { markdownSource, textsOfMarkdown } from "../../server/src/analysis/sources/shell/page.js";
import type { TextResult } from "../../server/src/analysis/sources/source.js";
import type { Span } from "../../server/src/analysis/text.js";
import { get, textOf } from "../../server/src/analysis/yaml/access.js";
import { parseEmbedded } from "../../server/src/analysis/yaml/parse.js";

const file = "/docs/guide.md";

const read = (text: string): TextResult =>
  markdownSource.marker.test(text) ? markdownSource.read(text, file) : { facts: [], problems: [] };

const cut = (text: string, span: Span): string => text.slice(span.start, span.end);
const digits = (text: string, change: PortChange): string | undefined =>
  change.kind === "digits" ? cut(text, change.place.span) : undefined;

const fence = (language: string, ...lines: readonly string[]): string =>
  ["```" + language, ...lines, "```", ""].join("\n");

/** A fact with the block it stands in, in one line. */
const say = (fact: Fact, block: number | undefined): string => {
  switch (fact.kind) {
    case "collector":
      return `${String(block)} ${fact.holder?.kind ?? "file"} ${fact.holder?.name ?? ""}/${fact.holder?.key ?? ""}`;
    case "containers":
      return `${String(block)} ${fact.engine} ${fact.containers.map(({ process }) => process.name).join(" ")}`;
    case "pod":
    case "service":
    case "config-holder":
      return `${String(block)} ${fact.object.kind} ${fact.object.name}`;
    default:
      return `${String(block)} ${fact.kind}`;
  }
};
const saidBy = (text: string): readonly string[] => {
  const { facts, blocks = [] } = read(text);
  assert.equal(blocks.length, facts.length);
  return facts.map((fact, index) => say(fact, blocks[index]));
};

const config = [
  "receivers:",
  "  otlp:",
  "    protocols:",
  "      grpc:",
  "        endpoint: 0.0.0.0:4317",
  "exporters:",
  "  debug:",
  "service:",
  "  pipelines:",
  "    traces: {receivers: [otlp], exporters: [debug]}",
];
const service = ["apiVersion: v1", "kind: Service", "metadata: {name: otel}", "spec: {ports: [{port: 4317}]}"];
const serviceMap = ["otel:", "  image: otel/opentelemetry-collector-contrib", "  ports:", "    - 4317:4317 # gRPC"];

describe("the shell blocks of a page", () => {
  const page = [
    "# Jaeger",
    "",
    "```bash",
    "docker run --rm --name jaeger \\",
    "  -e COLLECTOR_ZIPKIN_HOST_PORT=:9411 \\",
    "  -p 6831:6831/udp \\",
    "  -p 4317:4317 \\",
    "  jaegertracing/all-in-one:1.50",
    "```",
    "",
    "```yaml",
    "docker: run -p 1:1 nothing",
    "```",
    "",
    "1. On each host:",
    "",
    "   ```console",
    "   $ docker run -d \\",
    "   >   --name tfo-otel-agent --network host -e API_KEY=<YOUR API KEY> -e IP={IP address} \\",
    "   >   -v $(pwd)/agent.yaml:/etc/agent.yaml \\",
    "   >   otel/opentelemetry-collector-contrib:{{< version >}} --config=/etc/agent.yaml",
    "   docker run here is what it printed",
    "   ```",
    "",
    "> ~~~sh",
    "> docker run -p 8:8 quoted/image",
    "> ~~~",
    "",
    "````shell title=open",
    "```",
    "docker run -p 9:9 last/image",
  ].join("\n");

  for (const [eol, text] of [
    ["LF", page],
    ["CRLF", page.replaceAll("\n", "\r\n")],
  ] as const) {
    it(`reads a guide with ${eol}`, () => {
      const { facts, blocks } = read(text);
      assert.deepEqual(blocks, [0, 2, 3, 4]);
      const containers = facts.flatMap((fact): readonly ContainerFacts[] =>
        fact.kind === "containers" ? fact.containers : [],
      );
      assert.deepEqual(
        containers.map(({ process, network }) => [process.name, process.image?.tag, network.kind]),
        [
          ["jaeger", "1.50", "own"],
          ["tfo-otel-agent", undefined, "host"],
          ["image", undefined, "own"],
          ["image", undefined, "own"],
        ],
      );
      const [jaeger, agent] = containers;
      assert.equal(agent!.process.image?.repository, "otel/opentelemetry-collector-contrib");
      assert.deepEqual(
        agent!.process.args?.map((word) => word.text),
        ["--config=/etc/agent.yaml"],
      );
      assert.deepEqual(
        jaeger!.published.map(({ inner, changeOuter, place }) => [
          inner,
          digits(text, changeOuter),
          cut(text, place.span),
        ]),
        [
          [6831, "6831", "6831:6831/udp"],
          [4317, "4317", "4317:4317"],
        ],
      );
      assert.deepEqual(agent!.process.mounts[0]!.source, { kind: "path", path: "/docs/agent.yaml" });
      const value = agent!.process.env[0]?.value;
      assert.equal(value?.kind === "text" && value.word.text, "<YOUR API KEY>");
    });
  }

  /** The language of a block, what it says, and the containers it starts. */
  const blocks: readonly (readonly [string, string, string | undefined])[] = [
    ["bash", "docker run a/x", "x"],
    ["sh {linenos=true}", "docker run a/x", "x"],
    ["{.bash .copy}", "docker run a/x", "x"],
    ["console", "$ sudo docker run a/x\n$ docker run a/y", "x y"],
    ["console", "otel@web-1:~/shop$ docker run a/x\ndocker run a/y", "x"],
    ["shell-session", "% docker run a/x", "x"],
    ["", "docker run -d a/x", "x"],
    ["", "$ docker run -d a/x", "x"],
    ["", "Say docker run to start it", undefined],
    ["text", "docker run a/x", undefined],
    ["python", "docker run a/x", undefined],
    ["markdown", "docker run a/x", undefined],
    ["bash", "docker run [OPTIONS] IMAGE", undefined],
    ["bash", "docker run ... a/x", undefined],
    ["bash", "docker run -p 1:1 \\\n  # not there\n  a/x", undefined],
    ["bash", "docker run -p 1:1 \\ # not there\n  a/x", undefined],
    ["bash", "docker run -p 1:1 \\\n\n  a/x", undefined],
    ["bash", "docker run a/x # ...", "x"],
  ];
  for (const [language, script, names] of blocks) {
    it(JSON.stringify([language, script]), () => {
      assert.deepEqual(saidBy(fence(language, script)), names === undefined ? [] : [`0 docker-run ${names}`]);
    });
  }

  it("finds what they write", () => {
    const write = ["sudo tee /etc/otel.service > /dev/null <<EOF", "[Service]", "EOF"];
    const text = `${fence("text", ...write)}> ~~~sh\n> ${write.join("\n> ")}\n> cat > otel.yaml <<EOF\n> a: 1\n> EOF\n> ~~~\n`;
    assert.deepEqual(
      textsOfMarkdown(text, file).map(({ block, name, path, scalar }) => [block, name, path, scalar.text]),
      [
        [1, "/etc/otel.service", "/etc/otel.service", "[Service]\n"],
        [1, "otel.yaml", "/docs/otel.yaml", "a: 1\n"],
      ],
    );
  });
});

describe("the YAML blocks of a page", () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ["a configuration", fence("yaml", ...config), ["0 fenced block guide.md/1"]],
    ["a Service", fence("yml", ...service), ["0 Service otel"]],
    ["a map of services", fence("yaml", ...serviceMap), ["0 compose otel"]],
    [
      "a Compose file",
      fence("docker-compose", "services:", ...serviceMap.map((line) => `  ${line}`)),
      ["0 compose otel"],
    ],
    [
      "a Compose file by its name",
      fence("compose.yaml", "services:", ...serviceMap.map((line) => `  ${line}`)),
      ["0 compose otel"],
    ],
    ["a title", fence('yaml title="otel.yaml" {3,5}', ...config), ["0 fenced block guide.md/1"]],
    ["a file's name", fence("yaml:otel.yaml", ...config), ["0 fenced block guide.md/1"]],
    ["capitals", fence("YAML", ...config), ["0 fenced block guide.md/1"]],
    ["otel", fence("otel-config", ...config), ["0 fenced block guide.md/1"]],
    ["an Agent's configuration", fence("yaml", "otelcollector:", "  enabled: true"), ["0 agent"]],
    [
      "several documents",
      fence("text", "a") + fence("yaml", "---", ...service, "---", ...config, "---", ...service),
      ["1 Service otel", "1 fenced block guide.md/2", "1 Service otel"],
    ],
    [
      "a configuration in a ConfigMap",
      fence(
        "yaml",
        "kind: ConfigMap",
        "metadata: {name: otel}",
        "data:",
        "  a.yaml: |",
        ...config.map((line) => `    ${line}`),
      ),
      ["0 ConfigMap otel", "0 ConfigMap otel/a.yaml"],
    ],
    [
      "alternatives",
      fence("yaml", ...config) + fence("yaml", ...config),
      ["0 fenced block guide.md/1", "1 fenced block guide.md/2"],
    ],
    [
      "one that a shell block writes",
      fence("bash", "docker run a/b", "cat > otel.yaml <<EOF", ...config, "EOF"),
      ["0 docker-run b", "0 here-document otel.yaml//docs/otel.yaml"],
    ],
    ["a project file", fence("yaml", "hosts:", "  web-1: {runs: [a.yaml]}"), []],
    ["another language", fence("json", ...config), []],
    ["no language", fence("", ...config), []],
    ["no fence", config.join("\n"), []],
    ["a block in a block", "````markdown\n" + fence("yaml", ...config) + "````\n", []],
    ["a fence of tildes around", "~~~\n" + fence("yaml", ...config) + "~~~\n", []],
    ["an open fence", "```yaml\n" + config.join("\n"), ["0 fenced block guide.md/1"]],
    ["inline code", "```yaml receivers: ``` and\n" + config.join("\n"), []],
    ["a quotation that ends", `> \`\`\`text\n> a\n\n${fence("yaml", ...config)}`, ["1 fenced block guide.md/2"]],
    [
      "a fence in a block scalar",
      fence("yaml", "x-note: |", "    ```", "    a", "    ```", "services:", ...serviceMap.map((line) => `  ${line}`)),
      ["0 compose otel"],
    ],
  ];
  for (const [name, text, expected] of cases) {
    it(name, () => {
      assert.deepEqual(saidBy(text), expected);
      assert.deepEqual(saidBy(text.replaceAll("\n", "\r\n")), expected);
    });
  }

  /** What stands before each line of a block. */
  const prefixes: readonly (readonly [string, string])[] = [
    ["", ""],
    ["   ", "   "],
    ["- ", "  "],
    ["10. ", "    "],
    ["\t", "\t"],
    ["    ", "    "],
    ["> ", "> "],
    [">", ">"],
    ["> > - ", "> >   "],
  ];
  for (const [first, rest] of prefixes) {
    for (const eol of ["\n", "\r\n"]) {
      it(`places what stands behind ${JSON.stringify(first)} with ${JSON.stringify(eol)}`, () => {
        const text = fence("yaml", ...config, "---", ...service)
          .trimEnd()
          .split("\n")
          .map((line, index) => (index === 0 ? first : rest) + line)
          .join(eol);
        const [collector, k8s, ...others] = read(text).facts;
        assert.deepEqual(others, []);
        assert.ok(collector?.kind === "collector" && k8s?.kind === "service");
        const listener = collector.components[0]!.listeners[0]!;
        assert.equal(cut(text, listener.place.span), "0.0.0.0:4317");
        assert.equal(digits(text, listener.change), "4317");
        assert.equal(cut(text, collector.components[0]!.key.span), "otlp");
        assert.equal(digits(text, k8s.ports[0]!.change), "4317");
      });
    }
  }

  const elided: readonly (readonly [string, readonly string[], boolean])[] = [
    ["nothing", config, false],
    ["a section", config.map((line) => (line === "  debug:" ? "  ..." : line)), true],
    ["what stands around", ["...", ...config, "..."], true],
    ["in a comment", config.map((line) => (line === "  debug:" ? "  debug: # … as before" : line)), true],
    ["an item", config.map((line) => line.replace("[otlp]", "[otlp, ...]")), true],
    ["with dots that mean something", [...config, "    logs: {receivers: [otlp/a...b]}"], false],
  ];
  for (const [what, lines, leavesOut] of elided) {
    it(`leaves out ${what}`, () => {
      const { facts, problems } = read(fence("yaml", ...lines));
      assert.deepEqual(problems, []);
      const [collector, ...others] = facts;
      assert.deepEqual(others, []);
      assert.ok(collector?.kind === "collector");
      assert.equal(collector.syntaxErrors, leavesOut);
      assert.equal(collector.pipelines?.[0]?.id, "traces");
    });
  }

  it("reports no syntax problems", () => {
    const { facts, problems } = read(fence("yaml", ...config, "  broken: ["));
    assert.deepEqual(problems, []);
    assert.ok(facts[0]?.kind === "collector" && facts[0].syntaxErrors);
  });

  it("frees blocks of what surrounds them", () => {
    const text = "- a\n  ```yaml\n  a:\n    b: 4317\n  ```\n> ```{.yaml}\n> a: {b: 4318}\n```x`y\n";
    const blocks = fencedBlocks(text);
    assert.deepEqual(
      blocks.map(({ language }) => language),
      ["yaml", "yaml"],
    );
    for (const { scalar } of blocks) {
      const node = get(parseEmbedded(scalar)?.[0]?.root, "a", "b");
      assert.equal(node && cut(text, node.span), textOf(node));
    }
  });
});

describe("whatever stands in a page", () => {
  it("goes by the file's name", () => {
    for (const name of ["/a/README.md", "/a/b.markdown", "/a/B.MDX"]) assert.ok(markdownSource.mayBe(name));
    for (const name of ["/a/md", "/a/b.md.txt", "/a/b.rst"]) assert.ok(!markdownSource.mayBe(name));
  });

  const places = (text: string): void => {
    for (const span of spansIn(read(text))) {
      assert.ok(0 <= span.start && span.start <= span.end && span.end <= text.length, JSON.stringify(span));
    }
    textsOfMarkdown(text, file);
  };

  it("never throws, and every place lies in the text", () => {
    const pieces = fc.oneof(
      fc.constantFrom(
        ..."``` ~~~ ```` ```yaml ```sh > - 1. \t \n \r\n ... … --- # { [ ' \" | & * <<EOF EOF $ \\".split(" "),
        "\n```yaml\n",
        "\n```sh\n",
        "\n```\n",
        "\n> ",
        "\n  ",
        "docker run -p 4317:4317 a/b ",
        ...[config, service, serviceMap].map((lines) => `\n${lines.join("\n")}\n`),
        ...[...config, ...serviceMap].map((line) => `\n${line}`),
      ),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
        places(parts.join(""));
      }),
      { numRuns: 500 },
    );
  });

  const parts = [
    "a line of text with docker run and receivers: in it\n",
    "```\na\n",
    "```text\na\n```\n",
    "> ",
    "- ",
    "1. ",
    " ",
    "`",
    "```",
    "~~~ ",
    "> ```sh\n",
    "```sh\n",
    "```sh\ndocker run a\n```\n",
    "```yaml\na: 1\n```\n",
    "```yaml\nkind: Service\n```\n",
    "[ ",
    "# ",
    "\n",
    "\r",
  ];
  for (const part of parts) {
    it(`survives ${JSON.stringify(part)} two thousand times`, () => {
      const text = part.repeat(2000);
      places(text);
      places("```yaml\nreceivers:\n" + text);
      places("> > ```sh\n> > docker run " + text);
    }).timeout(10_000);
  }

  it("takes a megabyte for what it is", () => {
    for (const part of ["docker run and receivers: in a line\n", "> - 1. ", " ", "`` ", "~~\n"]) {
      const text = part.repeat(2 ** 20 / part.length);
      assert.ok(!markdownSource.marker.test(text));
      places(text);
      assert.deepEqual(saidBy(`${text}\n\n${fence("sh", "docker run a/b")}${text}`), ["0 docker-run b"]);
    }
  }).timeout(10_000);

  it("does not multiply ranges", () => {
    const run = fence("sh", "docker run -p 1-60000:1-60000 a/b");
    const compose = fence("yaml", "a:", "  image: a/b", "  ports: ['1-60000:1-60000']");
    assert.ok(read(`${run}${compose}`.repeat(2000)).facts.length < 5);
  });
});

function* spansIn(value: unknown): Generator<Span> {
  if (typeof value !== "object" || value === null) return;
  if ("start" in value && "end" in value) yield value as Span;
  else for (const each of Object.values(value)) yield* spansIn(each);
}
