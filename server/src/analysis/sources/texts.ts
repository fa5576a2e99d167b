import { propertiesSource } from "./clients/properties.js";
import { tomlSource } from "./clients/toml.js";
import { jsonSource } from "./clients/tree.js";
import { envFileSource } from "./envFile.js";
import { markdownSource } from "./shell/page.js";
import { shellSource } from "./shell/source.js";
import type { TextSource } from "./source.js";
import { systemdSource } from "./systemd/source.js";

/** Formats other than YAML; the first that may be a file's and whose marker stands in it reads it. */
export const textSources: readonly TextSource[] = [
  shellSource,
  markdownSource,
  systemdSource,
  envFileSource,
  tomlSource,
  propertiesSource,
  jsonSource,
];
