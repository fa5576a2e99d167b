import type { CollectorFacts, ListenerFact, Place } from "../../facts.js";
import type { Span } from "../../text.js";
import type { Entry, ScalarNode, YamlNode } from "../../yaml/node.js";

/**
 * YAML that stands in no file of the user's, such as the defaults of a chart, moved to the one place in a file where a
 * finding about it can stand. None of its letters is there, so nothing in it is ever edited. Takes no aliases.
 */
export function standingAt(node: YamlNode, span: Span): YamlNode {
  switch (node.kind) {
    case "map":
      return { ...node, span, entries: node.entries.map((entry) => entryAt(entry, span)) };
    case "seq":
      return { ...node, span, items: node.items.map((item) => standingAt(item, span)) };
    case "scalar":
      return scalarAt(node, span);
    case "alias":
      return { ...node, span };
  }
}

function entryAt(entry: Entry, span: Span): Entry {
  return { key: scalarAt(entry.key, span), value: standingAt(entry.value, span), span };
}

function scalarAt(scalar: ScalarNode, span: Span): ScalarNode {
  return { ...scalar, span, pieces: [] };
}

/**
 * A configuration of which some parts were moved to `place`, with all that comes of them told to be a default: whoever
 * looks at a port sees that nobody wrote it, and what such a part dials is its author's concern.
 */
export function asDefaults(facts: CollectorFacts, place: Place): CollectorFacts {
  const moved = ({ span }: Place): boolean => span.start === place.span.start && span.end === place.span.end;
  const listener = (fact: ListenerFact): ListenerFact =>
    moved(fact.place)
      ? { ...fact, change: { kind: "none" }, binds: fact.binds.map((bind) => ({ ...bind, origin: "default" })) }
      : fact;
  const { service } = facts;
  const readers = service?.telemetry.readers?.map(listener);
  return {
    ...facts,
    components: facts.components.map((component) => ({
      ...component,
      listeners: component.listeners.map(listener),
      dials: component.dials.filter((dial) => !moved(dial.place)),
      issues: component.issues.filter((issue) => !moved(issue.place)),
      references: component.references.filter((reference) => !moved(reference.place)),
      ...(moved(component.key) && { inherited: true as const }),
    })),
    service: service && { ...service, telemetry: { ...service.telemetry, readers } },
  };
}
