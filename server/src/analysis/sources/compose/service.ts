import { joinPath } from "../../paths.js";
import type { ContainerFacts } from "../../facts.js";
import { asMap, get } from "../../yaml/access.js";
import type { Entry, YamlNode } from "../../yaml/node.js";
import { readCommand } from "./command.js";
import { knownText, placedText, type Context, type ServiceContext } from "./context.js";
import { readEnvFiles, readEnvironment } from "./environment.js";
import { readHealthcheck } from "./healthcheck.js";
import { readImage } from "./image.js";
import { networkMode, readNetworks, textsOf } from "./networks.js";
import { readExpose, readPorts } from "./portList.js";
import { readMounts } from "./volumes.js";

/** One service of a Compose file. */
export function readService({ key, value, span }: Entry, shared: Context): ContainerFacts {
  const context: ServiceContext = { ...shared, own: span };
  const { file } = context;
  const image = placedText(get(value, "image"), context);
  const entrypoint = readCommand(get(value, "entrypoint"), file);
  const healthcheck = readHealthcheck(get(value, "healthcheck"), context);
  const joined = readNetworks(get(value, "networks"), context);
  const { published, unread } = readPorts(get(value, "ports"), context);
  const named = ["container_name", "hostname"].flatMap((name) => knownText(get(value, name), context) ?? []);
  return {
    process: {
      name: key.text,
      place: { file, span: key.span },
      image: image && readImage(image, file),
      entrypoint,
      // With another entry point the image's own arguments are gone.
      args: readCommand(get(value, "command"), file) ?? (entrypoint && []),
      env: readEnvironment(get(value, "environment"), file),
      ports: readExpose(get(value, "expose"), context),
      mounts: readMounts(value, context),
      probes: healthcheck ? [healthcheck] : [],
      initial: false,
    },
    network: networkMode(knownText(get(value, "network_mode"), context)),
    published,
    unreadPorts: unread,
    aliases: [...named, ...joined.aliases],
    networks: joined.networks,
    profiles: textsOf(get(value, "profiles"), context),
    extends: readExtends(get(value, "extends"), context),
    envFiles: readEnvFiles(get(value, "env_file"), context),
    block: undefined,
  };
}

/** `extends: name`, or `{service, file}`. */
function readExtends(node: YamlNode | undefined, context: Context): ContainerFacts["extends"] {
  const service = knownText(asMap(node) ? get(node, "service") : node, context);
  const path = knownText(get(node, "file"), context);
  return service === undefined
    ? undefined
    : { service, file: path === undefined ? undefined : joinPath(context.folder, path) };
}
