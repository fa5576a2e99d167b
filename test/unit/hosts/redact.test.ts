import assert from "node:assert/strict";
import fc from "fast-check";
import { redact, redactArgs } from "../../../server/src/analysis/hosts/readers/redact.js";

const key = "0123456789abcdef0123456789abcdef";

describe("secrets of a host", () => {
  const cases: readonly (readonly [text: string, told: string])[] = [
    ["DD_API_KEY=abc", "DD_API_KEY=***"],
    ["Environment=DD_API_KEY=abc", "Environment=DD_API_KEY=***"],
    ['Environment="DD_API_KEY=two words" "OTHER=x"', 'Environment="DD_API_KEY=***" "OTHER=x"'],
    ["OTEL_EXPORTER_OTLP_HEADERS=x-one=abc,y=def", "OTEL_EXPORTER_OTLP_HEADERS=***"],
    ["--set=exporters.otlp.headers.token=abc", "--set=exporters.otlp.headers.token=***"],
    ["--set=exporters::datadog::api::key=abc", "--set=exporters::datadog::api::key=***"],
    ["--password abc --verbose", "--password *** --verbose"],
    ["--api-key abc", "--api-key ***"],
    ["Authorization: Bearer abc.def", "Authorization: ***"],
    ['{"authorization":"Basic dXNlcjpw","host":"a"}', '{"authorization":"***","host":"a"}'],
    ["sent Bearer abcdefgh1234 to a", "sent Bearer *** to a"],
    ['"api_key": "abc", "site": "datadoghq.eu"', '"api_key": ***, "site": "datadoghq.eu"'],
    ["api_key: abc\nsite: datadoghq.eu", "api_key: ***\nsite: datadoghq.eu"],
    ["GET https://a.example/intake?api_key=abc&host=b", "GET https://a.example/intake?api_key=***&host=b"],
    ["https://user:secret@a.example:4318/v1", "https://user:***@a.example:4318/v1"],
    [`API key ${key} is not valid`, "API key *** is not valid"],
    ["token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0.c2lnbmF0dXJl", "token ***"],
    ["aws_secret_access_key = abc", "aws_secret_access_key = ***"],
  ];
  for (const [text, told] of cases) {
    it(told, () => {
      assert.equal(redact(text), told);
      assert.equal(redact(told), told);
    });
  }

  const kept: readonly string[] = [
    "api_key: ${env:DD_API_KEY}",
    "--config=/etc/otelcol-contrib/config.yaml",
    "listen tcp 0.0.0.0:4317: bind: address already in use",
    "dial tcp 127.0.0.1:7777: connect: connection refused",
    "ExecStart=/usr/bin/otelcol-contrib $OTELCOL_OPTIONS",
    "http://localhost:4318/v1/traces",
    "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  ];
  for (const text of kept) {
    it(`stays: ${text}`, () => {
      assert.equal(redact(text), text);
    });
  }

  it("an argument after its flag", () => {
    assert.deepEqual(redactArgs(["otelcol", "--token", "abc", "--auth", "--config", "a.yaml", "--set=x.key=b"]), [
      "otelcol",
      "--token",
      "***",
      "--auth",
      "--config",
      "a.yaml",
      "--set=x.key=***",
    ]);
  });

  it("a key never gets through, whatever stands around it", () => {
    const noise = fc.string({ unit: fc.constantFrom(...Array.from("aZ0 \t\n\"'=:-_&?/@{}$*,")), maxLength: 40 });
    fc.assert(
      fc.property(noise, noise, (before, after) => {
        assert.ok(!redact(`${before} DD_API_KEY=Q7vXw2 ${after}`).includes("Q7vXw2"));
      }),
    );
  });

  it("in time that grows with the text alone", () => {
    const hostile = ["key", "authorization", "://a:", '"', "key=", "--a ", "eyJ", "aaaa", "token:   ", "${"];
    for (const piece of hostile) {
      const begun = performance.now();
      redact(piece.repeat(Math.ceil(300_000 / piece.length)));
      assert.ok(performance.now() - begun < 3000, piece);
    }
  });
});
