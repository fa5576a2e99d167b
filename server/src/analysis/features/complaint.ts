import type { CollectorFacts, ComponentFact, PipelineRole, Place, Reference } from "../facts.js";
import type { TextOf } from "../finding.js";
import { sectionKinds } from "../sources/collector/recognise.js";
import { lineStartsOf, positionAt } from "../text.js";

/** One thing that `otelcol validate` complains about, at the place where a person would mend it. */
export interface Complaint {
  readonly message: string;
  readonly place: Place;
}

/**
 * What a collector printed when it refused its configuration. It says where things are by the keys that lead there, not
 * by lines; what it does not say stands at the configuration's first key.
 */
export function placeComplaints(
  output: string,
  configs: readonly CollectorFacts[],
  texts: TextOf,
): readonly Complaint[] {
  const [first] = configs;
  if (first === undefined) return [];
  const placed = (message: string): Place | undefined => placeOfComplaint(message, configs, texts);
  const complaints: string[] = [];
  for (const line of linesOf(output)) {
    const before = complaints.pop();
    // The reasons stand on lines of their own, below what they are reasons for.
    const isNew = before !== undefined && placed(before) !== undefined && placed(line) !== undefined;
    if (isNew) complaints.push(before, line);
    else complaints.push(before === undefined ? line : `${before}\n${line}`);
  }
  return complaints.map((message) => ({ message, place: placed(message) ?? first.place }));
}

/** Nobody reads more of them, and a program that prints endlessly is none that validates. */
const mostLines = 200;

/** The complaint alone: the program says it once for the shell and once for its log. */
function linesOf(output: string): readonly string[] {
  const [said = ""] = output.split(/^.*collector server run finished with error.*$/m);
  return said
    .replace(/^Error: (?:failed to get config: cannot unmarshal the configuration: )?/m, "")
    .replace(/^decoding failed due to the following error\(s\):$/m, "")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .slice(0, mostLines);
}

/** Where a person would mend one complaint; undefined where it names nothing that stands in the configurations. */
export function placeOfComplaint(
  message: string,
  configs: readonly CollectorFacts[],
  texts: TextOf,
): Place | undefined {
  const reference = /references (receiver|processor|exporter|extension) "([^"]+)"/.exec(message);
  const [, pipeline] = /service::pipelines::([^\s:]+)/.exec(message) ?? [];
  if (reference) return referencePlace(reference[1] ?? "", reference[2] ?? "", pipeline, configs);
  if (pipeline !== undefined)
    return configs.flatMap((config) => config.pipelines ?? []).find(({ id }) => id === pipeline)?.key;
  const component = componentIn(message, configs);
  const unbound = unboundPlace(message, component ? [component] : configs.flatMap(({ components }) => components));
  if (unbound) return unbound;
  if (component) return keyIn(message, component, texts) ?? component.key;
  const line = linePlace(message, configs, texts);
  if (line) return line;
  if (/\bservice\b/.test(message)) return configs.find(({ service }) => service)?.service?.place;
  return undefined;
}

function referencePlace(
  kind: string,
  id: string,
  pipeline: string | undefined,
  configs: readonly CollectorFacts[],
): Place | undefined {
  const named = (references: readonly Reference[]): Place | undefined =>
    references.find((each) => each.id === id)?.place;
  if (kind === "extension") return named(configs.flatMap(({ extensions }) => extensions ?? []));
  const role = `${kind}s` as PipelineRole;
  return named(
    configs
      .flatMap(({ pipelines }) => pipelines ?? [])
      .flatMap((each) => (each.id === pipeline ? each[role].references : [])),
  );
}

/** `receivers::otlp: …`, `'exporters' error reading configuration for "otlp": …`, `… used as exporter in …`. */
function componentIn(message: string, configs: readonly CollectorFacts[]): ComponentFact | undefined {
  const all = configs.flatMap(({ components }) => components);
  const [, path, pathId] = /\b(receivers|processors|exporters|connectors|extensions)::([^\s:]+)/.exec(message) ?? [];
  const [, section] = /'(receivers|processors|exporters|connectors|extensions)'/.exec(message) ?? [];
  const [, quoted] =
    /(?:for id: |configuration for |connector |failed to create |failed to start )"([^"]+)"/.exec(message) ?? [];
  const [, started] = /failed to start "[^"]+" (receiver|processor|exporter|connector)\b/.exec(message) ?? [];
  const kind =
    sectionKinds.get(path ?? section ?? `${started ?? ""}s`) ??
    (/\bconnector "/.test(message) ? "connector" : undefined);
  const wanted = pathId ?? quoted;
  return wanted === undefined
    ? undefined
    : all.find((each) => each.id === wanted && (kind === undefined || each.kind === kind));
}

/** `listen tcp: address 0.0.0.0: missing port in address`: the endpoint that says so. */
function unboundPlace(message: string, components: readonly ComponentFact[]): Place | undefined {
  const [, error] = /\blisten ((?:tcp|udp): (?:address|lookup) .+)$/m.exec(message) ?? [];
  if (error === undefined) return undefined;
  for (const { issues, listeners } of components) {
    const issue = issues.find((each) => each.kind === "unbindable" && error.startsWith(`tcp: ${each.error}`));
    const listener = listeners.find(({ transport, binds }) =>
      binds.some(({ endpoint: { invalidPort: port } }) =>
        port === undefined ? false : error.startsWith(`${transport}: address ${port}: invalid port`),
      ),
    );
    const found = issue ?? listener;
    if (found) return found.place;
  }
  return undefined;
}

/** The key that the complaint is about, where it stands in the component once. */
function keyIn(message: string, { entry }: ComponentFact, texts: TextOf): Place | undefined {
  const [, invalid] = /has invalid keys: (\w+)/.exec(message) ?? [];
  const [, last] = /::([A-Za-z]\w*): /.exec(message) ?? [];
  const quoted = [...message.matchAll(/'(?:\w+\.)*([A-Za-z]\w*)'/g)].at(-1)?.[1];
  const key = invalid ?? last ?? quoted;
  const text = texts(entry.file)?.slice(entry.span.start, entry.span.end);
  if (key === undefined || text === undefined) return undefined;
  const [only, ...others] = [...text.matchAll(new RegExp(`(?<![\\w.-])${key}(?=["']?[ \\t]*:)`, "g"))];
  if (only === undefined || others.length > 0) return undefined;
  const start = entry.span.start + only.index;
  return { file: entry.file, span: { start, end: start + key.length } };
}

/** `yaml: line 5: did not find expected node content`, counted from where the configuration begins. */
function linePlace(message: string, configs: readonly CollectorFacts[], texts: TextOf): Place | undefined {
  const [, number] = /\byaml: line (\d+)/.exec(message) ?? [];
  const [only, ...others] = configs;
  const text = only && texts(only.file);
  if (number === undefined || only === undefined || text === undefined || others.length > 0) return undefined;
  const lines = lineStartsOf(text);
  const first = only.holder ? positionAt(lines, only.extent.span.start).line : 0;
  const line = Math.min(first + Number(number) - 1, lines.length - 1);
  const start = lines[line] ?? 0;
  return { file: only.file, span: { start, end: (lines[line + 1] ?? text.length + 1) - 1 } };
}
