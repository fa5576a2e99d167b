import type { Fact, ObjectRef } from "../../facts.js";
import { asMap, asSeq, entryOf, get, isNull, textOf } from "../../yaml/access.js";
import type { MapNode, YamlNode } from "../../yaml/node.js";
import { notOurs, type Source, type SourceResult } from "../source.js";
import { readConfigHolder } from "./configHolder.js";
import { readDatadogAgent } from "./datadogAgent.js";
import { readInstrumentation } from "./instrumentation.js";
import { readNetworkPolicy } from "./networkPolicy.js";
import { readOperatorCollector } from "./operator.js";
import { readPod } from "./pod.js";
import { plainTextOf, Reading } from "./reading.js";
import { readService } from "./service.js";

/** The API groups of each kind; `Service`, for one, is also Knative's. */
const groups: ReadonlyMap<string, readonly string[]> = new Map([
  ["Pod", [""]],
  ["Deployment", ["apps", "extensions"]],
  ["DaemonSet", ["apps", "extensions"]],
  ["StatefulSet", ["apps"]],
  ["ReplicaSet", ["apps", "extensions"]],
  ["Job", ["batch"]],
  ["CronJob", ["batch"]],
  ["Service", [""]],
  ["ConfigMap", [""]],
  ["Secret", [""]],
  ["NetworkPolicy", ["networking.k8s.io", "extensions"]],
  ["OpenTelemetryCollector", ["opentelemetry.io"]],
  ["Instrumentation", ["opentelemetry.io"]],
  ["DatadogAgent", ["datadoghq.com"]],
]);
const alternatives = [...groups.keys()].join("|");

/** Objects of a Kubernetes cluster that run something, hand ports on or close them, or tell programs whom to reach. */
export const kubernetesSource: Source = {
  // Deeper than an item of a `List` the key only names another object, as in a large CustomResourceDefinition.
  marker: new RegExp(
    `(?:^(?: {0,2}|- )['"]?kind|"kind)['"]?[ \\t]*:[ \\t]*['"]?(?:(?:${alternatives})(?:List)?|List)\\b`,
    "m",
  ),
  read(document, file) {
    const root = asMap(document.root);
    if (root === undefined) return notOurs;
    const reading = new Reading(document, file);
    const kind = textOf(get(root, "kind")) ?? "";
    const items = kind.endsWith("List") ? asSeq(get(root, "items")) : undefined;
    if (items === undefined) return readObject(root, kind, get(root, "apiVersion"), reading);
    const results = reading.items(items).flatMap((item) => {
      const map = asMap(item);
      // The items of a `ServiceList` need not say that they are Services.
      const itemKind = textOf(get(map, "kind")) ?? kind.replace(/List$/, "");
      return map ? [readObject(map, itemKind, get(map, "apiVersion") ?? get(root, "apiVersion"), reading)] : [];
    });
    return { facts: results.flatMap(({ facts }) => facts), problems: results.flatMap(({ problems }) => problems) };
  },
};

function readObject(root: MapNode, kind: string, apiVersion: YamlNode | undefined, reading: Reading): SourceResult {
  if (!isOfGroup(kind, apiVersion)) return notOurs;
  const { object, named } = objectOf(root, kind, reading);
  const result = readKind(root, object, reading);
  const invalid = reading.takeInvalidPorts();
  // A configuration is one whatever holds it; all else of an object that cannot be told from others is guessing.
  if (!named) return { ...result, facts: result.facts.filter((fact) => fact.kind === "collector") };
  if (invalid.length === 0) return result;
  const refused = invalid.map((port): Fact => ({ kind: "invalid-port", file: reading.file, object, ...port }));
  return { ...result, facts: [...result.facts, ...refused] };
}

function readKind(root: MapNode, object: ObjectRef, reading: Reading): SourceResult {
  switch (object.kind) {
    case "ConfigMap":
    case "Secret":
      return readConfigHolder(root, object, reading);
    case "OpenTelemetryCollector":
      return readOperatorCollector(root, object, reading);
    case "DatadogAgent":
      return readDatadogAgent(root, object, reading);
    default: {
      const fact = asMap(get(root, "spec")) && readDescribed(root, object, reading);
      return fact ? { facts: [fact], problems: [] } : notOurs;
    }
  }
}

/** An object that says nothing but in its `spec`. */
function readDescribed(root: MapNode, object: ObjectRef, reading: Reading): Fact {
  switch (object.kind) {
    case "Service":
      return readService(root, object, reading);
    case "NetworkPolicy":
      return readNetworkPolicy(root, object, reading);
    case "Instrumentation":
      return readInstrumentation(root, object, reading);
    default:
      return readPod(root, object, reading);
  }
}

/** Guides leave `apiVersion` out and charts compute it: only one that says something else is a reason to stop. */
function isOfGroup(kind: string, apiVersion: YamlNode | undefined): boolean {
  const version = plainTextOf(apiVersion);
  const group = version?.includes("/") === true ? version.replace(/\/.*$/, "") : "";
  const known = groups.get(kind);
  return known !== undefined && (version === undefined || known.includes(group));
}

/** Assertions and patches may name no object; where a template does, it is not `named`. */
function objectOf(
  root: MapNode,
  kind: string,
  reading: Reading,
): { readonly object: ObjectRef; readonly named: boolean } {
  const metadata = get(root, "metadata");
  const written = get(metadata, "name") ?? get(metadata, "generateName");
  const name = reading.word(written);
  const object: ObjectRef = {
    kind,
    namespace: plainTextOf(get(metadata, "namespace")),
    name: name?.text ?? "",
    place: name?.place ?? reading.place(entryOf(root, "kind")?.value ?? root),
  };
  return { object, named: name !== undefined || (!reading.broken && (written === undefined || isNull(written))) };
}
