import assert from "node:assert/strict";
import { hoverAt } from "../../../server/src/analysis/features/hover/hover.js";
import { code, escaped, list } from "../../../server/src/analysis/features/hover/markdown.js";
import { cluster } from "./cluster.js";
import { SiteUnderTest } from "./site.js";

const hover = (site: SiteUnderTest, ...cursor: Parameters<SiteUnderTest["at"]>): string =>
  hoverAt(site.context, ...site.at(...cursor))?.markdown ?? "";

describe("hover on a component", () => {
  const site = new SiteUnderTest(cluster);

  it("says what it is, where it is built in, what it binds by itself and here, and what changed", () => {
    assert.equal(
      hover(site, "k8s/gateway.yaml", "otlp:\n"),
      `**otlp receiver**

Signals: traces, metrics and logs (stable), profiles (alpha).  
In core, contrib, k8s, otlp and DDOT.

Binds where nothing else is written
- \`localhost:4317\` tcp, \`otlp-grpc\`, since collector v0.104.0
- \`localhost:4318\` tcp, \`otlp-http\`, since collector v0.104.0

Changes
- v0.104.0: Defaults localhost:4317 and localhost:4318 – set endpoint explicitly in containers

Used by gateway in pipeline \`traces\`.

It binds
- \`0.0.0.0:4317\`, \`otlp-grpc\` (\`k8s/gateway.yaml:11\`)
- \`127.0.0.1:4318\`, \`otlp-http\` (\`k8s/gateway.yaml:12\`)

*The catalogue is as of collector v0.159.0.*`,
    );
  });

  it("says the same where it is named, and marks what it speaks of", () => {
    assert.equal(hover(site, "k8s/gateway.yaml", "otlp]"), hover(site, "k8s/gateway.yaml", "otlp:\n"));
    const [file, offset] = site.at("k8s/gateway.yaml", "otlp/backend]");
    const found = hoverAt(site.context, file, offset + 3);
    assert.ok(found);
    assert.equal(site.shown({ file, span: found.span }), "k8s/gateway.yaml:24 otlp/backend");
    assert.match(found.markdown, /^\*\*otlp exporter\*\* `otlp\/backend`\n/);
    assert.match(found.markdown, /\n- v0\.144\.0: Type renamed to otlp\\_grpc;/);
  });

  it("knows connectors, what is gone, what nobody uses, and what it does not know", () => {
    const text = `receivers: {otlp: , zipkin: , nosuch: }
exporters: {logging: }
connectors: {spanmetrics: }
service: {pipelines: {traces: {receivers: [otlp], exporters: [spanmetrics]}, metrics/a: {receivers: [spanmetrics, lost], exporters: [logging]}}}
`;
    const other = new SiteUnderTest({ "config.yaml": text });
    const at = (needle: string): string => hover(other, "config.yaml", needle);
    assert.match(at("spanmetrics: }"), /^\*\*spanmetrics connector\*\*\n\nSignals: traces → metrics \(alpha\)\./);
    assert.match(at("spanmetrics: }"), /Used by w in pipelines `traces` and `metrics\/a`\./);
    assert.match(at("logging: }"), /\*\*Removed in v0\.111\.0\.\*\* Use the debug exporter instead\./);
    assert.match(at("zipkin"), /`0\.0\.0\.0:9411` tcp, `zipkin-http`, before collector v0\.104\.0/);
    assert.match(at("zipkin"), /w configures it, but nothing uses it: it opens no port\./);
    assert.match(at("nosuch"), /^\*\*nosuch receiver\*\*\n\nThe catalogue does not know this type/);
    assert.match(at("lost"), /w does not configure it\.$/);
    assert.equal(at("metrics/a"), "**pipeline** `metrics/a`\n\n`spanmetrics`, `lost` → `logging` in w");
    assert.equal(at("pipelines"), "");
  });
});

describe("hover on a port", () => {
  const site = new SiteUnderTest(cluster);
  const owner =
    "**4317/tcp** in pod `gateway`: the otlp receiver (grpc) of gateway, speaking `otlp-grpc` on `0.0.0.0:4317` (`k8s/gateway.yaml:11`).";
  const dialled = "otlp exporter of agent (`k8s/agent.yaml:11`)";

  it("says who owns it, what is spoken, and who reaches it", () => {
    assert.equal(
      hover(site, "k8s/gateway.yaml", "0.0.0.0:4317"),
      `${owner}\n\nReached by\n- Service gateway (\`k8s/service.yaml:10\`)\n- ${dialled}`,
    );
  });

  it("says for whom a Service, a probe or a container names it", () => {
    assert.equal(
      hover(site, "k8s/service.yaml", "14317"),
      `**Service gateway** hands on to ${owner}\n\nReached by\n- ${dialled}`,
    );
    assert.match(
      hover(site, "k8s/gateway.yaml", "13133\n          vol"),
      /^\*\*The liveness probe of collector\*\* asks \*\*13133\/tcp\*\* in pod `gateway`/,
    );
    assert.match(
      hover(site, "k8s/gateway.yaml", "4317\n          live"),
      /^\*\*containerPort of collector\*\* declares \*\*4317\/tcp\*\*/,
    );
  });

  it("says what a published port leads to, and who has the same number elsewhere", () => {
    const published = (name: string, port: string): string =>
      `  ${name}:\n    image: jaegertracing/all-in-one:1.50\n    ports: ["${port}"]\n`;
    const compose = `services:\n${published("a", "4317:4317")}${published("b", "5317:4317")}`;
    assert.equal(
      hover(new SiteUnderTest({ "compose.yaml": compose }), "compose.yaml", "5317"),
      `**5317/tcp** of the host, published port of b, leads to port 4317.

**4317/tcp** in container \`b\`: the OTLP (grpc) of b, speaking \`otlp-grpc\` on \`0.0.0.0:4317\` (\`compose.yaml:6\`).

The same number elsewhere
- host \`w\`: the published port of a (\`compose.yaml:4\`)
- container \`a\`: the OTLP (grpc) of a (\`compose.yaml:3\`)`,
    );
    const image = hover(new SiteUnderTest({ "compose.yaml": compose }), "compose.yaml", "jaegertracing", 0);
    assert.match(image, /^Opened here, though nobody wrote it\n- \*\*4317\/tcp\*\* in container `a`/);
  });
});

describe("hover on a port that nobody knows", () => {
  const text = `receivers:
  otlp: {protocols: {grpc: {endpoint: "0.0.0.0:\${env:PORT}"}, http: {endpoint: "localhost:0"}}}
exporters: {debug: }
service: {pipelines: {logs: {receivers: [otlp], exporters: [debug]}}}
`;
  const site = new SiteUnderTest({ "config.yaml": text });

  it("shows what is written, or who chooses", () => {
    const found = hover(site, "config.yaml", "otlp]");
    assert.match(found, /\n- `0\.0\.0\.0:\$\{env:PORT\}`, `otlp-grpc`/);
    assert.match(found, /\n- a port that the system chooses, `otlp-http`/);
    assert.equal(
      hover(site, "config.yaml", "0.0.0.0"),
      "Only the running system knows the port of otlp receiver (grpc) of w.",
    );
  });
});

describe("hover on a port of many", () => {
  const text = 'receivers: {otlp: {protocols: {grpc: {endpoint: "0.0.0.0:4317"}}}}\nexporters: {debug: }\n';
  const names = ["a", "b", "c", "d"];
  const services = names.map(
    (name) =>
      `  ${name}: {image: "otel/opentelemetry-collector:0.120.0", command: [--config=/c.yaml], volumes: ["./c.yaml:/c.yaml"]}\n`,
  );
  const site = new SiteUnderTest({
    "compose.yaml": `services:\n${services.join("")}`,
    "c.yaml": `${text}service: {pipelines: {logs: {receivers: [otlp], exporters: [debug]}}}\n`,
  });

  it("lists what each of them binds, which somebody did write", () => {
    const lines = hover(site, "c.yaml", "0.0.0.0").split("\n");
    assert.equal(lines[0], "Several");
    assert.deepEqual(
      lines.slice(1).map((line) => /^- \*\*4317\/tcp\*\* in container `(.)`/.exec(line)?.[1]),
      names,
    );
  });

  it("speaks of three collectors that use a component, and counts the others", () => {
    const found = hover(site, "c.yaml", "otlp]");
    assert.deepEqual(
      [...found.matchAll(/Used by (.)/g)].map(([, name]) => name),
      ["a", "b", "c"],
    );
    assert.match(found, /\n… and in 1 more\.\n/);
  });
});

describe("hover on an endpoint", () => {
  const site = new SiteUnderTest(cluster);

  it("says where it leads, through whom", () => {
    assert.equal(
      hover(site, "k8s/agent.yaml", "gateway:14317"),
      `**otlp exporter of agent** connects to \`gateway:14317\` and speaks \`otlp-grpc\`.

Through Service gateway (\`k8s/service.yaml:9\`).

It reaches
- port 4317 of pod \`gateway\`: the otlp receiver (grpc) of gateway, speaking \`otlp-grpc\` on \`0.0.0.0:4317\` (\`k8s/gateway.yaml:11\`)`,
    );
  });

  it("says where it ends, and where nobody knows", () => {
    assert.match(
      hover(site, "k8s/agent.yaml", "gateway:9999"),
      /It reaches Service `gateway` \(`k8s\/service\.yaml:4`\), which hands on no port 9999\.$/,
    );
    assert.match(
      hover(site, "k8s/gateway.yaml", "backend.example.com"),
      /It leads outside of what is known in this workspace\.$/,
    );
  });
});

describe("Markdown of a hover", () => {
  it("shows what files say letter by letter", () => {
    assert.equal(
      escaped("a*b* [x](http://y) <i>\n![p] `c` $1"),
      "a\\*b\\* \\[x\\](http\\://y) \\<i\\> \\!\\[p\\] \\`c\\` \\$1",
    );
    assert.equal(escaped("www.example.com"), "www\\.example.com");
    assert.equal(code("a`b``c"), "``` a`b``c ```");
    assert.equal(code("plain"), "`plain`");
    assert.equal(code(" "), "`   `");
    assert.equal(code("x".repeat(500)).length, 123);
  });

  it("cuts long lists short", () => {
    assert.deepEqual(list("Few", []), []);
    assert.deepEqual(list("Many", ["a", "b", "c"], 2), ["Many\n- a\n- b\n- … and 1 more"]);
  });

  it("escapes what a configuration calls its parts", () => {
    const compose = `services:
  "<img src=x>":
    image: jaegertracing/all-in-one:1.50
    ports: ["4317:4317"]
`;
    const text = hover(new SiteUnderTest({ "compose.yaml": compose }), "compose.yaml", "4317:4317");
    assert.match(text, /published port of \\<img src=x\\>/);
    assert.doesNotMatch(text.replace(/`[^`]*`/g, ""), /(?<!\\)</);
  });
});
