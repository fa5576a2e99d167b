import type { EnvFact, EnvFileFacts, FileId, ProcessFacts, UnitFacts, Word } from "../../facts.js";
import { baseName, folderOf } from "../../paths.js";
import { isUnitPath } from "../../sources/systemd/source.js";
import { lookupIn } from "../processes/environment.js";
import { append } from "../../lists.js";
import { unitRoot } from "../sites.js";

/** A unit with its drop-ins, as systemd puts them together; variables of the command line filled in. */
export interface MergedUnit {
  readonly name: string;
  readonly file: FileId;
  readonly process: ProcessFacts;
  readonly ownNetwork: boolean | undefined;
}

/** The units of one host, each with its drop-ins in the order of their names. */
export function mergeUnits(units: readonly UnitFacts[], envFiles: readonly EnvFileFacts[]): readonly MergedUnit[] {
  const byName = new Map<string, EnvFileFacts[]>();
  for (const each of envFiles) append(byName, baseName(each.file), each);
  const groups = new Map<string, UnitFacts[]>();
  for (const unit of units) append(groups, groupOf(unit), unit);
  return [...groups.values()].flatMap((members) => {
    const base = members.filter(({ dropIn }) => !dropIn);
    const dropIns = members.filter(({ dropIn }) => dropIn).sort((a, b) => compare(baseName(a.file), baseName(b.file)));
    const [first] = [...base, ...dropIns];
    return first === undefined ? [] : [mergedUnit(first, [...base, ...dropIns], byName)];
  });
}

/**
 * Units of one name in one tree, wherever in it they lie; elsewhere, those of one folder and its drop-in folders, or
 * those that one script writes.
 */
function groupOf({ name, file, dropIn }: UnitFacts): string {
  if (!isUnitPath(file)) return `${file} ${name}`;
  const folder = dropIn ? folderOf(folderOf(file)) : folderOf(file);
  return `${unitRoot(file) ?? folder} ${name}`;
}

/** Files of variables by their own names, whatever folders they lie in. */
type EnvFiles = ReadonlyMap<string, readonly EnvFileFacts[]>;

function mergedUnit(first: UnitFacts, layers: readonly UnitFacts[], envFiles: EnvFiles): MergedUnit {
  const env = [
    ...sinceReset(layers, ({ resetsEnv }) => resetsEnv).flatMap(({ process }) => process.env),
    ...sinceReset(layers, ({ resetsEnvFiles }) => resetsEnvFiles).flatMap((unit) => fromFiles(unit, envFiles)),
  ];
  const exec = layers.findLast(({ process }) => process.entrypoint !== undefined)?.process ?? first.process;
  return {
    name: first.name,
    file: first.file,
    process: { ...exec, env, entrypoint: exec.entrypoint, args: exec.args && expanded(exec.args, env) },
    ownNetwork: layers.findLast((unit) => unit.ownNetwork !== undefined)?.ownNetwork,
  };
}

/** The layers that still count: those from the last one on that takes back what stood before. */
function sinceReset(layers: readonly UnitFacts[], resets: (unit: UnitFacts) => boolean): readonly UnitFacts[] {
  const last = layers.findLastIndex(resets);
  return layers.slice(Math.max(0, last));
}

/** The variables of an `EnvironmentFile=`, which lies below the same root, or beside the unit. */
function fromFiles({ envFiles: refs, file }: UnitFacts, available: EnvFiles): readonly EnvFact[] {
  return refs.flatMap(({ path }) => {
    const named = available.get(baseName(path)) ?? [];
    const found =
      named.find((each) => each.file.endsWith(path)) ?? named.find((each) => folderOf(each.file) === folderOf(file));
    return found?.env ?? [];
  });
}

/** `$NAME` as a word of its own becomes as many words as it holds, `${NAME}` a part of one. */
function expanded(words: readonly Word[], env: readonly EnvFact[]): readonly Word[] {
  const lookup = lookupIn(env);
  return words.flatMap((word): readonly Word[] => {
    const alone = /^\$(\w+)$/.exec(word.text)?.[1];
    const held = alone === undefined ? undefined : lookup(alone);
    if (held !== undefined) {
      return held
        .split(/\s+/)
        .flatMap((text) => (text === "" ? [] : [{ ...word, text: text.replace(/^["']|["']$/g, "") }]));
    }
    const text = word.text.replace(/\$\{(\w+)\}/g, (whole, name: string) => lookup(name) ?? whole);
    return [{ ...word, text }];
  });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
