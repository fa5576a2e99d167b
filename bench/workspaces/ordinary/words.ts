import type { Random } from "../../../test/robustness/random.js";

const nouns = (
  "account anchor archive badge basket berth bill cabin cargo channel chart clerk crane crew customs deck depot " +
  "dock draft ferry fleet freight gate guest hatch harbour hull invoice island keel ladder lantern ledger manifest " +
  "marina mast notice office order parcel pennant permit pilot quay reef region rudder sail schedule season ship " +
  "signal slip stern storage ticket tide tonnage tower tug user valve vessel visit voyage warehouse wharf zone"
).split(" ");
const verbs =
  "add allow block clear close count create fetch find hide list load lock move open show sort update".split(" ");
const others =
  "a after all an at before by each every for in new not of old on only or own that the this to with".split(" ");

export function noun(random: Random): string {
  return random.pick(nouns);
}

/** `crane-tide`, for keys and file names; the number keeps those of one map apart. */
export function slug(random: Random, number: number): string {
  return `${noun(random)}-${noun(random)}-${number}`;
}

/** `tideSchedule4` */
export function camel(random: Random, number: number): string {
  const second = noun(random);
  return `${noun(random)}${second.charAt(0).toUpperCase()}${second.slice(1)}${number}`;
}

/** Without a full stop, a colon or a quote, so that it can stand wherever a plain value can. */
export function sentence(random: Random, words: number): string {
  const rest = Array.from({ length: words - 1 }, (_, i) => random.pick(i % 3 === 2 ? nouns : others));
  const verb = random.pick(verbs);
  return [verb.charAt(0).toUpperCase() + verb.slice(1), ...rest].join(" ");
}

/** A head, and block after block until there are as many lines as asked, or a few more. */
export function filled(
  head: readonly string[],
  lines: number,
  block: (number: number) => readonly string[],
): readonly string[] {
  const all = [...head];
  for (let number = 1; all.length < lines; number++) all.push(...block(number));
  return all;
}
