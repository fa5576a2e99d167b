import type { Labels, ObjectRef, PodFacts, ProcessFacts, Word } from "../../facts.js";
import { asMap, asScalar, booleanOf, get } from "../../yaml/access.js";
import type { YamlNode } from "../../yaml/node.js";
import { readCollectorNode } from "../collector/source.js";
import { notOurs, type SourceResult } from "../source.js";
import { readEmbedded } from "./configHolder.js";
import { readContainers, readProcess } from "./container.js";
import { readVolumes } from "./mounts.js";
import { daemonSetSurges, deploymentSurges, readPlacement } from "./pod.js";
import { readContainerPorts } from "./ports.js";
import { isUnknown, plainTextOf, type Reading } from "./reading.js";

/** An `OpenTelemetryCollector`: its configuration, and the pods that the operator makes of it. */
export function readOperatorCollector(root: YamlNode, object: ObjectRef, reading: Reading): SourceResult {
  const spec = asMap(get(root, "spec"));
  const config = readConfig(get(spec, "config"), object, reading);
  const mode = modeOf(get(spec, "mode"));
  const pod = spec && mode && readOperatorPod(root, spec, mode, object, reading);
  return { facts: [...config.facts, ...(pod ? [pod] : [])], problems: config.problems };
}

/** v1alpha1 writes the configuration as a text, v1beta1 as a part of the manifest. */
function readConfig(config: YamlNode | undefined, object: ObjectRef, reading: Reading): SourceResult {
  const key = "spec.config";
  const scalar = asScalar(config);
  if (scalar) return readEmbedded(scalar, object, key, reading);
  const { kind, namespace, name } = object;
  const facts = readCollectorNode(config, reading.file, reading.broken, { kind, namespace, name, key });
  return facts ? { facts: [facts], problems: [] } : notOurs;
}

const modes = ["deployment", "daemonset", "statefulset"] as const;

/** Undefined for a sidecar, which runs in the pods of others, and for what only a template knows. */
function modeOf(node: YamlNode | undefined): PodFacts["mode"] {
  const text = isUnknown(node) ? undefined : (plainTextOf(node) ?? "deployment");
  return modes.find((mode) => mode === text);
}

function readOperatorPod(
  root: YamlNode,
  spec: YamlNode,
  mode: NonNullable<PodFacts["mode"]>,
  object: ObjectRef,
  reading: Reading,
): PodFacts {
  const volumes = readVolumes(get(spec, "volumes"), reading);
  const collector: ProcessFacts = {
    ...readProcess(spec, volumes, reading),
    name: "otc-container",
    place: object.place,
    args: readArgs(get(spec, "args"), reading),
    ports: readContainerPorts(get(spec, "ports"), "port", reading),
    // Its probes are made from the configuration's own health_check.
    probes: [],
    initial: false,
  };
  return {
    kind: "pod",
    file: reading.file,
    object,
    ...(reading.broken && { syntaxErrors: true }),
    mode,
    labels: labelsOf(root, object, reading),
    annotations: reading.labels(get(spec, "podAnnotations")),
    hostNetwork: booleanOf(get(spec, "hostNetwork")) === true,
    processes: [
      ...readContainers(get(spec, "initContainers"), volumes, reading, true),
      collector,
      ...readContainers(get(spec, "additionalContainers"), volumes, reading),
    ],
    scheduling: {
      replicas: mode === "daemonset" ? undefined : reading.word(get(spec, "replicas")),
      ...readPlacement(spec, reading),
      surges:
        (mode === "deployment" && deploymentSurges(get(spec, "deploymentUpdateStrategy"))) ||
        (mode === "daemonset" && daemonSetSurges(get(spec, "daemonSetUpdateStrategy") ?? get(spec, "updateStrategy"))),
    },
  };
}

/** `args` is a map here: `feature-gates: +x` becomes `--feature-gates=+x`. */
function readArgs(args: YamlNode | undefined, reading: Reading): readonly Word[] | undefined {
  if (asMap(args) === undefined) return undefined;
  return reading.entries(args).flatMap(({ key, value, span }) => {
    const text = reading.word(value)?.text;
    return text === undefined ? [] : [{ text: `--${key.text}=${text}`, place: reading.place({ span }) }];
  });
}

/** What the operator writes on the pods, beside the labels of the resource itself. */
function labelsOf(root: YamlNode, { namespace, name }: ObjectRef, reading: Reading): Labels {
  const instance = namespace === undefined ? undefined : `${namespace}.${name}`;
  return {
    "app.kubernetes.io/name": `${name}-collector`,
    ...reading.labels(get(root, "metadata", "labels")),
    "app.kubernetes.io/managed-by": "opentelemetry-operator",
    "app.kubernetes.io/part-of": "opentelemetry",
    "app.kubernetes.io/component": "opentelemetry-collector",
    ...(instance !== undefined && { "app.kubernetes.io/instance": instance }),
  };
}
