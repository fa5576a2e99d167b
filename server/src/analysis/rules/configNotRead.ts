import type { Finding } from "../finding.js";
import { sayHolder } from "../topology/collectors.js";
import type { SiteModel, UnreadConfig } from "../topology/model.js";
import { displayPath } from "../paths.js";
import type { Rule } from "./rule.js";

export const configNotRead: Rule = {
  id: "config-not-read",
  severity: "warning",
  since: "0.1.0",
  summary: "A collector configuration is mounted where the image never looks.",
  why:
    "Each image reads its own default path, unless `--config` says otherwise. A configuration that is mounted elsewhere " +
    "is ignored without a word: the collector runs the image's own, which listens on 0.0.0.0 and exports to nowhere.",
  noFix: "Either the mount moves or `--config` is added; both are right.",
  *check(model) {
    for (const unread of model.unread) yield findingOf(unread, model);
  },
};

function findingOf({ process, workload, mount, config, reads }: UnreadConfig, model: SiteModel): Finding {
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
  };
}
