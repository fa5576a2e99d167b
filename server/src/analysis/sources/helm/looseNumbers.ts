import { parsePort } from "../../endpoint.js";
import type { Transport } from "../../facts.js";
import { asScalar, exactSpanWithin, get } from "../../yaml/access.js";
import type { YamlNode } from "../../yaml/node.js";
import { transportOf } from "../kubernetes/ports.js";
import type { Reading, WrittenPort } from "../kubernetes/reading.js";

/** A port as a chart takes it: its template writes `"4317"` and `4317` alike. Undefined for 0, and for a template. */
export function loosePort(node: YamlNode | undefined, reading: Reading): WrittenPort | undefined {
  const scalar = asScalar(node);
  if (node === undefined || scalar === undefined || !/^[1-9]/.test(scalar.text)) return undefined;
  const port = parsePort(scalar.text);
  if (port === undefined) return undefined;
  // What an alias stands for belongs to others too.
  const span = node.kind === "alias" ? undefined : exactSpanWithin(scalar, 0, scalar.text.length);
  const change = span ? ({ kind: "digits", place: { file: reading.file, span } } as const) : { kind: "none" as const };
  return { port, place: reading.place(node), change };
}

/** An entry of a list of ports that a chart copies into a container. */
export function loosePorts(
  item: YamlNode,
  reading: Reading,
):
  | { readonly container: WrittenPort; readonly host: WrittenPort | undefined; readonly transport: Transport }
  | undefined {
  const container = loosePort(get(item, "containerPort"), reading);
  const transport = transportOf(item);
  return container && transport && { container, host: loosePort(get(item, "hostPort"), reading), transport };
}
