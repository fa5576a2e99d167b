import type { ObjectRef, PodFacts, Scheduling } from "../../facts.js";
import { asMap, asSeq, booleanOf, get, isNull } from "../../yaml/access.js";
import type { YamlNode } from "../../yaml/node.js";
import { holdsItems, readContainers } from "./container.js";
import { readVolumes } from "./mounts.js";
import { isUnknown, plainTextOf, type Reading } from "./reading.js";
import { readScrapePort } from "./scrapePort.js";

/** Where each kind keeps its pod: a map with the pod's `metadata` and `spec`. */
const podPaths: ReadonlyMap<string, readonly string[]> = new Map([
  ["Pod", []],
  ["Deployment", ["spec", "template"]],
  ["DaemonSet", ["spec", "template"]],
  ["StatefulSet", ["spec", "template"]],
  ["ReplicaSet", ["spec", "template"]],
  ["Job", ["spec", "template"]],
  ["CronJob", ["spec", "jobTemplate", "spec", "template"]],
]);

/** The pods that an object starts, as far as it describes them: a patch or an assertion may hold next to nothing. */
export function readPod(root: YamlNode, object: ObjectRef, reading: Reading): PodFacts {
  const template = get(root, ...(podPaths.get(object.kind) ?? []));
  const metadata = get(template, "metadata");
  const spec = get(template, "spec");
  const volumes = readVolumes(get(spec, "volumes"), reading);
  const workload = object.kind === "Pod" ? undefined : get(root, "spec");
  const initial = readContainers(get(spec, "initContainers"), volumes, reading, true);
  const lasting = readContainers(get(spec, "containers"), volumes, reading);
  const isWhole =
    holdsItems(get(spec, "initContainers"), initial.length) && holdsItems(get(spec, "containers"), lasting.length);
  return {
    kind: "pod",
    file: reading.file,
    object,
    ...((reading.broken || !isWhole) && { syntaxErrors: true }),
    labels: reading.labels(get(metadata, "labels")),
    annotations: reading.labels(get(metadata, "annotations")),
    ...readScrapePort(get(metadata, "annotations"), reading),
    hostNetwork: booleanOf(get(spec, "hostNetwork")) === true,
    processes: [...initial, ...lasting],
    scheduling: readScheduling(object.kind, workload, spec, reading),
  };
}

function readScheduling(
  kind: string,
  workload: YamlNode | undefined,
  spec: YamlNode | undefined,
  reading: Reading,
): Scheduling {
  return {
    replicas: kind === "DaemonSet" ? undefined : reading.word(get(workload, "replicas")),
    ...readPlacement(spec, reading),
    surges:
      (kind === "Deployment" && deploymentSurges(get(workload, "strategy"))) ||
      (kind === "DaemonSet" && daemonSetSurges(get(workload, "updateStrategy"))),
  };
}

/** What in a pod's spec decides on its nodes. */
export function readPlacement(
  spec: YamlNode | undefined,
  reading: Reading,
): Pick<Scheduling, "nodeSelector" | "constrained"> {
  return {
    nodeSelector: reading.labels(get(spec, "nodeSelector")),
    constrained: ["affinity", "topologySpreadConstraints", "nodeName"].some((key) => holdsSomething(get(spec, key))),
  };
}

function holdsSomething(node: YamlNode | undefined): boolean {
  if (node === undefined || isNull(node)) return false;
  return asMap(node)?.entries.length !== 0 && asSeq(node)?.items.length !== 0;
}

/** A rolling update starts a quarter more pods unless told otherwise. Not asserted where only a template tells. */
export function deploymentSurges(strategy: YamlNode | undefined): boolean {
  const type = get(strategy, "type");
  if (isUnknown(type) || (asMap(strategy) === undefined && isUnknown(strategy))) return false;
  if ((plainTextOf(type) ?? "RollingUpdate") !== "RollingUpdate") return false;
  return surgesBy(get(strategy, "rollingUpdate", "maxSurge"), true);
}

/** A DaemonSet takes the old pod away first unless told otherwise. */
export function daemonSetSurges(strategy: YamlNode | undefined): boolean {
  return surgesBy(get(strategy, "rollingUpdate", "maxSurge"), false);
}

function surgesBy(maxSurge: YamlNode | undefined, byDefault: boolean): boolean {
  if (isUnknown(maxSurge)) return false;
  const text = plainTextOf(maxSurge);
  return text === undefined ? byDefault : /^0*[1-9]\d*%?$/.test(text);
}
