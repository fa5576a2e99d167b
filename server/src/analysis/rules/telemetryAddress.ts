import type { TelemetryFacts } from "../facts.js";
import type { Finding, Fix, Severity, TextOf } from "../finding.js";
import type { Collector } from "../topology/model.js";
import { isWithin } from "../versions.js";
import { replaceEntry } from "../yaml/replaceEntry.js";
import { isVersionUnknown, sayVersion } from "./componentTypes.js";
import type { Rule } from "./rule.js";

const deprecatedIn = "0.111.0";
const ignoredFrom = "0.123.0";

export const telemetryAddress: Rule = {
  id: "telemetry-address",
  severity: "warning",
  since: "0.1.0",
  group: "effect",
  example: { fails: "ignored" },
  summary: "The address of the internal metrics is written where newer collectors do not look.",
  why:
    `\`service.telemetry.metrics.address\` is deprecated since v${deprecatedIn} and ignored from v${ignoredFrom} on: the ` +
    "collector then serves its own metrics on localhost:8888, whatever is written, and whoever scrapes them from outside " +
    "gets `connection refused`. Readers say the same to every version since v0.82.",
  *check(model) {
    for (const collector of model.collectors) {
      const finding = findingOf(collector);
      if (finding) yield finding;
    }
  },
};

function findingOf(collector: Collector): Finding | undefined {
  const { telemetry } = collector;
  const severity = severityOf(collector);
  if (telemetry?.addressEntry === undefined || severity === undefined) return undefined;
  return {
    rule: telemetryAddress.id,
    severity,
    message: messageOf(collector),
    place: telemetry.addressEntry,
    related: [],
    fixes: (texts) => readerFixes(telemetry, texts),
  };
}

/** Undefined for versions that take the address and say nothing. */
function severityOf(collector: Collector): Severity | undefined {
  if (isWithin(collector.versions, { since: ignoredFrom })) return "warning";
  if (isVersionUnknown(collector) || isWithin(collector.versions, { since: deprecatedIn })) return "information";
  return undefined;
}

function messageOf({ versions, telemetry }: Collector): string {
  const instead = telemetry?.readers ? "the readers beside it count" : "the metrics are served on localhost:8888";
  if (isWithin(versions, { since: ignoredFrom })) {
    return `Collector ${sayVersion(versions)} ignores this address, as all do from v${ignoredFrom} on: ${instead}. Write it as a reader.`;
  }
  if (isWithin(versions, { since: deprecatedIn })) {
    return `This address is deprecated since collector v${deprecatedIn} and ignored from v${ignoredFrom} on: ${instead} then. Write it as a reader.`;
  }
  return `Since collector v${ignoredFrom} this address is ignored: ${instead}. Written as a reader it is understood by older ones, too.`;
}

/** The same host and port as a Prometheus reader. None where readers stand there already, or a variable is all of it. */
function readerFixes({ addressEntry, readers, noReaders, slot, depth }: TelemetryFacts, texts: TextOf): readonly Fix[] {
  const text = addressEntry && texts(addressEntry.file);
  if (addressEntry === undefined || text === undefined || readers || noReaders || depth < 2) return [];
  const written = text.slice(addressEntry.span.start, addressEntry.span.end);
  const value = /^["']?address["']?\s*:\s*(["']?)(\S*)\1$/.exec(written)?.[2];
  const [, host, port] = /^(|[^\s:[\]"']+|\$\{env:\w+\}):(\d+|\$\{env:\w+\})$/.exec(value ?? "") ?? [];
  if (host === undefined || port === undefined) return [];
  const lines = [
    "readers:",
    "  - pull:",
    "      exporter:",
    "        prometheus:",
    `          host: ${host === "" ? "0.0.0.0" : host}`,
    `          port: ${port}`,
  ];
  const flow = `readers: [{pull: {exporter: {prometheus: {host: "${host === "" ? "0.0.0.0" : host}", port: ${port}}}}}]`;
  const edit = replaceEntry(text, slot, "address", addressEntry.span, { lines, flow });
  if (edit === undefined) return [];
  const title = "Write the address as a Prometheus reader";
  return [{ kind: "edit", title, edits: [{ file: addressEntry.file, edits: [edit] }], preferred: true }];
}
