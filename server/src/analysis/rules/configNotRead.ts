import type { Finding } from "../finding.js";
import { mountWhereReadFixes } from "../fixes/mountWhereRead.js";
import { sayHolder } from "../topology/collectors/collectors.js";
import type { SiteModel, UnreadConfig } from "../topology/model.js";
import { displayPath } from "../paths.js";
import { includes, parseVersion } from "../versions.js";
import type { Rule } from "./rule.js";

export const configNotRead: Rule = {
  id: "config-not-read",
  severity: "warning",
  since: "0.1.0",
  group: "effect",
  example: { fails: "compose" },
  summary: "A collector configuration is mounted where the image never looks.",
  why:
    "Each image reads its own default path, unless `--config` says otherwise. A configuration that is mounted elsewhere " +
    "is ignored without a word: the collector runs the image's own, which listens on 0.0.0.0 and exports to nowhere.",
  *check(model) {
    const halfRead = new Set(
      model.cluster.pods.flatMap(({ facts }) => (facts.syntaxErrors === true ? facts.processes : [])),
    );
    const built = builtServices(model);
    for (const unread of model.unread) {
      if (halfRead.has(unread.process) || built.has(unread.process.name) || mayBeTold(unread)) continue;
      yield findingOf(unread, model);
    }
  },
};

/** Services whose image is built here, whatever it is called: its own command may say what is read. */
function builtServices({ files }: SiteModel): ReadonlySet<string> {
  const facts = [...files.values()].flatMap((file) => file.facts);
  const containers = facts.flatMap((fact) => (fact.kind === "containers" ? fact.containers : []));
  return new Set(containers.filter(({ decides }) => decides?.includes("build")).map(({ process }) => process.name));
}

/** Images before this one looked elsewhere. */
const pathSince = "0.42.0";

/** Whether a variable may hold the `--config` that is missed, or the image is older than the path that is known. */
function mayBeTold({ process: { image, args } }: UnreadConfig): boolean {
  const version = image?.tag === undefined ? undefined : parseVersion(image.tag);
  if (version !== undefined && includes({ before: pathSince }, version)) return true;
  return (args ?? []).some(({ text }) => /^["']?(?:\$|\{\{)/.test(text));
}

function findingOf(unread: UnreadConfig, model: SiteModel): Finding {
  const { process, workload, mount, config, reads } = unread;
  const what = sayHolder(config.holder) ?? displayPath(config.file, model.context.roots);
  return {
    rule: configNotRead.id,
    severity: configNotRead.severity,
    message:
      `${what} is mounted at ${mount.path}, but ${workload.name} (${process.image?.repository ?? ""}) reads ${reads} and ` +
      "has no `--config` that says otherwise. It runs the image's own configuration instead, all on 0.0.0.0, and what is " +
      "configured here never happens.",
    place: mount.place,
    related: [{ place: config.place, message: "This configuration is never read." }],
    fixes: (texts) => mountWhereReadFixes(unread, texts),
  };
}
