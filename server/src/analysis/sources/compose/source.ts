import type { ContainerFacts, ContainersFacts, FileId } from "../../facts.js";
import { folderOf, joinPath } from "../../paths.js";
import { asMap, asSeq, entriesOf, entryOf, get, isNull } from "../../yaml/access.js";
import type { Entry, YamlDocument, YamlNode } from "../../yaml/node.js";
import { notOurs, type Source, type SourceResult } from "../source.js";
import { readConfigs } from "./configs.js";
import { itemsOf, knownText, type Context } from "./context.js";
import type { Variables } from "./interpolate.js";
import { readLinks } from "./networks.js";
import { isComposeFile, isServiceMap } from "./recognise.js";
import { readService } from "./service.js";

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
  read: (document, file) => readCompose(document, file),
};

/** @param variables what an `.env` beside the file says; without it only defaults are known */
export function readCompose(document: YamlDocument, file: FileId, variables: Variables = new Map()): SourceResult {
  const { root } = document;
  const whole = isComposeFile(root);
  if (!whole && !isServiceMap(root)) return notOurs;
  const folder = folderOf(file);
  const bare: Context = {
    file,
    folder,
    // Compose is started where its file lies, if nothing else is known.
    variables: variables.has("PWD") ? variables : new Map([...variables, ["PWD", folder]]),
    configs: new Map(),
  };
  const { sources, embedded } = readConfigs(whole ? get(root, "configs") : undefined, bare);
  const context: Context = { ...bare, configs: sources };
  const services = entriesOf(whole ? get(root, "services") : root).filter(
    ({ value }) => asMap(value) !== undefined && !isNull(value),
  );
  const facts: ContainersFacts = {
    kind: "containers",
    file,
    engine: "compose",
    project: whole ? knownText(get(root, "name"), context) : undefined,
    containers: withLinks(readServices(services, context), services, context),
    includes: whole ? readIncludes(entryOf(root, "include")?.value, context) : [],
  };
  return { facts: [facts, ...embedded.facts], problems: embedded.problems };
}

/** More than anybody writes: whatever has it multiplies by aliases, or by ranges of ports. */
const mostFacts = 200_000;

function readServices(services: readonly Entry[], context: Context): readonly ContainerFacts[] {
  const containers: ContainerFacts[] = [];
  let size = 0;
  for (const service of services) {
    const container = readService(service, context);
    const { process, published } = container;
    size += published.length + process.ports.length + process.env.length + process.mounts.length;
    size += (process.args?.length ?? 0) + (process.entrypoint?.length ?? 0);
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

/** `include`: paths, or maps whose `path` is one or a list. What lies on another machine is left out. */
function readIncludes(include: YamlNode | undefined, context: Context): readonly FileId[] {
  return itemsOf(include).flatMap((item) =>
    itemsOf(asMap(item) ? get(item, "path") : item).flatMap((node) => {
      const path = asSeq(node) ? undefined : knownText(node, context);
      return path === undefined || /^(?:\w+:\/\/|git@)/.test(path) ? [] : joinPath(context.folder, path);
    }),
  );
}
