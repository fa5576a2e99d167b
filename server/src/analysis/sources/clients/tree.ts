import type { YamlDocument, YamlNode } from "../../yaml/node.js";
import { parseYaml } from "../../yaml/parse.js";
import { notOurs, type Source, type TextSource } from "../source.js";
import { readClient } from "./otlp.js";
import type { Setting } from "./setting.js";

/** What is larger is data. */
const largest = 512 * 1024;

/** Deeper than anybody's settings. */
const deepest = 24;

/** Another program's JSON that names an OTLP endpoint. */
export const jsonSource: TextSource = {
  mayBe: (path) => /\.json$/i.test(path) && !/(?:^|\/)(?:package(?:-lock)?|tsconfig[\w.-]*)\.json$/i.test(path),
  marker: new RegExp(
    String.raw`^(?=[^]*?"[\w.-]{0,64}(?:otel|otlp|telemetry|collector)[\w.-]{0,64}"\s*:)` +
      String.raw`[^]*?"[\w.-]{0,64}(?:endpoint|ur[il]|addr(?:ess)?|host)"\s*:\s*"[^"\s]{0,200}?(?::\d|/v1/)`,
    "i",
  ),
  read(text, file) {
    const [document] = isShallowJson(text) ? parseYaml(text) : [];
    const facts = document && readClient(settingsOf(document), file);
    return facts ? { facts: [facts], problems: [] } : notOurs;
  },
};

/** The YAML parser takes much that is no JSON, and recursion where it nests: neither is worth its time. */
function isShallowJson(text: string): boolean {
  if (text.length > largest) return false;
  try {
    JSON.parse(text);
  } catch {
    return false;
  }
  let depth = 0;
  for (const [token] of text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"|[[{]|[\]}]/g)) {
    if (/^[[{]/.test(token) && ++depth > deepest) return false;
    if (/^[\]}]/.test(token)) depth--;
  }
  return true;
}

/** Where Spring, Quarkus and the OpenTelemetry agents, and Traefik look for an endpoint. */
const known =
  /^(?:%[\w-]+\.)?(?:management\.(?:otlp|opentelemetry)|(?:quarkus\.)?otel\.exporter|(?:tracing|metrics)\.otlp\.(?:grpc|http))\./;

/** A program's YAML at whose top a known path to an OTLP endpoint begins; any other is left alone. */
export const yamlClientSource: Source = {
  marker: new RegExp(
    String.raw`^(?=[^]*?(?:otlp|otel|opentelemetry))` +
      String.raw`(?=[^]*?(?:endpoint|url)['"]?[ \t]*:[ \t]*['"]?\w)` +
      String.raw`[^]*?(?:^|\n)['"]?(?:%[\w-]{1,64}['"]?:|(?:management|quarkus|otel|tracing|metrics)[\w.-]{0,64}['"]?:)`,
  ),
  read(document, file) {
    const settings = settingsOf(document);
    const facts = settings.some(({ path }) => known.test(path.join("."))) ? readClient(settings, file) : undefined;
    const dials = facts?.dials.filter(({ label }) => known.test(label));
    return facts && dials && dials.length > 0 ? { facts: [{ ...facts, dials }], problems: [] } : notOurs;
  },
};

/** Every scalar with its path. What stands behind an alias is read where it stands. */
function settingsOf({ root }: YamlDocument): readonly Setting[] {
  const settings: Setting[] = [];
  const visit = (node: YamlNode, path: readonly string[]): void => {
    if (path.length > deepest) return;
    if (node.kind === "map") for (const { key, value } of node.entries) visit(value, [...path, key.text]);
    else if (node.kind === "seq") node.items.forEach((item, index) => visit(item, [...path, `#${String(index)}`]));
    else if (node.kind === "scalar" && node.value !== null) settings.push({ path, value: node });
  };
  if (root?.kind === "map") visit(root, []);
  return settings;
}
