import type { ObjectRef, PodFacts } from "../../facts.js";
import { asMap, asScalar, get } from "../../yaml/access.js";
import type { YamlNode } from "../../yaml/node.js";
import { readCollectorNode } from "../collector/source.js";
import { notOurs, type SourceResult } from "../source.js";
import { readEmbedded } from "./configHolder.js";
import { readOperatorPod } from "./operatorPod.js";
import { operatorServices } from "./operatorServices.js";
import { isUnknown, plainTextOf, type Reading } from "./reading.js";

/** An `OpenTelemetryCollector`: its configuration, and the pods and Services that the operator makes of it. */
export function readOperatorCollector(root: YamlNode, object: ObjectRef, reading: Reading): SourceResult {
  const config = readConfig(get(root, "spec", "config"), object, reading);
  return { facts: [...config.facts, ...readMade(root, object, reading)], problems: config.problems };
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

function readMade(root: YamlNode, object: ObjectRef, reading: Reading): SourceResult["facts"] {
  const spec = asMap(get(root, "spec"));
  const mode = modeOf(get(spec, "mode"));
  if (spec === undefined || mode === undefined) return [];
  const pod = readOperatorPod(root, spec, mode, object, reading);
  return mode === "sidecar" ? [pod] : [pod, ...operatorServices(spec, pod, reading)];
}

const modes = ["deployment", "daemonset", "statefulset", "sidecar"] as const;

/** Undefined for what only a template knows. */
function modeOf(node: YamlNode | undefined): PodFacts["mode"] {
  const text = isUnknown(node) ? undefined : (plainTextOf(node) ?? "deployment");
  return modes.find((mode) => mode === text);
}
