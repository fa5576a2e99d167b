import type { EnvFact, EnvValue, ImageRef, Place, ProcessFacts, Word } from "../../facts.js";
import { asMap, entryOf, get, isNull } from "../../yaml/access.js";
import type { YamlNode } from "../../yaml/node.js";
import { readMounts, type Volumes } from "./mounts.js";
import { readContainerPorts } from "./ports.js";
import { readProbes } from "./probes.js";
import { plainTextOf, type Reading } from "./reading.js";

/** The containers of a list, init containers or others. */
export function readContainers(
  list: YamlNode | undefined,
  volumes: Volumes,
  reading: Reading,
  init = false,
): readonly ProcessFacts[] {
  return reading.items(list).flatMap((container): readonly ProcessFacts[] => {
    if (asMap(container) === undefined) return [];
    const name = reading.word(get(container, "name"));
    return [
      {
        ...readProcess(container, volumes, reading),
        name: name?.text ?? "",
        place: name?.place ?? reading.place(container),
        args: reading.words(get(container, "args")),
        ports: readContainerPorts(get(container, "ports"), "containerPort", reading),
        probes: readProbes(container, reading),
        // One that is restarted whenever it ends stays beside the others: a sidecar.
        initial: init && plainTextOf(get(container, "restartPolicy")) !== "Always",
      },
    ];
  });
}

/** What a container and an `OpenTelemetryCollector` write alike. */
export function readProcess(
  node: YamlNode,
  volumes: Volumes,
  reading: Reading,
): Pick<ProcessFacts, "image" | "entrypoint" | "env" | "mounts"> {
  return {
    image: imageOf(reading.word(get(node, "image"))),
    entrypoint: reading.words(get(node, "command")),
    env: readEnv(get(node, "env"), reading),
    mounts: readMounts(get(node, "volumeMounts"), volumes, reading),
  };
}

/** Undefined where a variable decides which image it is; a variable tag only leaves the tag open. */
function imageOf(word: Word | undefined): ImageRef | undefined {
  if (word === undefined) return undefined;
  const match = /^(?:(?:index\.)?docker\.io\/(?:library\/)?)?([\w./:-]*?)(?::([^:/@]*))?(?:@\S*)?$/.exec(word.text);
  const [, repository = "", tag = ""] = match ?? [];
  if (repository === "") return undefined;
  return { repository, tag: /^[\w.-]+$/.test(tag) ? tag : undefined, place: word.place };
}

function readEnv(env: YamlNode | undefined, reading: Reading): readonly EnvFact[] {
  return reading.items(env).flatMap((item): readonly EnvFact[] => {
    const name = reading.word(get(item, "name"));
    return name ? [{ name: name.text, place: name.place, value: envValueOf(item, name.place, reading) }] : [];
  });
}

function envValueOf(item: YamlNode, named: Place, reading: Reading): EnvValue {
  const value = entryOf(item, "value");
  const word = reading.word(value?.value);
  if (word) return { kind: "text", word };
  const path = plainTextOf(get(item, "valueFrom", "fieldRef", "fieldPath"));
  if (path !== undefined) return { kind: "field", path };
  const empty = get(item, "valueFrom") === undefined && (value === undefined || isNull(value.value));
  return empty ? { kind: "text", word: { text: "", place: named } } : { kind: "elsewhere" };
}
