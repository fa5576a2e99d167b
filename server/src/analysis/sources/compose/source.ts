import type { ContainerFacts, ContainersFacts, FileId } from "../../facts.js";
import { folderOf } from "../../paths.js";
import { asMap, entriesOf, entryOf, get, isNull } from "../../yaml/access.js";
import type { Entry, YamlDocument, YamlNode } from "../../yaml/node.js";
import { notOurs, type Source, type SourceResult } from "../source.js";
import { readConfigFiles, readConfigSources, readEmbeddedConfigs } from "./configs.js";
import { knownText, type Context } from "./context.js";
import { readIncludes } from "./include.js";
import type { Variables } from "./interpolate.js";
import { readLinks } from "./networks.js";
import { unplaced } from "./placed.js";
import { isComposeFile, isServiceMap } from "./recognise.js";
import { readService } from "./service.js";
import { mostFacts, sizeOf } from "./size.js";
import { variableNames } from "./variableNames.js";

const usualKeys = "image|build|ports|volumes|command|environment|entrypoint|network_mode|env_file|healthcheck";

/** `services:` or `include:` at the first column, or two keys of a service side by side in one block. */
const marker = new RegExp(
  String.raw`^['"]?(?:services|include)['"]?[ \t]*:` +
    String.raw`|^([ \t]{1,8})(?:${usualKeys}):.*(?:\n(?:\1.*|(?!\1)[ \t]*\r?(?=\n)))*?\n\1(?:${usualKeys}):`,
  "m",
);

/** A Compose file, its overrides, and a map of services by itself. */
export const composeSource: Source = {
  marker,
  read: readCompose,
};

function readCompose({ root, problems }: YamlDocument, file: FileId): SourceResult {
  const whole = isComposeFile(root);
  if (root === undefined || (!whole && !isServiceMap(root))) return notOurs;
  const folder = folderOf(file);
  // Compose is started where its file lies, if nothing else is known.
  const read = readContainers(root, file, new Map([["PWD", unplaced(folder, root.span)]]));
  // Where the document does not parse, what looks like a port may be a part of something else.
  const broken = problems.length > 0;
  const facts = broken ? { ...read, containers: read.containers.map((each) => ({ ...each, invalidPorts: [] })) } : read;
  const variables = variableNames(root);
  const embedded = readEmbeddedConfigs(whole ? get(root, "configs") : undefined, file);
  return {
    facts: [variables.length > 0 ? { ...facts, unresolved: { root, variables } } : facts, ...embedded.facts],
    problems: embedded.problems,
  };
}

/**
 * What a Compose file says of containers.
 *
 * @param root of a document that has been recognised
 */
export function readContainers(root: YamlNode, file: FileId, variables: Variables): ContainersFacts {
  const whole = isComposeFile(root);
  const bare = bareContext(file, variables);
  const configs = readConfigSources(whole ? get(root, "configs") : undefined, bare);
  const context: Context = { ...bare, configs };
  const configFiles = readConfigFiles(whole ? get(root, "configs") : undefined, bare);
  const services = entriesOf(whole ? get(root, "services") : root).filter(
    ({ value }) => asMap(value) !== undefined && !isNull(value),
  );
  return {
    kind: "containers",
    file,
    engine: "compose",
    project: whole ? knownText(get(root, "name"), context) : undefined,
    containers: withLinks(readServices(services, context), services, context),
    includes: whole ? readIncludes(entryOf(root, "include")?.value, context) : [],
    ...(configFiles.length > 0 && { configFiles }),
  };
}

function bareContext(file: FileId, variables: Variables): Context {
  return { file, folder: folderOf(file), variables, configs: new Map() };
}

function readServices(services: readonly Entry[], context: Context): readonly ContainerFacts[] {
  const containers: ContainerFacts[] = [];
  let size = 0;
  for (const service of services) {
    const container = readService(service, context);
    size += sizeOf(container);
    if (size > mostFacts) break;
    containers.push(container);
  }
  return containers;
}

/** A link is written where it is used; the alias belongs to the service it leads to. */
function withLinks(
  containers: readonly ContainerFacts[],
  services: readonly Entry[],
  context: Context,
): readonly ContainerFacts[] {
  const aliases = new Map<string, Set<string>>();
  for (const { value } of services) {
    for (const { service, alias } of readLinks(get(value, "links"), context)) {
      const known = aliases.get(service) ?? new Set();
      aliases.set(service, known.add(alias));
    }
  }
  return containers.map((container) => {
    const linked = aliases.get(container.process.name);
    return linked ? { ...container, aliases: [...container.aliases, ...linked] } : container;
  });
}
