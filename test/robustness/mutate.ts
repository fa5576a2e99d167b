import type { Random } from "./random.js";

/** A text after a change, and an offset in it where the change is. */
export interface Mutated {
  readonly text: string;
  readonly at: number;
}

/** Some changes of a document, as fingers, merges and machines make them. */
export function mutate(text: string, other: string, random: Random): Mutated {
  let mutated: Mutated = { text, at: 0 };
  for (let left = 1 + random.below(4); left > 0; left--) mutated = random.pick(kinds)(mutated.text, random, other);
  return mutated;
}

type Kind = (text: string, random: Random, other: string) => Mutated;

const kinds: readonly Kind[] = [
  (text, random) => replace(text, stretch(text, random, 60), ""),
  (text, random) => replace(text, at(text, random), slice(text, stretch(text, random, 200))),
  (text, random, other) => replace(text, lineStart(text, random), slice(other, stretch(other, random, 400))),
  (text, random) => replace(text, at(text, random), random.pick(scraps)),
  (text, random) => replace(text, lineStart(text, random), `${random.pick(scraps)}\n`),
  (text, random) => replace(text, match(text, /[\w./-]+/g, random), random.pick(names)),
  (text, random) => replace(text, match(text, /\d+/g, random), random.pick(numbers)),
  (text, random) => replace(text, match(text, /: |- |\n +|\n/g, random), random.pick(["", ":", "- ", "\n", " ", "\t"])),
  (text, random) => replace(text, match(text, /\n +(?=\S)/g, random), `\n${" ".repeat(random.below(12))}`),
  (text, random) => indented(text, random),
  (text, random) => ({ text: text.slice(0, random.below(text.length + 1)), at: 0 }),
  (text, random) => ({ text: text.replace(/\r\n|\n|\r/g, random.pick(["\r", "\r\n", "\n"])), at: 0 }),
];

interface Stretch {
  readonly start: number;
  readonly end: number;
}

function at(text: string, random: Random): Stretch {
  return stretch(text, random, 0);
}

function stretch(text: string, random: Random, most: number): Stretch {
  const start = random.below(text.length + 1);
  return { start, end: Math.min(text.length, start + random.below(most + 1)) };
}

function lineStart(text: string, random: Random): Stretch {
  const start = text.lastIndexOf("\n", random.below(text.length + 1)) + 1;
  return { start, end: start };
}

/** One of the places where a pattern stands; any place where it stands nowhere. */
function match(text: string, pattern: RegExp, random: Random): Stretch {
  const all = [...text.matchAll(pattern)];
  if (all.length === 0) return at(text, random);
  const { 0: found, index } = random.pick(all);
  return { start: index, end: index + found.length };
}

function slice(text: string, { start, end }: Stretch): string {
  return text.slice(start, end);
}

function replace(text: string, { start, end }: Stretch, by: string): Mutated {
  return { text: text.slice(0, start) + by + text.slice(end), at: start + by.length };
}

/** Some lines, further in or out. */
function indented(text: string, random: Random): Mutated {
  const span = stretch(text, random, 300);
  const step = random.pick([" ", "  ", "    ", "\t"]);
  const block = slice(text, span);
  return replace(text, span, random.next() < 0.5 ? block.replace(/^/gm, step) : block.replace(/^ {1,2}/gm, ""));
}

/** Pieces that mean something to somebody: to YAML, to a template, to a shell, to JavaScript, to a terminal. */
const scraps: readonly string[] = [
  ..."\t \u0000 \uFEFF \uD800 \uDC00 \u2028 \u0085 \u001b[31m 🧭 [ ] { } , : - ? & * ! | > ' \" % @ ` # \\ ~ <<".split(
    " ",
  ),
  ..."&a &a\u0020 *a <<:\u0020*a <<:\u0020[*a,*a] !!binary\u0020 !!str !custom\u0020 |- >+ |9 --- ... %YAML\u00201.1".split(
    " ",
  ),
  ..."{{ }} {{\u0020.Values.x\u0020}} {%\u0020if\u0020%} ${X} ${env:X} ${X:-4317} ${ $(x) `x` $$ ${file:x.yaml} ${${X}}".split(
    " ",
  ),
  "```yaml\n",
  "<<EOF\n",
  "EOF\n",
  "\\\n",
  "receivers: {otlp: {protocols: {grpc: {endpoint: '0.0.0.0:4317'}}}}",
  "service: {pipelines: {traces: {receivers: [otlp], exporters: [otlp]}}}",
  "extends: {service: a}",
  "# portolan-ignore port-conflict: x",
  "\r",
  "\r\n",
];

const names: readonly string[] = [
  ..."__proto__ constructor toString hasOwnProperty valueOf prototype length null true otlp otlp/ /otlp otlp/a/b".split(
    " ",
  ),
  ..."localhost [::1]:4317 :4317 0.0.0.0: 0.0.0.0:0 http:// unix:///a.sock tcp://:1 a..b ../../.. / . ~ % \\ $".split(
    " ",
  ),
  "",
  "x".repeat(5000),
];

const numbers: readonly string[] = [
  ..."0 -0 -1 1 65535 65536 4317 04317 0o17 0x10 1_000 1e3 1e999 -1e999 .inf .nan 4317-4320 1-65535 65535-1".split(" "),
  "9".repeat(400),
];
