import { joinPath } from "../../paths.js";
import type { ContainerFacts, ServiceKey } from "../../facts.js";
import { asMap, get } from "../../yaml/access.js";
import type { Entry, YamlNode } from "../../yaml/node.js";
import { readCommand } from "./command.js";
import { knownText, placedText, type Context, type ServiceContext } from "./context.js";
import { decidedKeys, unlessReset } from "./decides.js";
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
  const field = (name: ServiceKey): YamlNode | undefined => unlessReset(get(value, name));
  const image = placedText(field("image"), context);
  const entrypoint = readCommand(field("entrypoint"), file);
  const healthcheck = readHealthcheck(field("healthcheck"), context);
  const joined = readNetworks(field("networks"), context);
  const { published, unread, invalid } = readPorts(field("ports"), context);
  const named = ["container_name", "hostname"].flatMap((name) => knownText(get(value, name), context) ?? []);
  const decides = decidedKeys(value);
  return {
    process: {
      name: key.text,
      place: { file, span: key.span },
      image: image && readImage(image, file),
      entrypoint,
      // With another entry point the image's own arguments are gone.
      args: readCommand(field("command"), file) ?? (entrypoint && []),
      env: readEnvironment(field("environment"), file),
      ports: readExpose(field("expose"), context),
      mounts: readMounts(field("volumes"), field("configs"), context),
      probes: healthcheck ? [healthcheck] : [],
      initial: false,
    },
    network: networkMode(knownText(field("network_mode"), context)),
    published,
    unreadPorts: unread,
    ...(invalid && { invalidPorts: invalid }),
    aliases: [...named, ...joined.aliases],
    networks: joined.networks,
    profiles: textsOf(field("profiles"), context),
    extends: readExtends(get(value, "extends"), context),
    envFiles: readEnvFiles(field("env_file"), context),
    ...(decides.length > 0 && { decides }),
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
