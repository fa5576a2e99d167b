import assert from "node:assert/strict";
import fc from "fast-check";
import type { EnvFileFacts } from "../../server/src/analysis/facts.js";
import { isEnvPath } from "../../server/src/analysis/sources/envFile.js";
import { readFile } from "../../server/src/analysis/sources/index.js";

const read = (text: string, file = "/srv/shop/.env"): EnvFileFacts | undefined =>
  readFile(file, text)?.facts.find((fact): fact is EnvFileFacts => fact.kind === "env-file");
const values = (text: string, file?: string): Record<string, string | undefined> =>
  Object.fromEntries(
    (read(text, file)?.env ?? []).map(({ name, value }) => [name, value.kind === "text" ? value.word.text : undefined]),
  );

/** The value of `A`, in a file that is kept for another variable. */
const valueOf = (written: string): string | undefined => values(`OTEL_X=1\n${written}\nOTEL_Y=2\n`).A;

describe("the values of an env file", () => {
  const cases: readonly (readonly [written: string, value: string | undefined])[] = [
    ["A=b", "b"],
    ["A=b c", "b c"],
    ["A = b", "b"],
    ["  A=b  ", "b"],
    ["export A=b", "b"],
    ["A=", ""],
    ["A=b # c", "b"],
    ["A=b#c", "b#c"],
    ["A= # c", ""],
    ["A='b # c'", "b # c"],
    ["A='b' # c", "b"],
    ["A='b\\n'", "b\\n"],
    ['A="b c"', "b c"],
    ['A="b\\nc\\"d\\$e\\f"', 'b\nc"d$e\\f'],
    ['A="b\nc"', "b\nc"],
    ['A="b \\\n  c"', "b   c"],
    ["A=b \\\nc", "b c"],
    ["A=C:\\dir", "C:\\dir"],
    ['A="b"c', undefined],
    ['A="never closed', undefined],
    ["A", undefined],
    ["A=http://${HOST}:${PORT:-4317}", "http://${HOST}:${PORT:-4317}"],
    ["A=b=c", "b=c"],
    ["A=1\nA=2", "2"],
  ];
  for (const [written, value] of cases) {
    it(JSON.stringify(written), () => {
      const all = values(`OTEL_X=1\n${written}\nOTEL_Y=2\n`);
      assert.ok(Object.hasOwn(all, "A"));
      assert.equal(all.A, value);
      assert.equal(all.OTEL_X, "1");
      assert.equal(all.OTEL_Y, "2");
      assert.equal(values(`OTEL_X=1\r\n${written.replaceAll("\n", "\r\n")}\r\nOTEL_Y=2\r\n`).A, value);
    });
  }

  it("are not mixed up with other lines", () => {
    assert.deepEqual(values("# OTEL_A=1\n; OTEL_B=2\nif [ -f x ]; then\n9A=b\nOTEL_C=3"), { OTEL_C: "3" });
    assert.equal(valueOf("__proto__=x"), undefined);
  });

  it("are not kept where they look secret", () => {
    const secrets = [
      "API_KEY",
      "GITHUB_TOKEN",
      "DB_PASSWORD",
      "CLIENT_SECRET",
      "OTEL_EXPORTER_OTLP_HEADERS",
      "DD_API_KEY",
    ];
    for (const name of secrets) assert.deepEqual(values(`OTEL_X=1\n${name}=abc`)[name], undefined, name);
    assert.equal(values("DB_URL=postgres://me:pass@db:5432/x\nOTEL_X=1").DB_URL, undefined);
    assert.equal(values("KEYCLOAK_PORT=8080").KEYCLOAK_PORT, "8080");
  });

  it("stand exactly where they are said to", () => {
    const text =
      'A=b\r\n export OTEL_EXPORTER_OTLP_ENDPOINT = "http://localhost:4317" # here\r\nC="d\\ne"\r\nF=\'g\'\r\n';
    const places = read(text)!.env.map(({ place, value }) => {
      const at = value.kind === "text" ? value.word.place : place;
      return [text.slice(place.span.start, place.span.end), text.slice(at.span.start, at.span.end)];
    });
    assert.deepEqual(places, [
      ["A", "b"],
      ["OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:4317"],
      ["C", 'C="d\\ne"'],
      ["F", "g"],
    ]);
  });
});

describe("which env files are kept", () => {
  it("those that may say something of ports, endpoints, images and command lines", () => {
    const kept = [
      "OTEL_A=1",
      "DD_SITE=x",
      "WEB_PORT=80",
      "PORT=80",
      "X_ENDPOINT=y",
      "IMAGE_NAME=x",
      "TAG=1",
      "V_VERSION=1",
    ];
    for (const text of [...kept, "A=http://b", "A=b:4317", 'ARGS="--config /etc/x.yaml"']) assert.ok(read(text), text);
    for (const text of ["A=b", "STAGE=dev", "REPORT=x", "TZ=Europe/Paris", "A", "# OTEL_A=1", ""]) {
      assert.equal(read(text), undefined, text);
    }
  });

  it("by their path", () => {
    const yes = [
      ".env",
      "a.env",
      ".env.local",
      "etc/default/otelcol",
      "etc/sysconfig/otelcol",
      "etc/datadog-agent/environment",
      "etc/otelcol/otelcol.conf",
    ];
    for (const path of yes) assert.ok(isEnvPath(`/srv/${path}`), path);
    const no = [
      "env",
      "etc/environment",
      "a.environment",
      "otelcol.conf",
      "etc/hosts",
      "etc/systemd/system/a.service.d/b.conf",
      ".envrc",
    ];
    for (const path of no) assert.ok(!isEnvPath(`/srv/${path}`), path);
  });

  it("and of .conf those that are nothing else", () => {
    const conf = "/srv/etc/otelcol/otelcol.conf";
    assert.deepEqual(values('# options\nOTELCOL_OPTIONS="--config=/etc/otelcol/config.yaml"\n', conf), {
      OTELCOL_OPTIONS: "--config=/etc/otelcol/config.yaml",
    });
    for (const text of ["[section]\nPORT=1", "bind_port=8080\nPORT=1", "listen 80;\nPORT=1", "a: b\nPORT=1"]) {
      assert.equal(read(text, conf), undefined, text);
    }
  });
});

describe("any text for an env file", () => {
  const letters = fc.constantFrom(..."A=\"'\\\n\r #;$ b".split(""), "export ", "OTEL_A=1\n");

  it("is read without an error, and values point to where they stand", () => {
    fc.assert(
      fc.property(fc.array(letters, { maxLength: 60 }), (parts) => {
        const text = `OTEL_X=1\n${parts.join("")}`;
        for (const { value } of read(text)?.env ?? []) {
          if (value.kind !== "text") continue;
          const { start, end } = value.word.place.span;
          assert.ok(0 <= start && start <= end && end <= text.length);
          if (end - start === value.word.text.length) assert.equal(text.slice(start, end), value.word.text);
        }
      }),
    );
  });

  it("takes time in proportion", () => {
    for (const piece of ["A='\n", 'A="x\n', "A=\\\n", "\\", '"', "A=b\n", " ", "export ", "A= #", '\\"']) {
      const started = performance.now();
      read(`OTEL_A=${piece.repeat(200_000 / piece.length)}`);
      assert.ok(performance.now() - started < 3000, JSON.stringify(piece));
    }
  });
});
