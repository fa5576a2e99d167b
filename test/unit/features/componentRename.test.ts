import assert from "node:assert/strict";
import { componentRenameAt } from "../../../server/src/analysis/features/componentRename.js";
import { SiteUnderTest } from "./site.js";

const config = `receivers:
  otlp:
  otlp/taken:
exporters:
  "debug": # keeps its quotes
extensions:
  oidc:
connectors:
  forward:
service:
  extensions: [oidc]
  pipelines:
    traces:
      receivers: [otlp, otlp/taken]
      exporters: [ forward, 'debug' ]
    traces/2: {receivers: [forward], exporters: [debug]}
`;

function rename(site: SiteUnderTest, newName: string, ...cursor: Parameters<SiteUnderTest["at"]>): unknown {
  const result = componentRenameAt(site.context, ...site.at(...cursor))?.rename(newName);
  return result?.kind === "edits" ? site.edited(result.edits) : result?.reason;
}

describe("renaming a component", () => {
  const site = new SiteUnderTest({ "config.yaml": config });
  const inConfig = (newName: string, needle: string, count?: number): unknown =>
    rename(site, newName, "config.yaml", needle, count);

  it("asks for the id alone, without its quotes", () => {
    const [file, offset] = site.at("config.yaml", "'debug'");
    const target = componentRenameAt(site.context, file, offset + 1);
    assert.deepEqual(
      [target?.placeholder, target && site.shown({ file, span: target.span })],
      ["debug", "config.yaml:15 debug"],
    );
    assert.equal(componentRenameAt(site.context, ...site.at("config.yaml", "pipelines")), undefined);
  });

  it("moves the definition and every reference, each in its own style", () => {
    const expected = config
      .replace('"debug": #', '"debug/all": #')
      .replace("'debug' ]", "'debug/all' ]")
      .replace("[debug]}", "[debug/all]}");
    assert.deepEqual(inConfig("debug/all", "debug]}"), { "config.yaml": expected });
  });

  it("moves both sides of a connector, and what settings name", () => {
    const expected = config.replace("  forward:", "  forward/on:").replaceAll("[forward]", "[forward/on]");
    assert.deepEqual(inConfig("forward/on", "forward:"), {
      "config.yaml": expected.replace("[ forward", "[ forward/on"),
    });
    const oidc = config.replace("  oidc:", "  oidc/a:").replace("[oidc]", "[oidc/a]");
    assert.deepEqual(inConfig(" oidc/a ", "oidc]"), { "config.yaml": oidc });
  });

  it("renames a pipeline, whose signal stays", () => {
    assert.deepEqual(inConfig("traces/3", "traces/2"), { "config.yaml": config.replace("traces/2", "traces/3") });
    assert.match(String(inConfig("logs/2", "traces/2")), /^"traces" is the signal of the pipeline and has to stay;/);
  });

  it("changes nothing for the same name", () => {
    assert.deepEqual(inConfig("otlp", "otlp:"), {});
  });

  it("refuses another type, what is no id, what YAML reads otherwise, and what is taken", () => {
    const cases: readonly (readonly [string, RegExp])[] = [
      [
        "jaeger",
        /^"otlp" says which receiver it is and has to stay; what follows the slash is free, as in "otlp\/2"\.$/,
      ],
      [
        "otlp/",
        /^"otlp\/" is no id of a receiver: nothing stands behind the slash\. The collector refuses it: `in "otlp\/"/,
      ],
      ["", /^"" is no id of a receiver: it is empty\./],
      ["otlp/a b", /a name holds no space/],
      ["otlp/a,b", /^YAML reads "," as something else/],
      ["otlp/#1", /^YAML reads "#" as something else/],
      ["otlp/{{x}}", /^YAML reads "{" as something else/],
      ["otlp/taken", /^"otlp\/taken" is taken in w\.$/],
    ];
    for (const [newName, reason] of cases) assert.match(String(inConfig(newName, "otlp:")), reason, newName);
  });

  it("refuses a connector's name that an exporter has", () => {
    const text = config.replace('  "debug":', "  forward/x:\n  debug:");
    const other = new SiteUnderTest({ "config.yaml": text });
    assert.equal(rename(other, "forward/x", "config.yaml", "forward:"), '"forward/x" is taken in w.');
  });

  it("refuses where a place holds other letters, and says where", () => {
    const text = config.replace("receivers: [otlp, otlp/taken]", 'receivers: [&r otlp, "\\x6ftlp"]');
    const escaped = new SiteUnderTest({ "config.yaml": text });
    assert.match(
      String(rename(escaped, "otlp/2", "config.yaml", "otlp:")),
      /^config\.yaml:14 names it in other letters/,
    );
  });
});

describe("renaming in merged files", () => {
  const service = (name: string, ...configs: readonly string[]): string => `  ${name}:
    image: otel/opentelemetry-collector:0.120.0
    command: [${configs.map((each) => `--config=/etc/${each}`).join(", ")}]
    volumes: [${configs.map((each) => `./${each}:/etc/${each}`).join(", ")}]
`;
  const files = {
    "compose.yaml": `services:\n${service("a", "base.yaml", "a.yaml")}${service("b", "base.yaml", "b.yaml")}`,
    "base.yaml": "receivers: {otlp: {protocols: {grpc: }}}\nexporters: {debug: }\n",
    "a.yaml": "service: {pipelines: {traces: {receivers: [otlp], exporters: [debug]}}}\n",
    "b.yaml": "service: {pipelines: {logs: {receivers: [otlp], exporters: [debug]}}}\n",
    "other.yaml":
      "receivers: {otlp: }\nexporters: {debug: }\nservice: {pipelines: {logs: {receivers: [otlp], exporters: [debug]}}}\n",
  };

  it("moves the id in every collector that reads one of the files, and in no other", () => {
    const site = new SiteUnderTest(files);
    const result = rename(site, "otlp/in", "a.yaml", "otlp");
    assert.deepEqual(result, {
      "base.yaml": files["base.yaml"].replace("otlp", "otlp/in"),
      "a.yaml": files["a.yaml"].replace("otlp", "otlp/in"),
      "b.yaml": files["b.yaml"].replace("otlp", "otlp/in"),
    });
  });

  it("refuses an id that one of those collectors has already", () => {
    const taken = { ...files, "b.yaml": `receivers: {otlp/in: }\n${files["b.yaml"]}` };
    const site = new SiteUnderTest(taken);
    assert.equal(rename(site, "otlp/in", "a.yaml", "otlp"), '"otlp/in" is taken in b.');
  });

  it("refuses where a file on disk is another one than was read", () => {
    const site = new SiteUnderTest(files);
    const context = {
      ...site.context,
      texts: (file: string) => (file === "/w/b.yaml" ? undefined : site.context.texts(file)),
    };
    assert.deepEqual(componentRenameAt(context, ...site.at("a.yaml", "otlp"))?.rename("otlp/in"), {
      kind: "refused",
      reason: "b.yaml:1 names it, but the file on disk is another one than was read.",
    });
  });
});
