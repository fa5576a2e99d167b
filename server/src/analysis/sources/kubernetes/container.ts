import type { EnvFact, EnvValue, ProcessFacts, Word } from "../../facts.js";
import { asMap, asScalar, asSeq, entryOf, get, isNull } from "../../yaml/access.js";
import type { YamlNode } from "../../yaml/node.js";
import { environmentVariable, envText } from "../collector/environment.js";
import { readImageRef } from "../image.js";
import { readMounts, type Volumes } from "./mounts.js";
import { readContainerPorts } from "./ports.js";
import { readProbes } from "./probes.js";
import { isUnknown, plainTextOf, type Reading } from "./reading.js";

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
        ...readPorts(get(container, "ports"), reading),
        probes: readProbes(container, reading),
        // One that is restarted whenever it ends stays beside the others: a sidecar.
        initial: init && plainTextOf(get(container, "restartPolicy")) !== "Always",
      },
    ];
  });
}

function readPorts(list: YamlNode | undefined, reading: Reading): Pick<ProcessFacts, "ports" | "portsUnknown"> {
  const ports = readContainerPorts(list, "containerPort", reading);
  const isNamed = asSeq(list)?.items.every((item) => !isUnknown(get(item, "name"))) ?? true;
  return { ports, ...(!(isNamed && holdsItems(list, ports.length)) && { portsUnknown: true }) };
}

/** Whether a list has so many items; one that is not written has none. */
export function holdsItems(list: YamlNode | undefined, count: number): boolean {
  return list === undefined || isNull(list) ? count === 0 : asSeq(list)?.items.length === count;
}

/** What a container and an `OpenTelemetryCollector` write alike. */
export function readProcess(
  node: YamlNode,
  volumes: Volumes,
  reading: Reading,
): Pick<ProcessFacts, "image" | "entrypoint" | "env" | "mounts"> {
  const image = reading.word(get(node, "image"));
  return {
    image: image && readImageRef(image.text, image.place),
    entrypoint: reading.words(get(node, "command")),
    env: readEnv(get(node, "env"), reading),
    mounts: readMounts(get(node, "volumeMounts"), volumes, reading),
  };
}

/** The `env` of a container, or of a resource that adds to the environment of containers. */
export function readEnv(env: YamlNode | undefined, reading: Reading): readonly EnvFact[] {
  return reading.items(env).flatMap((item): readonly EnvFact[] => {
    const name = reading.word(get(item, "name"));
    return name ? [{ name: name.text, place: name.place, value: envValueOf(item, name, reading) }] : [];
  });
}

const elsewhere: EnvValue = { kind: "elsewhere" };

const inEnvironment = { kind: environmentVariable, namespace: undefined, key: "" };

function envValueOf(item: YamlNode, named: Word, reading: Reading): EnvValue {
  const value = entryOf(item, "value");
  const word = reading.word(value?.value);
  const scalar = asScalar(value?.value);
  if (word && scalar) return envText(word, scalar, { ...inEnvironment, name: named.text });
  const path = plainTextOf(get(item, "valueFrom", "fieldRef", "fieldPath"));
  if (path !== undefined) return { kind: "field", path };
  const empty = get(item, "valueFrom") === undefined && (value === undefined || isNull(value.value));
  return empty ? { kind: "text", word: { text: "", place: named.place } } : elsewhere;
}
