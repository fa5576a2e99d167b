import { parsePort } from "../../endpoint.js";
import type { ScrapePort } from "../../facts.js";
import { asScalar, exactSpanWithin, get } from "../../yaml/access.js";
import type { YamlNode } from "../../yaml/node.js";
import type { Reading } from "./reading.js";

/** `prometheus.io/port: "8888"`, by which many a Prometheus is told which port of a pod to scrape. */
export function readScrapePort(
  annotations: YamlNode | undefined,
  { file }: Reading,
): { readonly scrapePort?: ScrapePort } {
  const node = get(annotations, "prometheus.io/port");
  const scalar = asScalar(node);
  const port = scalar && parsePort(scalar.text);
  // What an alias stands for belongs to others too.
  const span = node?.kind === "scalar" && scalar ? exactSpanWithin(scalar, 0, scalar.text.length) : undefined;
  return port === undefined || span === undefined ? {} : { scrapePort: { port, place: { file, span } } };
}
