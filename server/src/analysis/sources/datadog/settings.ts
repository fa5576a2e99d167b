import type { Endpoint } from "../../endpoint.js";
import type { AgentSetting, EnvFact, FileId, Place, PortChange, Word } from "../../facts.js";
import { asScalar, asSeq, entryOf, exactSpanWithin, textOf } from "../../yaml/access.js";
import type { Entry, YamlNode } from "../../yaml/node.js";
import { knownKeys, valueKeys, variablesOf, withSections } from "./keys.js";

/** An Agent's settings in layers: of a key that several of them write, the first decides. */
export class AgentSettings {
  private readonly layers: readonly ReadonlyMap<string, AgentSetting>[];

  constructor(layers: readonly (readonly AgentSetting[])[]) {
    this.layers = layers.map((layer) => new Map(layer.map((setting) => [setting.key, setting])));
  }

  /** All that decide. */
  get all(): readonly AgentSetting[] {
    return knownKeys.flatMap((key) => this.get(key) ?? this.section(key) ?? []);
  }

  /** The setting that has a text; a key with nothing under it says nothing. */
  get(key: string): (AgentSetting & { readonly text: string }) | undefined {
    for (const layer of this.layers) {
      const setting = layer.get(key);
      if (setting?.text !== undefined) return { ...setting, text: setting.text };
    }
    return undefined;
  }

  /** Whether the key is there, or anything under it. */
  has(key: string): boolean {
    return this.layers.some((layer) =>
      [...layer.keys()].some((each) => each === key || (each.startsWith(key) && each[key.length] === ".")),
    );
  }

  /** Undefined where nothing is written, or only a variable or a template tells. */
  flag(key: string): boolean | undefined {
    const text = this.get(key)?.text.trim() ?? "";
    if (/^(?:true|t|1|yes|y|on)$/i.test(text)) return true;
    return /^(?:false|f|0|no|n|off)$/i.test(text) ? false : undefined;
  }

  /** Where a finding on something nobody wrote stands: the deepest key on the way to it that is there. */
  nearest(key: string): Place | undefined {
    for (const each of withSections(key)) {
      const place = (this.section(each) ?? this.get(each))?.place;
      if (place) return place;
    }
    return undefined;
  }

  private section(key: string): AgentSetting | undefined {
    return this.layers.flatMap((layer) => layer.get(key) ?? []).find(({ text }) => text === undefined);
  }
}

/** What a `datadog.yaml` says. */
export function settingsOfFile(root: YamlNode, file: FileId): readonly AgentSetting[] {
  return knownKeys.flatMap((key) => {
    const entries = entriesOn(root, key.split("."));
    const last = entries?.at(-1);
    return entries && last ? [settingOf(key, last, entries, file)] : [];
  });
}

/** The entries on a path; undefined where it is not there to its end. */
function entriesOn(root: YamlNode, path: readonly string[]): readonly Entry[] | undefined {
  const entries: Entry[] = [];
  let node: YamlNode | undefined = root;
  for (const key of path) {
    const entry = entryOf(node, key);
    if (entry === undefined) return undefined;
    entries.push(entry);
    node = entry.value;
  }
  return entries;
}

function settingOf(key: string, entry: Entry, owners: readonly Entry[], file: FileId): AgentSetting {
  const scalar = asScalar(entry.value);
  if (scalar === undefined || scalar.value === null) {
    const list = asSeq(entry.value)?.items.flatMap((item) => textOf(item) ?? []);
    return { ...base(key, { file, span: entry.key.span }), text: list?.join(",") };
  }
  // What stands elsewhere, behind an alias, is shared with others.
  const own = owners.every(({ span }) => span.start <= scalar.span.start && scalar.span.end <= span.end);
  const literal = own ? exactSpanWithin(scalar, 0, scalar.text.length) : undefined;
  return { ...base(key, { file, span: scalar.span }), text: scalar.text, literalAt: literal?.start };
}

/** A field of another document that becomes a setting of the Agent; undefined where nothing is written. */
export function settingFrom(key: string, entry: Entry | undefined, file: FileId): AgentSetting | undefined {
  return entry && asScalar(entry.value)?.value !== null ? settingOf(key, entry, [entry], file) : undefined;
}

/** One that nobody wrote: whoever starts the Agent gives it. */
export function assumed(
  key: string,
  text: string,
  place: Place,
  origin: "default" | "image" = "default",
): AgentSetting {
  return { ...base(key, place), text, origin };
}

function base(key: string, place: Place): AgentSetting {
  return { key, text: undefined, place, literalAt: undefined, origin: "explicit" };
}

/** What `DD_*` variables say. One that is empty counts as not set. */
export function settingsOfEnv(env: readonly EnvFact[]): readonly AgentSetting[] {
  const byName = new Map(env.map((each) => [each.name, each]));
  return valueKeys.flatMap((key): readonly AgentSetting[] => {
    const [fact] = variablesOf(key).flatMap((name) => byName.get(name) ?? []);
    if (fact === undefined) return [];
    if (fact.value.kind !== "text") return [{ ...base(key, fact.place), text: `$(${fact.name})` }];
    const { word } = fact.value;
    return word.text === "" ? [] : [{ ...base(key, word.place), text: word.text, literalAt: literalStart(word) }];
  });
}

/** Where a word begins in its file; undefined where the file holds it in other letters than quotes around it. */
function literalStart({ text, place: { span } }: Word): number | undefined {
  const around = span.end - span.start - text.length;
  return around === 0 ? span.start : around === 2 ? span.start + 1 : undefined;
}

/**
 * How the port in a setting is replaced.
 *
 * @param offset letters at the beginning of what was parsed that are not in the setting
 */
export function settingChange({ literalAt, place }: AgentSetting, { digits }: Endpoint, offset: number): PortChange {
  if (literalAt === undefined || digits === undefined) return { kind: "none" };
  const start = literalAt + digits.start - offset;
  const span = { start, end: start + digits.end - digits.start };
  return { kind: "digits", place: { file: place.file, span } };
}
