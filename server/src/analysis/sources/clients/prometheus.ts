import type { ClientFacts, ConfigHolder, DialFact, FileId } from "../../facts.js";
import { asMap, entryOf, get, textOf } from "../../yaml/access.js";
import type { YamlNode } from "../../yaml/node.js";
import { Reading } from "../kubernetes/reading.js";
import { notOurs, type Source } from "../source.js";
import { dialTo, lettersOf } from "./dial.js";

/** A Prometheus server's configuration: whom it scrapes, writes to, reads from and alerts. */
export const prometheusSource: Source = {
  marker: /^['"]?(?:scrape_configs|remote_write|alerting)['"]?[ \t]*:/m,
  read(document, file) {
    const facts = readPrometheus(document.root, file);
    return facts ? { facts: [facts], problems: [] } : notOurs;
  },
};

/** Keys of other programs' configurations that have some of the same sections: Promtail, Loki, a collector. */
const foreignKeys = ["apiVersion", "kind", "services", "service", "receivers", "clients", "positions", "server"];

/** Undefined for what is no configuration of Prometheus, and for one that names nobody. */
export function readPrometheus(
  root: YamlNode | undefined,
  file: FileId,
  holder?: ConfigHolder,
): ClientFacts | undefined {
  if (asMap(root) === undefined || foreignKeys.some((key) => entryOf(root, key))) return undefined;
  const section = entryOf(root, "scrape_configs") ?? (entryOf(root, "global") && sectionWithoutScrapes(root));
  const dials = section ? readPrometheusNode(root, file) : [];
  if (section === undefined || dials.length === 0) return undefined;
  const place = { file, span: section.key.span };
  return { kind: "client", file, ...(holder && { holder }), name: "Prometheus", place, dials };
}

function sectionWithoutScrapes(root: YamlNode | undefined): ReturnType<typeof entryOf> {
  return entryOf(root, "remote_write") ?? entryOf(root, "alerting");
}

function readPrometheusNode(node: YamlNode | undefined, file: FileId): readonly DialFact[] {
  if (node === undefined) return [];
  const reading = readingOf(node, file);
  const alertmanagers = get(node, "alerting", "alertmanagers");
  return [
    ...readScrapeJobs(node, reading),
    ...readUrls(get(node, "remote_write"), "remote_write", "prometheus-remote-write-http", reading),
    ...readUrls(get(node, "remote_read"), "remote_read", undefined, reading),
    ...mapsOf(alertmanagers, reading).flatMap((each) => readTargets(each, "alerting", "alertmanager-http", reading)),
  ];
}

/** Whom the prometheus receiver scrapes, whose `config` is such a configuration; it takes no other part of one. */
export function readReceiverScrapes(config: YamlNode | undefined, file: FileId): readonly DialFact[] {
  return config === undefined ? [] : readScrapeJobs(config, readingOf(config, file));
}

function readingOf(node: YamlNode, file: FileId): Reading {
  return new Reading({ root: node, span: node.span, problems: [] }, file);
}

function readScrapeJobs(node: YamlNode, reading: Reading): readonly DialFact[] {
  return mapsOf(get(node, "scrape_configs"), reading).flatMap((job) => {
    const name = textOf(get(job, "job_name"));
    const label = name === undefined ? "scrape job" : `scrape job ${name}`;
    return readTargets(job, label, "prometheus-scrape-http", reading);
  });
}

/** `static_configs`, unless something else is dialled in their place. */
function readTargets(config: YamlNode, label: string, protocol: string, reading: Reading): readonly DialFact[] {
  const secure = textOf(get(config, "scheme"))?.toLowerCase() === "https";
  const spoken = { label, protocol, defaultPort: secure ? 443 : 80, secure };
  if (entryOf(config, "proxy_url")) return [];
  return targetsOf(config, reading).flatMap((node) => {
    const target = lettersOf(node);
    return target && isTarget(target.text) ? dialTo(target, reading.file, spoken) : [];
  });
}

function targetsOf(config: YamlNode, reading: Reading): readonly YamlNode[] {
  const relabel = mapsOf(get(config, "relabel_configs"), reading);
  const renamed = relabel.filter((rule) => textOf(get(rule, "target_label")) === "__address__");
  if (renamed.length > 0) {
    // An exporter that probes others: its own address replaces each of theirs.
    const replacement = get(renamed.at(-1), "replacement");
    return replacement && !textOf(replacement)?.includes("$") ? [replacement] : [];
  }
  if (relabel.some((rule) => selectsTargets(rule, reading))) return [];
  return mapsOf(get(config, "static_configs"), reading)
    .filter((each) => entryOf(get(each, "labels"), "__path__") === undefined)
    .flatMap((each) => reading.items(get(each, "targets")));
}

/** Whether a rule keeps some of the static targets and drops others. */
function selectsTargets(rule: YamlNode, reading: Reading): boolean {
  if (!/^(?:keep|drop|hashmod)/.test(textOf(get(rule, "action")) ?? "")) return false;
  return reading.items(get(rule, "source_labels")).some((label) => textOf(label) === "__address__");
}

/** The items of a list that are written there; what an alias repeats is read once, where it stands. */
function mapsOf(list: YamlNode | undefined, reading: Reading): readonly YamlNode[] {
  return reading.items(list).filter(({ kind }) => kind === "map");
}

/** `host:9100`, variables included; a path or a template is no target. */
function isTarget(text: string): boolean {
  return text !== "" && !/[\s/]|\{\{|<%/.test(text);
}

/** Nobody's URL is longer. */
const longest = 2000;

function readUrls(
  list: YamlNode | undefined,
  label: string,
  protocol: string | undefined,
  reading: Reading,
): readonly DialFact[] {
  return mapsOf(list, reading).flatMap((item) => {
    const url = lettersOf(get(item, "url"));
    const [, scheme] = /^(https?):\/\/[^/\s]/i.exec(url?.text ?? "") ?? [];
    // A URL with a password in it is none of our business.
    if (url === undefined || scheme === undefined || url.text.length > longest || /\{\{|<%|:[^/@]*@/.test(url.text))
      return [];
    if (entryOf(item, "proxy_url")) return [];
    return dialTo(url, reading.file, { label, protocol, defaultPort: scheme.toLowerCase() === "https" ? 443 : 80 });
  });
}
