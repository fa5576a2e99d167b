import type { ComponentFact, ComponentKind, PipelineFact, PipelineRole, Reference } from "../facts.js";
import { displayPath } from "../paths.js";
import { roleKinds } from "../topology/collectors/usage.js";
import { wiringsOf } from "../topology/collectors/wiring.js";
import { claimsOf } from "../topology/collisions.js";
import type { Collector, SiteModel } from "../topology/model.js";
import type { ChartCollector, ChartComponent, ChartPipeline } from "./model.js";
import { standingsOf } from "./standing.js";

/** The collectors of a site that have pipelines or extensions, each with what it is wired from. */
export function collectorsOf(model: SiteModel): readonly ChartCollector[] {
  const standings = standingsOf(model);
  const claims = model.namespaces.flatMap(claimsOf);
  return model.collectors.flatMap((collector) => {
    const portsOf = (component: ComponentFact): ChartComponent["ports"] =>
      claims.flatMap((claim) =>
        claim.via === "socket" && claim.workload.collector === collector && component.listeners.includes(claim.fact)
          ? [{ port: claim.port, state: standings.get(claim.id) ?? "unreached" }]
          : [],
      );
    const chart = collectorChart(collector, `${model.site.id} ${collector.id}`, portsOf);
    if (chart.pipelines.length === 0) return [];
    const [first] = collector.facts;
    const detail = first === undefined ? "" : displayPath(first.file, model.context.roots);
    return [{ ...chart, label: collector.name, detail, place: first?.place }];
  });
}

function collectorChart(
  collector: Collector,
  id: string,
  portsOf: (component: ComponentFact) => ChartComponent["ports"],
): Pick<ChartCollector, "id" | "pipelines" | "joints"> {
  const { components } = collector;
  const find = (kind: ComponentKind, name: string): ComponentFact | undefined =>
    components.find((each) => each.id === name && each.kind === kind);
  const component = (reference: Reference, kind: ComponentKind, scope: string): ChartComponent => {
    const connects = kind === "receiver" || kind === "exporter";
    const found = find(kind, reference.id) ?? (connects ? find("connector", reference.id) : undefined);
    return {
      id: `${scope} ${reference.id}`,
      label: reference.id,
      kind: found?.kind ?? kind,
      defined: found !== undefined,
      place: found?.key ?? reference.place,
      ports: found === undefined ? [] : portsOf(found),
    };
  };
  const scopeOf = (pipeline: PipelineFact, role: PipelineRole): string => `${id} ${pipeline.id} ${role}`;
  const pipelines = (collector.pipelines ?? []).map((pipeline): ChartPipeline => {
    const members = roleKinds.map(([role, kind]) =>
      distinct(pipeline[role].references).map((reference) => component(reference, kind, scopeOf(pipeline, role))),
    );
    const [receivers = [], processors = [], exporters = []] = members;
    return { id: `${id} ${pipeline.id}`, label: pipeline.id, place: pipeline.key, receivers, processors, exporters };
  });
  const extensions = distinct(collector.extensions ?? []).map((each) =>
    component(each, "extension", `${id} extensions`),
  );
  const [first] = extensions;
  const joints = wiringsOf(collector).flatMap(({ connector, from, to }) =>
    from.flatMap((out) =>
      to.map((into) => ({
        from: `${scopeOf(out.pipeline, "exporters")} ${connector.id}`,
        to: `${scopeOf(into.pipeline, "receivers")} ${connector.id}`,
      })),
    ),
  );
  const lane: readonly ChartPipeline[] =
    first === undefined
      ? []
      : [
          {
            id: `${id} extensions`,
            label: "extensions",
            place: first.place,
            receivers: extensions,
            processors: [],
            exporters: [],
          },
        ];
  return { id, pipelines: [...pipelines, ...lane], joints };
}

function distinct(references: readonly Reference[]): readonly Reference[] {
  return [...new Map(references.map((reference) => [reference.id, reference])).values()];
}
