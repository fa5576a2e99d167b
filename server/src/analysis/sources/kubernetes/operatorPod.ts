import type { ObjectRef, PodFacts, ProcessFacts, Scheduling, Word } from "../../facts.js";
import { asMap, booleanOf, get } from "../../yaml/access.js";
import type { YamlNode } from "../../yaml/node.js";
import { readContainers, readProcess } from "./container.js";
import { readVolumes, type Volumes } from "./mounts.js";
import { podLabels } from "./operatorLabels.js";
import { daemonSetSurges, deploymentSurges, readPlacement } from "./pod.js";
import { readContainerPorts } from "./ports.js";
import { detached, type Reading } from "./reading.js";
import { readScrapePort } from "./scrapePort.js";

type Mode = NonNullable<PodFacts["mode"]>;

/** The pods of an `OpenTelemetryCollector`; for a sidecar, what the operator adds to the pods that ask for it. */
export function readOperatorPod(
  root: YamlNode,
  spec: YamlNode,
  mode: Mode,
  object: ObjectRef,
  reading: Reading,
): PodFacts {
  const volumes = readVolumes(get(spec, "volumes"), reading);
  const before = readContainers(get(spec, "initContainers"), volumes, reading, true);
  const collector = readCollectorContainer(spec, volumes, object, reading);
  const broken = reading.broken ? ({ syntaxErrors: true } as const) : {};
  const pod = { kind: "pod", file: reading.file, object, ...broken, mode } as const;
  if (mode === "sidecar") {
    // Labels, network and nodes are those of the pods it is added to.
    const scheduling = { replicas: undefined, nodeSelector: {}, constrained: false, surges: false };
    return { ...pod, labels: {}, annotations: {}, hostNetwork: false, processes: [...before, collector], scheduling };
  }
  return {
    ...pod,
    labels: podLabels(root, object, reading),
    annotations: reading.labels(get(spec, "podAnnotations")),
    ...readScrapePort(get(spec, "podAnnotations"), reading),
    hostNetwork: booleanOf(get(spec, "hostNetwork")) === true,
    processes: [...before, collector, ...readContainers(get(spec, "additionalContainers"), volumes, reading)],
    scheduling: readScheduling(spec, mode, reading),
  };
}

function readCollectorContainer(spec: YamlNode, volumes: Volumes, object: ObjectRef, reading: Reading): ProcessFacts {
  return {
    ...readProcess(spec, volumes, reading),
    name: "otc-container",
    place: object.place,
    args: readArgs(get(spec, "args"), reading),
    ports: readContainerPorts(get(spec, "ports"), "port", reading),
    // Its probes are made from the configuration's own health_check.
    probes: [],
    initial: false,
  };
}

function readScheduling(spec: YamlNode, mode: Mode, reading: Reading): Scheduling {
  return {
    replicas: mode === "daemonset" ? undefined : reading.word(get(spec, "replicas")),
    ...readPlacement(spec, reading),
    surges:
      (mode === "deployment" && deploymentSurges(get(spec, "deploymentUpdateStrategy"))) ||
      (mode === "daemonset" && daemonSetSurges(get(spec, "daemonSetUpdateStrategy") ?? get(spec, "updateStrategy"))),
  };
}

/** `args` is a map here: `feature-gates: +x` becomes `--feature-gates=+x`. */
function readArgs(args: YamlNode | undefined, reading: Reading): readonly Word[] | undefined {
  if (asMap(args) === undefined) return undefined;
  return reading.entries(args).flatMap(({ key, value, span }) => {
    const text = reading.word(value)?.text;
    return text === undefined ? [] : [{ text: `--${detached(key.text)}=${text}`, place: reading.place({ span }) }];
  });
}
