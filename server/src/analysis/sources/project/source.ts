import type { FileId, ProjectCollector, ProjectFacts, ProjectHost, ProjectIgnore } from "../../facts.js";
import { baseName, folderOf } from "../../paths.js";
import { givenReason } from "../../reason.js";
import { parseVersion, type Version } from "../../versions.js";
import { asSeq, textOf } from "../../yaml/access.js";
import type { Entry, YamlNode } from "../../yaml/node.js";
import type { Source } from "../source.js";
import { noteTwiceRun, type HostAt } from "./hosts.js";
import { ProjectReading } from "./reading.js";
import { collectorKeys, distributions, hostKeys, ignoreKeys, projectKeys, sshAlias } from "./vocabulary.js";

/** What the person tells Portolan. The one kind that goes by its name, because the name is the agreement. */
export const projectSource: Source = {
  mayBe: isProjectFile,
  marker: /\S/,
  read({ root, span }, file) {
    const reading = new ProjectReading(file);
    const { hosts, collectors, ignore } = reading.fields(
      root,
      projectKeys,
      "A .portolan.yaml is a map with the keys hosts, collectors and ignore.",
    );
    const beginning = (root?.span ?? span).start;
    const facts: ProjectFacts = {
      kind: "project",
      file,
      place: { file, span: { start: beginning, end: beginning } },
      hosts: hostsOf(hosts, reading),
      collectors: reading
        .items(collectors, '"collectors" must be a list, each item with a config.')
        .flatMap((item) => collectorOf(item, reading)),
      ignore: reading
        .items(ignore, '"ignore" must be a list, each item with a rule and a reason.')
        .flatMap((item) => ignoreOf(item, reading)),
      problems: reading.problems,
    };
    return { facts: [facts], problems: [] };
  },
};

export function isProjectFile(file: FileId): boolean {
  return /^\.portolan\.ya?ml$/.test(baseName(file));
}

function hostsOf(node: YamlNode | undefined, reading: ProjectReading): readonly ProjectHost[] {
  const hosts = reading
    .entries(node, '"hosts" must be a map: the name of each host, with what it runs.')
    .map((entry) => hostOf(entry, reading));
  noteTwiceRun(hosts, reading);
  return hosts.map(({ key, runs, ssh }) => ({
    name: key.text,
    place: { file: reading.file, span: key.span },
    runs: runs.map(({ path }) => path),
    ssh,
  }));
}

function hostOf({ key, value }: Entry, reading: ProjectReading): HostAt {
  const { runs, ssh } = reading.fields(value, hostKeys, `Host "${key.text}" must be a map with what it runs.`);
  return {
    key,
    runs: reading.pathsOf(runs, '"runs" must be a path or a list of paths.'),
    ssh: aliasOf(ssh, reading),
  };
}

function aliasOf(node: YamlNode | undefined, reading: ProjectReading): string | undefined {
  const alias = reading.text(node, '"ssh" must be a host of your ssh configuration.');
  if (node === undefined || alias === undefined || sshAlias.test(alias)) return alias;
  reading.note(
    node.span,
    `"${alias}" is no alias of a host: it may hold letters, digits, "_", "-" and ".", and begin with no "-" or ".". Portolan does not connect to it.`,
  );
  return undefined;
}

function collectorOf(item: YamlNode, reading: ProjectReading): readonly ProjectCollector[] {
  const fields = reading.fields(item, collectorKeys, "A collector is a map with a config.");
  const configs = reading.pathsOf(fields.config, '"config" must be a path or a list of paths.');
  const version = versionOf(fields.version, reading);
  const distribution = distributionOf(fields.distribution, reading);
  const [manifest] = reading.pathsOf(fields.manifest, '"manifest" must be the path of a builder\'s manifest.');
  if (configs.length === 0) {
    if (isEmpty(fields.config)) reading.note(item.span, 'This collector names no "config", so nothing is said of any.');
    return [];
  }
  const place = { file: reading.file, span: item.span };
  return [{ configs: configs.map(({ path }) => path), version, distribution, manifest: manifest?.path, place }];
}

function versionOf(node: YamlNode | undefined, reading: ProjectReading): Version | undefined {
  if (node === undefined) return undefined;
  const text = textOf(node);
  const version = text === undefined ? undefined : parseVersion(text);
  if (version === undefined) {
    const written = text === undefined ? "This" : `"${text}"`;
    reading.note(node.span, `${written} is no version such as 0.104.0, so the collector's version stays unknown.`);
  }
  return version;
}

function distributionOf(node: YamlNode | undefined, reading: ProjectReading): ProjectCollector["distribution"] {
  const text = reading.text(node, '"distribution" must be one word.');
  const known = distributions.find((each) => each === text);
  if (node !== undefined && text !== undefined && known === undefined) {
    reading.unknown(node.span, `There is no distribution "${text}".`, text, distributions);
  }
  return known;
}

function ignoreOf(item: YamlNode, reading: ProjectReading): readonly ProjectIgnore[] {
  const fields = reading.fields(item, ignoreKeys, "An entry of ignore is a map with a rule and a reason.");
  const rule = reading.text(fields.rule, '"rule" must be the id of one rule.');
  const written = reading.text(fields.reason, '"reason" must be a sentence.');
  const reason = givenReason(written);
  const files = reading.pathsOf(fields.files, '"files" must be a path or a list of paths.');
  if (rule === undefined || fields.rule === undefined) {
    if (fields.rule === undefined) reading.note(item.span, 'This entry names no "rule", so it ignores nothing.');
    return [];
  }
  if (fields.reason === undefined || written === "") {
    reading.note(fields.rule.span, 'This entry does not say why. Add a "reason" for whoever asks in a year.');
  } else if (written !== undefined && reason === undefined) {
    reading.note(fields.reason.span, `Say why the findings of ${rule} are ignored.`, { severity: "hint" });
  }
  const within = fields.files === undefined ? [folderOf(reading.file)] : files.map(({ path }) => path);
  if (fields.files && isEmpty(fields.files))
    reading.note(item.span, "This entry names no file, so it ignores nothing.");
  return [{ rule, files: within, reason, place: { file: reading.file, span: fields.rule.span } }];
}

function isEmpty(node: YamlNode | undefined): boolean {
  return node === undefined || asSeq(node)?.items.length === 0;
}
