import type { PodFacts, ServiceFacts } from "../../facts.js";
import { get } from "../../yaml/access.js";
import type { YamlNode } from "../../yaml/node.js";
import { podSelector } from "./operatorLabels.js";
import type { Reading } from "./reading.js";
import { readServicePort } from "./service.js";

/**
 * The Services that the operator makes for the pods of a collector, `<name>-collector` and its headless twin, with the
 * ports that `spec.ports` writes. The operator adds one for each receiver, unless a written port has its number: whoever
 * knows the configuration adds those. With no port at all it makes no Service.
 */
export function operatorServices(
  spec: YamlNode,
  { object, labels }: PodFacts,
  reading: Reading,
): readonly ServiceFacts[] {
  const ports = reading.items(get(spec, "ports")).flatMap((item) => {
    const port = readServicePort(item, reading);
    // A Service of this type takes no port of the nodes.
    return port ? [{ ...port, nodePort: undefined }] : [];
  });
  const service = (called: string, headless: boolean): ServiceFacts => ({
    kind: "service",
    file: reading.file,
    object: { ...object, kind: "Service", name: called },
    ...(reading.broken && { syntaxErrors: true }),
    type: "ClusterIP",
    headless,
    selector: podSelector(object, labels),
    ports,
    derivedFrom: object,
  });
  const name = `${object.name}-collector`;
  return [service(name, false), service(`${name}-headless`, true)];
}
