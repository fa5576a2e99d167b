/** Documents that nobody writes but somebody sends: each by a name that says what it is. */
export const hostileTexts: readonly (readonly [name: string, text: string])[] = [
  ["an alias bomb of lists", bomb((names) => `[${names}]`)],
  [
    "an alias bomb of maps",
    bomb(
      (names) =>
        `{${names
          .split(",")
          .map((name, index) => `k${index}: ${name}`)
          .join(", ")}}`,
    ),
  ],
  ["an alias bomb of merges", bomb((names) => `{<<: [${names}]}`)],
  ["an alias that contains itself", config("&self {protocols: {grpc: *self}, <<: *self}")],
  ["a list that contains itself", `${config("")}extensions: &all [*all, *all]\n`],
  ["anchors behind anchors", config(Array.from({ length: 2000 }, (_, index) => `&a${index} `).join(""))],
  ["10 MB of one line", `${config("")}# ${"x".repeat(10_000_000)}`],
  ["10 MB of one word", `${config("")}extensions: ${"x".repeat(10_000_000)}`],
  ["a megabyte of brackets that close", `${config("")}extensions: ${"[],".repeat(32_000)}`],
  ["a megabyte of one quoted text", config(`{protocols: {grpc: {endpoint: "${"\\u0030".repeat(170_000)}"}}}`)],
  ["10,000 keys", `${config("")}extensions:\n${numbered(10_000, (index) => `  k${index}:\n`)}`],
  ["1,000 components", `${config("")}processors:\n${numbered(1_000, (index) => `  batch/${index}:\n`)}`],
  ["1,000 receivers that listen", receivers(1_000)],
  [
    "1,000 published ports",
    `services:\n  otel-collector:\n    image: otel/opentelemetry-collector\n    ports:\n${numbered(1_000, (index) => `      - "${index + 1}:4317"\n`)}`,
  ],
  [
    "10,000 ports published, twice",
    `services:\n${numbered(2, (index) => `  c${index}:\n    image: otel/opentelemetry-collector\n    ports: ["1-10000:1-10000"]\n`)}`,
  ],
  ["1,000 documents", `${config("")}${"---\na: 1\n".repeat(1_000)}`],
  ["20 configurations", `${config("")}---\n`.repeat(20)],
  ["2,000 levels of blocks", `${config("")}${numbered(2000, (index) => `${" ".repeat(index)}a:\n`)}`],
  ["2,000 levels of brackets", config(`${"[".repeat(2000)}${"]".repeat(2000)}`)],
  ["2,000 levels of braces", config(`${"{a: ".repeat(2000)}${"}".repeat(2000)}`)],
  ["2,000 levels in one line", config("a: ".repeat(2000))],
  ["100,000 levels behind a quote that is none", config(`[x '${"[".repeat(100_000)}`)],
  ["100,000 levels behind an escape", config(`{a: "\\"", b: ${"[".repeat(100_000)}`)],
  ["100,000 keys in one another", config("a: ".repeat(31_000))],
  ["names that objects have anyway", specialNames()],
  [
    "bytes",
    Array.from({ length: 10_000 }, (_, index) => String.fromCharCode((index * 7919) % 256)).join("") + config(""),
  ],
  ["NUL bytes", config("\0".repeat(1000))],
  ["lone surrogates", config("{protocols: {grpc: {endpoint: '\uD800:4317\uDC00'}}}").replaceAll("otlp", "otlp/\uDFFF")],
  ["lone CRs", config("{protocols: {grpc: }}").replaceAll("\n", "\r")],
  ["byte order marks", `\uFEFF${config("{protocols: {grpc: }}").replaceAll("\n", "\n\uFEFF")}`],
  ["tabs", config("{protocols: {grpc: }}").replaceAll("  ", "\t")],
  [
    "huge numbers",
    config(`{protocols: {grpc: {endpoint: "0.0.0.0:${"9".repeat(100_000)}"}, http: {endpoint: ${"1".repeat(400)}}}}`),
  ],
  [
    "variables in one another",
    config(`{protocols: {grpc: {endpoint: "${"${env:A:-".repeat(5000)}${"}".repeat(5000)}"}}}`),
  ],
  ["variables that never end", config(`{protocols: {grpc: {endpoint: "${"${".repeat(2_000)}"}}}`)],
  ["blank space", `${config("")}${" ".repeat(2_000)}\n${"\n".repeat(2_000)}`],
  ["an endpoint of colons", config(`{protocols: {grpc: {endpoint: "${":".repeat(100_000)}"}}}`)],
  ["an endpoint of brackets", config(`{protocols: {grpc: {endpoint: "${"[".repeat(100_000)}"}}}`)],
  [
    "an argument of quotes",
    `services:\n  otel-collector:\n    image: otel/opentelemetry-collector\n    command: "${"\\\" ' ".repeat(1_000)}"\n`,
  ],
  [
    "comments of comments",
    `${config("")}${"# portolan-ignore ".repeat(1_000)}\n${"# portolan-ignore a: b\n".repeat(1_000)}`,
  ],
  ["a pipeline of cycles", cycles(20)],
  [
    "1,000 references to one processor",
    `${config("").replace("[debug]", `[debug]\n      processors: [${"batch, ".repeat(1_000)}]`)}processors: {batch: }\n`,
  ],
];

/** Formats other than YAML, by the file's name. */
export const hostileFiles: readonly (readonly [file: string, text: string])[] = [
  ["fences.md", "```yaml\nreceivers: {otlp: }\n".repeat(500)],
  ["ticks.md", `receivers: otlp docker run \n${"`".repeat(2_000)}`],
  ["run.sh", `docker run ${"-p 4317:4317 ".repeat(1_000)} otel/opentelemetry-collector\n`],
  ["quotes.sh", `docker run otel/opentelemetry-collector ${"\"$('".repeat(1_000)}\n`],
  ["nested.sh", `docker run otel/opentelemetry-collector ${"$(".repeat(1_000)}\n`],
  ["documents.sh", `cat <<EOF > a.yaml\nreceivers:\n${"cat <<EOF\n".repeat(1_000)}`],
  ["otelcol.service", `[Service]\nExecStart=/usr/bin/otelcol ${"--config=a \\\n".repeat(1_000)}`],
  ["app.env", `OTEL_EXPORTER_OTLP_ENDPOINT=${"http://".repeat(1_000)}\n${"A=$A$A\n".repeat(1_000)}`],
  ["app.toml", `otlp = ${"[".repeat(2_000)}\n${"[[a]]\n".repeat(1_000)}endpoint = "localhost:4317"\n`],
  ["app.properties", `otel.exporter.otlp.endpoint=http://a:4317\\\n${"\\\n".repeat(2_000)}`],
  ["app.json", `{"otel": {"endpoint": "http://a:4317", "a": ${"[".repeat(2_000)}`],
];

/** As an id, a key and a value, wherever there are such. */
function specialNames(): string {
  return ["__proto__", "constructor", "toString", "hasOwnProperty"].map(documentsOf).join("---\n");
}

function documentsOf(name: string): string {
  return `receivers:
  ${name}:
    protocols: {grpc: {endpoint: "0.0.0.0:4317"}, ${name}: {${name}: 1}}
  otlp/${name}: {protocols: {${name}: {endpoint: "localhost:1"}}}
exporters: {${name}: {endpoint: "${name}:4317"}}
processors: {${name}: }
extensions: {${name}: }
connectors: {${name}: }
${name}: {receivers: [${name}]}
service:
  ${name}: {${name}: 1}
  extensions: [${name}]
  telemetry: {${name}: {}, metrics: {${name}: 1}}
  pipelines:
    ${name}: {receivers: [${name}], exporters: [${name}]}
    traces/${name}: {receivers: [${name}, otlp/${name}], processors: [${name}], exporters: [${name}]}
---
services:
  ${name}: {image: ${name}, environment: {${name}: "${name}:4317"}, depends_on: [${name}], networks: [${name}], ports: ["4317:4317"]}
networks: {${name}: }
---
apiVersion: v1
kind: ${name}
metadata: {name: ${name}, labels: {${name}: ${name}}}
---
apiVersion: v1
kind: Service
metadata: {name: ${name}, namespace: ${name}}
spec: {selector: {${name}: ${name}}, ports: [{name: ${name}, port: 4317, targetPort: ${name}}]}
---
apiVersion: v1
kind: Pod
metadata: {name: ${name}, namespace: ${name}, labels: {${name}: ${name}}}
spec: {containers: [{name: ${name}, image: "otel/opentelemetry-collector:${name}", env: [{name: ${name}, value: ${name}}], ports: [{name: ${name}, containerPort: 4317}]}]}
`;
}

/** A collector's configuration with a receiver of whatever is given. */
function config(otlp: string): string {
  return `receivers:
  otlp: ${otlp}
exporters:
  debug:
service:
  pipelines:
    traces:
      receivers: [otlp]
      exporters: [debug]
`;
}

/** Each name stands for nine of the one before: 9^12 nodes, where somebody counts them one by one. */
function bomb(nine: (names: string) => string): string {
  const levels = numbered(
    12,
    (index) => `  b${index + 1}: &b${index + 1} ${nine(Array.from({ length: 9 }, () => `*b${index}`).join(","))}\n`,
  );
  return `bomb:\n  b0: &b0 {endpoint: "localhost:4317"}\n${levels}processors: *b12\n${config("*b12")}`;
}

function numbered(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join("");
}

function receivers(count: number): string {
  const each = numbered(count, (index) => `  zipkin/${index}: {endpoint: "0.0.0.0:${(index % 60_000) + 1024}"}\n`);
  const ids = numbered(count, (index) => `zipkin/${index}, `);
  return `receivers:\n${each}exporters:\n  debug:\nservice:\n  pipelines:\n    traces: {receivers: [${ids}], exporters: [debug]}\n`;
}

/** Every pipeline hands on to every connector, which hands on to every pipeline. */
function cycles(count: number): string {
  const names = numbered(count, (index) => `forward/${index}, `);
  const pipelines = numbered(count, (index) => `    traces/${index}: {receivers: [${names}], exporters: [${names}]}\n`);
  return `connectors:\n${numbered(count, (index) => `  forward/${index}:\n`)}service:\n  pipelines:\n${pipelines}`;
}
