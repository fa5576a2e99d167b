import assert from "node:assert/strict";
import { hostileFiles, hostileTexts } from "./hostileTexts.js";
import { root } from "./documents.js";
import { askEverything } from "./questions.js";
import { slowness } from "./stopwatch.js";
import { Trial } from "./trial.js";

/** In milliseconds, for reading a text or for one question about it: what a person bears once, for such a text. */
const limit = 5000;

const collector = `receivers:
  otlp: {protocols: {grpc: {endpoint: "0.0.0.0:4317"}}}
exporters:
  debug:
service:
  pipelines:
    traces: {receivers: [otlp, zipkin], exporters: [debug]}
`;
const neighbours = new Map([
  [`${root}/etc/otelcol/config.yaml`, collector],
  [`${root}/etc/otelcol-contrib/config.yaml`, collector],
]);

/** Asks at the beginning, at the end and between; then takes the text away, and all must be as before. */
function survive(file: string, text: string): void {
  const trial = new Trial(neighbours);
  const before = trial.findings();
  assert.ok(before.length > 0);
  const times: [name: string, milliseconds: number][] = [];
  const ask = <T>(name: string, question: () => T): T => {
    const began = performance.now();
    const answer = question();
    times.push([name, performance.now() - began]);
    return answer;
  };
  ask("reading", () => trial.set(file, text));
  const found = trial.analysis.findingsOf(file).map(({ place }) => place.span.start);
  const middle = Math.floor(text.length / 2);
  askEverything(trial, file, [0, middle, text.length, ...found.slice(0, 3)], ask, 2);
  ask("taking away", () => trial.set(file, ""));
  assert.deepEqual(trial.findings(), before);
  const [slowest = ["", 0]] = times.toSorted((a, b) => b[1] - a[1]);
  assert.ok(slowest[1] < limit || slowest[1] < limit * slowness(), `${slowest[0]}: ${slowest[1].toFixed(0)} ms`);
}

describe("hostile documents", () => {
  for (const [name, text] of hostileTexts) {
    it(name, () => survive(`${root}/etc/otelcol/extra.yaml`, text)).timeout(60_000);
  }
  for (const [name, text] of hostileFiles) {
    it(name, () => survive(`${root}/etc/otelcol/${name}`, text)).timeout(60_000);
  }
});
