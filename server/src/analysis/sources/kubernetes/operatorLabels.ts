import type { Labels, ObjectRef } from "../../facts.js";
import { get } from "../../yaml/access.js";
import type { YamlNode } from "../../yaml/node.js";
import type { Reading } from "./reading.js";

const nameLabel = "app.kubernetes.io/name";

/** What the operator writes on the pods of a collector, beside the labels of the resource itself. */
export function podLabels(root: YamlNode, object: ObjectRef, reading: Reading): Labels {
  return {
    [nameLabel]: `${object.name}-collector`,
    ...reading.labels(get(root, "metadata", "labels")),
    ...ownLabels(object),
  };
}

/**
 * By what the operator's Services select the pods that carry `labels`. Where the namespace is left open, the label of
 * their name stands for that of the instance, which nobody knows.
 */
export function podSelector(object: ObjectRef, labels: Labels): Labels {
  const name = labels[nameLabel];
  return {
    ...ownLabels(object),
    ...(object.namespace === undefined && name !== undefined && { [nameLabel]: name }),
  };
}

function ownLabels({ namespace, name }: ObjectRef): Labels {
  return {
    "app.kubernetes.io/managed-by": "opentelemetry-operator",
    "app.kubernetes.io/part-of": "opentelemetry",
    "app.kubernetes.io/component": "opentelemetry-collector",
    ...(namespace !== undefined && { "app.kubernetes.io/instance": `${namespace}.${name}` }),
  };
}
