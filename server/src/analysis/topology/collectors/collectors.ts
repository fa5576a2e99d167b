import { append } from "../../lists.js";
import type {
  AgentFacts,
  CollectorFacts,
  ConfigHolder,
  Distribution,
  FileId,
  ProjectCollector,
  ProjectFacts,
} from "../../facts.js";
import { baseName, folderOf, stem } from "../../paths.js";
import { environmentVariable } from "../../sources/collector/environment.js";
import { exactly, type Version, type VersionRange } from "../../versions.js";
import { mergeConfigs, type MergedConfig } from "./merge.js";
import type { Collector, CollectorBuild, CollectorStart, JoinContext, Site } from "../model.js";
import { buildOfConfigs } from "./builds.js";
import { packageFolder } from "../sites.js";
import { roleKinds } from "./usage.js";

/** What a manifest knows of a collector it starts. */
export interface StartedCollector {
  readonly id: string;
  readonly name: string;
  readonly facts: readonly CollectorFacts[];
  /** Undefined where the image's tag tells none. */
  readonly version: Version | undefined;
  /** Undefined where its image is none of the collector's own. */
  readonly distribution: Distribution | undefined;
  readonly build: CollectorBuild | undefined;
  readonly start: CollectorStart;
  /** Whether it is only meant to read them. */
  readonly intended: boolean;
  readonly isDdot: boolean;
}

/** A collector that a manifest starts. */
export function startedCollector(started: StartedCollector, context: JoinContext): Collector {
  const { id, name, facts, version, distribution, build, start, intended, isDdot } = started;
  const merged = mergeConfigs(facts);
  const known = version ?? build?.build.version ?? context.collectorVersion;
  return {
    id,
    name,
    isDdot,
    facts,
    ...merged,
    complete: start.whole && isComplete(facts, merged),
    start,
    ...(intended && { intended }),
    // The image's tag is the Agent's version, not that of the collector in it.
    versions: isDdot ? ddotSince : known === undefined ? {} : exactly(known),
    distribution: isDdot ? "ddot" : distribution,
    ...(build && !isDdot && distribution === undefined && { build }),
  };
}

/**
 * The collectors of configurations that no manifest starts: each for itself, or several where `.portolan.yaml` says that
 * they are one.
 */
export function collectorsOf(
  configs: readonly CollectorFacts[],
  agents: readonly AgentFacts[],
  site: Site,
  context: JoinContext,
): readonly Collector[] {
  const grouped = new Map<ProjectCollector | CollectorFacts, CollectorFacts[]>();
  const named = projectCollectors(context.projects);
  const folders = new AgentFolders(configs, agents);
  for (const config of configs) {
    const group = (config.holder ? undefined : named.get(config.file)) ?? config;
    append(grouped, group, config);
  }
  const ids = new Set<string>();
  return [...grouped].map(([group, members]) => {
    const settings = "configs" in group ? group : undefined;
    const facts = settings ? settings.configs.flatMap((path) => members.filter((each) => each.file === path)) : members;
    const merged = mergeConfigs(facts);
    const isDdot = settings?.distribution
      ? settings.distribution === "ddot"
      : facts.some((each) => looksLikeDdot(each, folders));
    const name = isDdot ? "DDOT" : nameOf(facts, site);
    const build = isDdot ? undefined : buildOfConfigs(facts, name, settings, context);
    return {
      id: uniqueId(facts, ids),
      name,
      isDdot,
      facts,
      ...merged,
      complete: isComplete(facts, merged),
      versions: knownVersions(settings, isDdot, build, context),
      distribution: settings?.distribution ?? (isDdot ? "ddot" : undefined),
      ...(build && { build }),
    };
  });
}

/** Which collector reads each file, after the project files; the first that names it decides. */
function projectCollectors(projects: readonly ProjectFacts[]): ReadonlyMap<FileId, ProjectCollector> {
  const all = projects.flatMap((project) => project.collectors).reverse();
  return new Map(all.flatMap((each) => each.configs.map((file) => [file, each] as const)));
}

/** By its file and holder, and counted where a file has several of them. */
function uniqueId([first]: readonly CollectorFacts[], taken: Set<string>): string {
  const base = `${first?.file ?? ""}#${first?.holder?.namespace ?? ""}${sayHolder(first?.holder) ?? ""}`;
  let id = base;
  for (let count = 2; taken.has(id); count++) id = `${base}#${String(count)}`;
  taken.add(id);
  return id;
}

function isComplete(facts: readonly CollectorFacts[], merged: MergedConfig): boolean {
  return filled(facts, "receiver") && filled(facts, "exporter") && leadsMostlySomewhere(merged, facts);
}

function filled(facts: readonly CollectorFacts[], kind: "receiver" | "exporter"): boolean {
  return facts.some((each) => each.sections[kind] === "present");
}

/**
 * Whether what the pipelines name is mostly there. A part that overrides another file can fill every section and still
 * name what stands in the other: more than it defines, or several of a kind for which it has no section at all. A
 * mistake is one wrong name among many that are right.
 */
function leadsMostlySomewhere({ pipelines, components }: MergedConfig, facts: readonly CollectorFacts[]): boolean {
  if (pipelines === undefined) return false;
  const defined = new Set(components.map(({ id }) => id));
  const missing = roleKinds.map(([role, kind]) => ({
    ids: new Set(
      pipelines.flatMap((each) => each[role].references.map(({ id }) => id)).filter((id) => !defined.has(id)),
    ),
    noSection: facts.every((each) => each.sections[kind] === "absent"),
  }));
  if (missing.some(({ ids, noSection }) => noSection && ids.size > 1)) return false;
  const named = new Set(
    pipelines.flatMap((each) => roleKinds.flatMap(([role]) => each[role].references.map(({ id }) => id))),
  );
  const lost = missing.reduce((sum, { ids }) => sum + ids.size, 0);
  return lost <= named.size - lost;
}

/** DDOT's first release embedded a collector of about v0.104; what changed before cannot concern it. */
const ddotSince: VersionRange = { since: "0.104.0" };

function knownVersions(
  settings: ProjectCollector | undefined,
  isDdot: boolean,
  build: CollectorBuild | undefined,
  context: JoinContext,
): VersionRange {
  if (settings?.version !== undefined) return exactly(settings.version);
  if (isDdot) return ddotSince;
  // A manifest that only lies beside a configuration is no reason to call one of its defaults an error.
  const version = (build?.sure ? build.build.version : undefined) ?? context.collectorVersion;
  return version === undefined ? {} : exactly(version);
}

/** The Agent's own folder and its own components tell; a file's name only between several beside one `datadog.yaml`. */
function looksLikeDdot(config: CollectorFacts, folders: AgentFolders): boolean {
  if (config.holder) return false;
  const ownComponents = config.components.some(
    ({ kind, type }) =>
      (kind === "extension" && type === "ddflare") || (kind === "processor" && type === "infraattributes"),
  );
  if (ownComponents) return true;
  const folder = folderOf(config.file);
  if (!folders.withAgent.has(folder) && baseName(folder) !== "datadog-agent") return false;
  return folders.wholeIn.get(folder) === 1 || /^otel-config\.ya?ml$/.test(baseName(config.file));
}

/** What lies beside a configuration that may be an Agent's collector's. */
class AgentFolders {
  /** Folders with an Agent that says something of its collector. */
  readonly withAgent: ReadonlySet<FileId>;
  /** How many configurations with pipelines each folder has. */
  readonly wholeIn = new Map<FileId, number>();

  constructor(configs: readonly CollectorFacts[], agents: readonly AgentFacts[]) {
    this.withAgent = new Set(agents.flatMap((agent) => (agent.otelCollector.written ? folderOf(agent.file) : [])));
    for (const { file, pipelines } of configs) {
      if (pipelines) this.wholeIn.set(folderOf(file), (this.wholeIn.get(folderOf(file)) ?? 0) + 1);
    }
  }
}

/** Names that say nothing about which collector it is. */
const generic =
  /^(?:config|configuration|conf|values|otel|otel-?config|otelcol-?config|collector|collector-?config|main|default)$/i;

function nameOf(facts: readonly CollectorFacts[], site: Site): string {
  const [first] = facts;
  if (first === undefined) return "collector";
  if (first.holder) return first.holder.name;
  if (site.placement.kind === "host-tree") return packageFolder(first.file, site.placement.root);
  const folder = baseName(folderOf(first.file));
  return generic.test(stem(first.file)) && folder !== "" ? folder : stem(first.file);
}

/** `ConfigMap otel-agent-config/config.yaml`, `here-document otel.yaml` */
export function sayHolder(holder: ConfigHolder | undefined): string | undefined {
  if (holder === undefined) return undefined;
  return isOfText(holder) ? `${holder.kind} ${holder.name}` : `${holder.kind} ${holder.name}/${holder.key}`;
}

/** Whether what holds a configuration is a text around it, not an object of a cluster. */
export function isOfText({ kind }: ConfigHolder): boolean {
  return kind === "here-document" || kind === "fenced block" || kind === environmentVariable;
}
