import type { ContainersFacts, Fact, FileId, Mount, Place, ProcessFacts } from "../facts.js";
import { configAt, configPathsOf, sameNamespace } from "../topology/processes/configFiles.js";
import { ConfigIndex } from "../topology/processes/configIndex.js";
import { hostMounts } from "../topology/hosts/units.js";
import type { SiteModel } from "../topology/model.js";
import { atDistinctPlaces, placeKey } from "../places.js";
import type { Span } from "../text.js";
import type { FeatureContext } from "./feature.js";

/** A stretch of a file that names another file, or an object that holds one. */
export interface DocumentLink {
  readonly place: Place;
  readonly target: Place;
}

/** What a file's processes are told to read, and what is mounted into them, as far as the workspace has it. */
export function documentLinksOf(context: FeatureContext, file: FileId): readonly DocumentLink[] {
  const text = context.texts(file);
  if (text === undefined) return [];
  const links = context.analysis.modelsOf(file).flatMap((model) => {
    const configs = new ConfigIndex(
      model.collectors.flatMap(({ facts }) => facts),
      [],
    );
    const site: Site = { model, configs, context };
    return (model.files.get(file)?.facts ?? []).flatMap((fact) => linksOf(fact, site));
  });
  const written = links.flatMap(({ place, name, target }): readonly DocumentLink[] => {
    const span = spanOf(text, place.span, name);
    const leadsElsewhere = placeKey(place) !== placeKey(target);
    return place.file === file && span !== undefined && leadsElsewhere ? [{ place: { file, span }, target }] : [];
  });
  return atDistinctPlaces(written);
}

interface Site {
  readonly model: SiteModel;
  readonly configs: ConfigIndex;
  readonly context: FeatureContext;
}

interface NamedLink extends DocumentLink {
  /** The part of the place that is the name; the whole of it where undefined. */
  readonly name?: string;
}

function linksOf(fact: Fact, site: Site): readonly NamedLink[] {
  switch (fact.kind) {
    case "pod":
      return fact.processes.flatMap((process) => processLinks(process, fact.object.namespace, site));
    case "containers":
      return [
        ...fact.containers.flatMap(({ process }) => processLinks(process, undefined, site)),
        ...configFileLinks(fact, site),
      ];
    case "unit": {
      const mounts = hostMounts(fact, site.configs, site.model.site);
      return configLinks({ ...fact.process, mounts }, undefined, site);
    }
    default:
      return [];
  }
}

function processLinks(process: ProcessFacts, namespace: string | undefined, site: Site): readonly NamedLink[] {
  const mounted = process.mounts.flatMap((mount): readonly NamedLink[] => {
    const target = mountedPlace(mount, namespace, site);
    return target === undefined ? [] : [{ place: mount.place, target }];
  });
  return [...configLinks(process, namespace, site), ...mounted];
}

/** The paths behind `--config`, each to the configuration that the process finds there. */
function configLinks(process: ProcessFacts, namespace: string | undefined, site: Site): readonly NamedLink[] {
  const words = [...(process.entrypoint ?? []), ...(process.args ?? [])];
  return configPathsOf(process).flatMap((path): readonly NamedLink[] => {
    const target = configAt(path, process.mounts, site.configs, namespace)?.place;
    const word = words.find(({ text }) => text.includes(path));
    return target === undefined || word === undefined ? [] : [{ place: word.place, name: path, target }];
  });
}

function mountedPlace({ source }: Mount, namespace: string | undefined, site: Site): Place | undefined {
  switch (source.kind) {
    case "path":
      return startOf(source.path, site);
    case "ConfigMap":
    case "Secret":
      return site.configs.heldBy(source.kind, source.name).find(({ holder, file }) => {
        const isKey = source.subPath === undefined || holder?.key === source.subPath;
        return isKey && sameNamespace(holder?.namespace, namespace) && site.model.files.has(file);
      })?.place;
    case "compose-config":
      return site.configs.heldBy("Compose config", source.name)[0]?.place;
    case "other":
      return undefined;
  }
}

function configFileLinks({ configFiles }: ContainersFacts, site: Site): readonly NamedLink[] {
  return (configFiles ?? []).flatMap(({ path, place }): readonly NamedLink[] => {
    const target = startOf(path, site);
    return target === undefined ? [] : [{ place, target }];
  });
}

/** The beginning of a file that says something of ours. */
function startOf(file: FileId, { context }: Site): Place | undefined {
  return context.analysis.factsOf(file) && { file, span: { start: 0, end: 0 } };
}

/**
 * Where a name stands in a stretch of the text. A whole stretch stands for itself where it is of one line; of an entry of
 * several, the `source`. Undefined where the letters are others, as in what a chart adds.
 */
function spanOf(text: string, { start, end }: Span, name: string | undefined): Span | undefined {
  const written = text.slice(start, end);
  const [, before = "", source] = /^([\s\S]*?\bsource:[ \t]*["']?)([^\s"']+)/.exec(written) ?? [];
  if (name === undefined && !/[\r\n]/.test(written)) return { start, end };
  const found = name ?? source;
  const at = name === undefined ? before.length : written.indexOf(name);
  return found === undefined || at < 0 ? undefined : { start: start + at, end: start + at + found.length };
}
