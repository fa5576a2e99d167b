import type { ComponentFact } from "../../facts.js";
import { sayList } from "../../rules/say.js";
import { isUsed } from "../../topology/collectors/usage.js";
import type { Listener } from "../../topology/model.js";
import type { ComponentUse } from "../componentAt.js";
import { code, escaped, list, paragraphs } from "./markdown.js";
import { sayBound, sayWhere } from "./sayPorts.js";

/** What a component does in one collector: where it is used, and what it binds there. */
export function componentUseText(use: ComponentUse): string {
  const { collector, occurrence, model } = use;
  const component = collector.components.find(({ kind, id }) => kind === occurrence.kind && id === occurrence.id);
  const where = escaped(collector.name);
  if (component === undefined) return `${where} does not configure it.`;
  if (!isUsed(collector, component)) return `${where} configures it, but nothing uses it${idleText(component)}.`;
  const listeners = listenersOf(component, use).map(
    (listener) => `${sayBound(listener)}, ${code(listener.fact.protocol)} ${sayWhere(model, listener.place)}`,
  );
  return paragraphs([`Used by ${where}${pipelinesText(component, use)}.`, ...list("It binds", listeners)]);
}

function idleText({ listeners }: ComponentFact): string {
  return listeners.length === 0 ? "" : ": it opens no port";
}

function pipelinesText({ id, kind }: ComponentFact, { collector }: ComponentUse): string {
  if (kind === "extension") return "";
  const naming = (collector.pipelines ?? []).filter((pipeline) =>
    [pipeline.receivers, pipeline.processors, pipeline.exporters].some(({ references }) =>
      references.some((each) => each.id === id),
    ),
  );
  const ids = naming.map((pipeline) => code(pipeline.id));
  return ids.length === 0 ? "" : ` in ${ids.length > 1 ? "pipelines" : "pipeline"} ${sayList(ids)}`;
}

/** The sockets as they are joined; a host's pods have its namespace under several names. */
function listenersOf({ listeners }: ComponentFact, { collector, model }: ComponentUse): readonly Listener[] {
  const facts = new Set(listeners);
  const found = model.namespaces.flatMap((namespace) =>
    namespace.listeners.filter(({ workload, fact }) => workload.collector === collector && facts.has(fact)),
  );
  return [...new Set(found)];
}
