import assert from "node:assert/strict";
import fc from "fast-check";
import type { EnvFact, UnitFacts, Word } from "../../server/src/analysis/facts.js";
import { readFile } from "../../server/src/analysis/sources/index.js";
import { joinLines, linesOf } from "../../server/src/analysis/sources/shell/lines.js";
import { isUnitPath, readUnit } from "../../server/src/analysis/sources/systemd/source.js";

const path = "/srv/etc/systemd/system/otelcol.service";

const unitIn = (text: string, file = path): UnitFacts | undefined =>
  readFile(file, text)?.facts.find((fact): fact is UnitFacts => fact.kind === "unit");
const unit = (service: string, file = path): UnitFacts => {
  const found = unitIn(`[Unit]\nDescription=x\n\n[Service]\n${service}\n`, file);
  assert.ok(found, service);
  return found;
};

const texts = (words: readonly Word[] | undefined): readonly string[] | undefined => words?.map(({ text }) => text);
const commandOf = ({ process }: UnitFacts): readonly string[] => [
  ...(texts(process.entrypoint) ?? []),
  ...(texts(process.args) ?? []),
];
const command = (exec: string): readonly string[] => commandOf(unit(`ExecStart=${exec}`));
const variables = (env: readonly EnvFact[]): Record<string, string | undefined> =>
  Object.fromEntries(env.map(({ name, value }) => [name, value.kind === "text" ? value.word.text : undefined]));
const environment = (lines: string): Record<string, string | undefined> => variables(unit(lines).process.env);

describe("the command line of a unit", () => {
  const program = "/usr/bin/otelcol";
  const cases: readonly (readonly [exec: string, ...words: readonly string[]])[] = [
    [`${program} --config=/etc/otelcol/config.yaml`, program, "--config=/etc/otelcol/config.yaml"],
    [`${program}   --config  a.yaml  `, program, "--config", "a.yaml"],
    [`-${program} a`, program, "a"],
    [`:${program} a`, program, "a"],
    [`+${program} a`, program, "a"],
    [`!!${program} a`, program, "a"],
    [`-!${program} a`, program, "a"],
    [`@${program} otelcol-agent a`, program, "a"],
    [`"${program}" "a b" 'c d'`, program, "a b", "c d"],
    [`${program} --set="a b" x"y z"`, program, "--set=a b", "xy z"],
    [`${program} "it's" 'say "so"'`, program, "it's", 'say "so"'],
    [`${program} a\\x20b \\u00e4 \\101 \\s \\"`, program, "a b", "ä", "A", " ", '"'],
    [`${program} C:\\q`, program, "C:\\q"],
    [`${program} $OTELCOL_OPTIONS \${CONFIG} $$`, program, "$OTELCOL_OPTIONS", "${CONFIG}", "$$"],
    [`${program} 100%% %i`, program, "100%", "%i"],
    [`${program} "never closed`, program, "never closed"],
    [`${program} a \\; b`, program, "a", ";", "b"],
    [`${program} a ";" b`, program, "a", ";", "b"],
    [`${program} \\\n  --config=a.yaml \\\n  b`, program, "--config=a.yaml", "b"],
    [`${program} \\\r\n  --config=a.yaml`, program, "--config=a.yaml"],
    [`${program} \\\n# not this \\\n  ; nor this\n  a`, program, "a"],
    [`${program} \\\n\nUser=x`, program],
    [`${program} ""`, program, ""],
  ];
  for (const [exec, ...words] of cases) {
    it(JSON.stringify(exec), () => {
      assert.deepEqual(command(exec), words);
    });
  }

  it("says exactly where each word stands", () => {
    const text = `[Service]\r\nExecStart=-/usr/bin/otelcol \\\r\n  "--config=a.yaml" b\\x20c %%d\r\n`;
    const { process } = unitIn(text)!;
    const spans = [...process.entrypoint!, ...process.args!].map(({ place: { span } }) =>
      text.slice(span.start, span.end),
    );
    assert.deepEqual(spans, ["/usr/bin/otelcol", "--config=a.yaml", "b\\x20c", "%d"]);
    assert.deepEqual(process.place, process.entrypoint![0]!.place);
  });

  it("takes the last command of several that is of interest", () => {
    const oneshot = unit(
      "Type=oneshot\nExecStart=/usr/bin/otelcol-prepare\nExecStart=/usr/bin/otelcol a\nExecStart=/bin/true",
    );
    assert.deepEqual(commandOf(oneshot), ["/usr/bin/otelcol", "a"]);
    assert.deepEqual(command("/bin/mkdir /run/x ; /usr/bin/otelcol a"), ["/usr/bin/otelcol", "a"]);
  });

  it("forgets what an empty setting takes back", () => {
    const reset = unit("ExecStart=/usr/bin/otelcol a\nExecStart=\nExecStart=/usr/bin/otelcol b");
    assert.deepEqual(commandOf(reset), ["/usr/bin/otelcol", "b"]);
    assert.equal(reset.resetsExec, true);
    assert.equal(unit("ExecStart=/usr/bin/otelcol").resetsExec, false);
    assert.equal(unit("ExecStart=/usr/bin/otelcol\nExecStart=").process.entrypoint, undefined);
  });

  it("leaves out what a template fills in", () => {
    assert.equal(unit("ExecStart={{ bin }}/otelcol --config {{ config }}").process.entrypoint, undefined);
  });

  it("looks at the section Service alone", () => {
    assert.equal(unitIn("[Service]\nUser=x\n[Install]\nExecStart=/usr/bin/otelcol a\n")?.process.entrypoint, undefined);
  });
});

describe("the environment of a unit", () => {
  it("reads words with quotes and escapes", () => {
    assert.deepEqual(environment(`Environment="A=b c" 'C=d' E=f G="h i" J=k\\x20l "M=$n \${o}" =x 9=y P`), {
      A: "b c",
      C: "d",
      E: "f",
      G: "h i",
      J: "k l",
      M: "$n ${o}",
    });
  });

  it("knows no specifier but the doubled percent sign", () => {
    assert.deepEqual(environment("Environment=A=%H B=100%% C=%%H D=%%%i"), {
      A: undefined,
      B: "100%",
      C: "%H",
      D: undefined,
    });
  });

  it("lets the last setting of a name win, and an empty one take all back", () => {
    assert.deepEqual(environment("Environment=A=1 A=2\nEnvironment=B=1\nEnvironment=A=3"), { A: "3", B: "1" });
    const reset = unit("Environment=A=1\nEnvironment=\nEnvironment=B=2");
    assert.deepEqual(variables(reset.process.env), { B: "2" });
    assert.equal(reset.resetsEnv, true);
  });

  it("keeps no secret", () => {
    assert.deepEqual(environment("Environment=DD_API_KEY=abc DD_SITE=datadoghq.eu U=http://me:secret@host:4318"), {
      DD_API_KEY: undefined,
      DD_SITE: "datadoghq.eu",
      U: undefined,
    });
  });

  it("says exactly where names and values stand", () => {
    const text = `[Service]\nEnvironment="OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4317" A=b\n`;
    const [endpoint, other] = unitIn(text)!.process.env;
    const cut = ({ span }: { readonly span: { readonly start: number; readonly end: number } }): string =>
      text.slice(span.start, span.end);
    assert.equal(cut(endpoint!.place), "OTEL_EXPORTER_OTLP_ENDPOINT");
    assert.equal(endpoint!.value.kind === "text" && cut(endpoint!.value.word.place), "http://localhost:4317");
    assert.equal(other!.value.kind === "text" && cut(other!.value.word.place), "b");
  });

  it("names the files that add to it", () => {
    const { envFiles, resetsEnvFiles } = unit(
      "EnvironmentFile=/a\nEnvironmentFile=\nEnvironmentFile=-/etc/otel/my file.conf\nEnvironmentFile=/etc/%i.env\n" +
        "EnvironmentFile=/etc/otelcol/env/*.env\nEnvironmentFile=relative",
    );
    assert.deepEqual(
      envFiles.map((each) => [each.path, each.optional]),
      [
        ["/etc/otel/my file.conf", true],
        ["/etc/otelcol/env/*.env", false],
      ],
    );
    assert.equal(resetsEnvFiles, true);
  });
});

describe("what a unit is", () => {
  it("a unit, a template of units, a drop-in", () => {
    const plain = unit("ExecStart=/usr/bin/otelcol");
    assert.deepEqual([plain.name, plain.dropIn, plain.template], ["otelcol.service", false, false]);
    assert.equal(plain.process.name, "otelcol");
    const template = unit("ExecStart=/usr/bin/otelcol --config=/etc/%i.yaml", "/etc/systemd/system/otelcol@.service");
    assert.deepEqual([template.name, template.template], ["otelcol@.service", true]);
    const instance = unit("ExecStart=/usr/bin/otelcol", "/etc/systemd/system/otelcol@eu.service");
    assert.equal(instance.template, false);
    const dropIn = unit("Environment=A=b", "/etc/systemd/system/otelcol.service.d/override.conf");
    assert.deepEqual([dropIn.name, dropIn.dropIn, dropIn.process.args], ["otelcol.service", true, undefined]);
  });

  it("goes by its name in a path", () => {
    const paths = [
      "/a/x.service",
      "/a/x@.service",
      "/a/x.service.d/10-y.conf",
      "/a/service",
      "/a/.service",
      "/a/y.conf",
    ];
    assert.deepEqual(paths.map(isUnitPath), [true, true, true, false, false, false]);
  });

  it("may have a network of its own, and a folder where paths begin", () => {
    const own = unit("ExecStart=/usr/bin/otelcol\nPrivateNetwork=yes\nWorkingDirectory=-/opt/otel");
    assert.deepEqual([own.ownNetwork, own.workingDirectory], [true, "/opt/otel"]);
    const shared = unit("ExecStart=/usr/bin/otelcol\nPrivateNetwork=no\nWorkingDirectory=~");
    assert.deepEqual([shared.ownNetwork, shared.workingDirectory], [false, undefined]);
    assert.equal(unit("ExecStart=/usr/bin/otelcol").ownNetwork, undefined);
    assert.equal(unit("ExecStart=/usr/bin/otelcol\nNetworkNamespacePath=/run/netns/a").ownNetwork, true);
  });

  it("stands in a here-document as well", () => {
    const text = "cat >x <<EOF\n[Service]\nExecStart=/usr/local/bin/agent --config=/etc/agent/config.yaml\nEOF\n";
    const lines = linesOf(text).slice(1, 3);
    const facts = readUnit(joinLines(text, lines), "/etc/systemd/system/agent.service", "/srv/install.sh");
    assert.equal(facts?.name, "agent.service");
    assert.equal(facts.file, "/srv/install.sh");
    const { start, end } = facts.process.place.span;
    assert.equal(text.slice(start, end), "/usr/local/bin/agent");
  });
});

describe("which units are of interest", () => {
  const plain = "/etc/systemd/system/shop.service";
  const ours: readonly string[] = [
    "ExecStart=/usr/bin/otelcol-contrib $OTELCOL_OPTIONS",
    "ExecStart=/opt/agent --config=/etc/agent/config.yaml",
    "ExecStart=/opt/agent --config /etc/agent/config.yml",
    "ExecStart=/opt/acme-collector $ARGS",
    "ExecStart=/opt/agent $OTELCOL_OPTIONS",
    "ExecStart=/opt/datadog-agent/bin/agent/agent run -p /opt/datadog-agent/run/agent.pid",
    "ExecStart=/opt/datadog-agent/embedded/bin/trace-agent --config /etc/datadog-agent/datadog.yaml",
    "ExecStart=/opt/jaeger/jaeger-all-in-one",
    "ExecStart=/usr/bin/prometheus --config.file=/etc/prometheus/prometheus.yml",
    "ExecStart=/usr/bin/docker run --rm -p 4317:4317 acme/agent",
    "ExecStart=/opt/shop\nEnvironment=OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4317",
    "ExecStart=/opt/shop\nEnvironment=DD_AGENT_HOST=localhost",
  ];
  for (const service of ours) it(service, () => assert.ok(unitIn(`[Service]\n${service}\n`, plain)));

  const others: readonly string[] = [
    "ExecStart=/usr/local/bin/backup.sh",
    "ExecStart=/usr/bin/caddy run --config /etc/caddy/Caddyfile",
    "ExecStart=/usr/bin/node_exporter --collector.systemd",
    "ExecStart=/usr/bin/cortex --config.file $CONFIG_FILE",
    "ExecStart=/usr/bin/docker start -a shop",
    "ExecStart=/opt/hotel/server",
    "User=x",
  ];
  for (const service of others)
    it(`not ${service}`, () => assert.equal(unitIn(`[Service]\n${service}\n`, plain), undefined));
  it("not an empty one", () => assert.equal(unitIn("[Service]\n"), undefined));
});

describe("any text for a unit", () => {
  const letters = fc.constantFrom(
    ..."[]=;#\\\"' \n\r\t%$@-!a".split(""),
    "[Service]\n",
    "ExecStart=",
    "Environment=",
    "otelcol",
    "\\x2",
    "\\x41",
    "\\u0041",
  );

  it("is read without an error, and words point to where they stand", () => {
    fc.assert(
      fc.property(fc.array(letters, { maxLength: 60 }), (parts) => {
        const text = `[Service]\nExecStart=/usr/bin/otelcol ${parts.join("")}`;
        const facts = unitIn(text);
        for (const { text: letters, place } of facts?.process.args ?? []) {
          const { start, end } = place.span;
          assert.ok(0 <= start && start <= end && end <= text.length);
          if (end - start === letters.length) assert.equal(text.slice(start, end), letters);
        }
      }),
    );
  });

  it("takes time in proportion", () => {
    const heads = ["ExecStart=/usr/bin/otelcol ", "Environment=OTEL_A=", "#", ""];
    for (const [head, piece] of heads.flatMap((each) =>
      ["\\", "=", '"', " a", "\\\n", "%%", ";", "--config="].map((p) => [each, p] as const),
    )) {
      const started = performance.now();
      unitIn(`[Service]\n${head}${piece.repeat(200_000 / piece.length)}x\n`);
      assert.ok(performance.now() - started < 3000, JSON.stringify([head, piece]));
    }
  });
});

describe("units that a script writes", () => {
  const script = (text: string): readonly UnitFacts[] =>
    (readFile("/srv/install.sh", text)?.facts ?? []).filter((fact): fact is UnitFacts => fact.kind === "unit");
  const service = "[Service]\nExecStart=/usr/bin/otelcol --config=/etc/otelcol/config.yaml\n";

  it("stand in its here-documents", () => {
    const text = `sudo tee /etc/systemd/system/otelcol.service > /dev/null <<'EOF'\n${service}EOF\n`;
    const [found, ...others] = script(text);
    assert.ok(found);
    assert.deepEqual(
      [found.file, found.name, found.dropIn, others.length],
      ["/srv/install.sh", "otelcol.service", false, 0],
    );
    assert.deepEqual(commandOf(found), ["/usr/bin/otelcol", "--config=/etc/otelcol/config.yaml"]);
    const [arg] = found.process.args!;
    assert.equal(text.slice(arg!.place.span.start, arg!.place.span.end), "--config=/etc/otelcol/config.yaml");
  });

  it("may be drop-ins, and lie in a folder that only a variable tells", () => {
    const dropIn = script(
      "cat > /etc/systemd/system/otelcol.service.d/a.conf <<EOF\n[Service]\nEnvironment=OTEL_A=b\nEOF\n",
    );
    assert.deepEqual(
      dropIn.map((each) => [each.name, each.dropIn, variables(each.process.env)]),
      [["otelcol.service", true, { OTEL_A: "b" }]],
    );
    const unknown = script(`cat > "$UNITS/otelcol.service" <<EOF\n${service}EOF\n`);
    assert.deepEqual(
      unknown.map(({ name }) => name),
      ["otelcol.service"],
    );
  });

  it("have no backslashes that only keep the shell away", () => {
    const exec = "[Service]\nExecStart=/usr/bin/otelcol \\$OPTIONS \\${A} \\\\\n  b\n";
    const [found] = script(`cat > /etc/systemd/system/otelcol.service <<EOF\n${exec}EOF\n`);
    assert.deepEqual(found && commandOf(found), ["/usr/bin/otelcol", "$OPTIONS", "${A}", "b"]);
  });

  it("are left out where they have nothing to do with telemetry, or are no services", () => {
    assert.deepEqual(script("cat > /etc/systemd/system/web.service <<EOF\n[Service]\nExecStart=/bin/web\nEOF\n"), []);
    assert.deepEqual(script(`cat > /etc/systemd/system/otelcol.timer <<EOF\n${service}EOF\n`), []);
  });
});
