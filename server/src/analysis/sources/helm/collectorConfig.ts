import type { CollectorFacts, ComponentKind, ConfigHolder, Place, Section } from "../../facts.js";
import { asMap, entriesOf, entryOf, get } from "../../yaml/access.js";
import type { YamlNode } from "../../yaml/node.js";
import { readCollectorNode } from "../collector/source.js";
import type { Reading } from "../kubernetes/reading.js";
import { repeatedKeysIn } from "../repeatedKeys.js";
import { asDefaults, standingAt } from "./standIn.js";
import { chartConfig } from "./chartDefaults.js";
import { overlay } from "./overlay.js";

/**
 * The configuration that the chart makes of its values: `alternateConfig`, or else its own with `config` laid over it.
 *
 * @param place where a finding on a default stands
 */
export function readChartConfig(
  values: YamlNode,
  place: Place,
  holder: (key: string) => ConfigHolder,
  reading: Reading,
): CollectorFacts | undefined {
  const alternate = entryOf(values, "alternateConfig");
  if (alternate && entriesOf(alternate.value).length > 0) {
    const facts = readCollectorNode(alternate.value, reading.file, reading.broken, holder("alternateConfig"));
    return facts && hedged(facts);
  }
  const brought = chartConfig();
  if (brought === undefined) return undefined;
  const config = get(values, "config");
  const defaults = standingAt(brought, place.span);
  const merged = asMap(config) ? overlay(defaults, config ?? defaults) : defaults;
  const facts = readCollectorNode(merged, reading.file, reading.broken, holder("config"));
  // Laid over the defaults, a key has one value.
  const repeatedKeys = repeatedKeysIn(config, reading.file);
  return facts && { ...hedged(withoutIdle(asDefaults(facts, place), place)), repeatedKeys };
}

/** A receiver or processor of the chart that the user's pipelines leave out is never built, and nobody's mistake. */
function withoutIdle(facts: CollectorFacts, place: Place): CollectorFacts {
  const used = usedIds(facts);
  const isDefault = ({ span }: Place): boolean => span.start === place.span.start;
  return {
    ...facts,
    components: facts.components.filter(({ kind, id, key }) => !isDefault(key) || used[kind].has(id)),
  };
}

/**
 * A part that names what is not in it is told to have that elsewhere: in another values file, in what a preset adds, in
 * the defaults of another release of the chart. Only the chart's user knows them all.
 */
function hedged(facts: CollectorFacts): CollectorFacts {
  const used = usedIds(facts);
  const section = (kind: ComponentKind): Section => {
    const defined = new Set(
      facts.components.filter((each) => each.kind === kind || each.kind === "connector").map(({ id }) => id),
    );
    return [...used[kind]].every((id) => defined.has(id)) ? facts.sections[kind] : "elsewhere";
  };
  return {
    ...facts,
    sections: {
      receiver: section("receiver"),
      processor: section("processor"),
      exporter: section("exporter"),
      connector: facts.sections.connector,
      extension: section("extension"),
    },
  };
}

function usedIds({ pipelines, extensions }: CollectorFacts): Readonly<Record<ComponentKind, ReadonlySet<string>>> {
  const named = (role: "receivers" | "processors" | "exporters"): ReadonlySet<string> =>
    new Set((pipelines ?? []).flatMap((each) => each[role].references.map(({ id }) => id)));
  const [receiver, exporter] = [named("receivers"), named("exporters")];
  return {
    receiver,
    processor: named("processors"),
    exporter,
    connector: new Set([...receiver, ...exporter]),
    extension: new Set((extensions ?? []).map(({ id }) => id)),
  };
}
