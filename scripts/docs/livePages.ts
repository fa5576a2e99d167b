import { liveRules } from "../../server/src/analysis/rules/live/index.js";
import type { LiveRule } from "../../server/src/analysis/rules/live/liveRule.js";
import { readFiles } from "../../server/src/analysis/readFiles.js";
import { probeText } from "../../server/src/cli/format/text-probe.js";
import { placesOf } from "../../server/src/cli/places.js";
import { viewOfProbe } from "../../server/src/cli/probeView.js";
import { readObservation, report } from "../../test/rules/liveFixture.js";
import { loadCase, type Case } from "./cases.js";
import { pageStyle } from "./checked.js";
import { fenced, generated, page } from "./markdown.js";
import { filesOf, headOf, ignoringOf } from "./rulePages.js";

export function livePages(): ReadonlyMap<string, string> {
  return new Map(liveRules.map((rule) => [`docs/rules/${rule.id}.md`, livePage(rule)]));
}

function livePage(rule: LiveRule): string {
  const { fails, passes } = rule.example;
  return page(
    generated,
    headOf(rule, "found when a host is asked"),
    "## Fails",
    answerOf(loadCase(`live/${rule.id}/invalid/${fails}`)),
    "## Passes",
    answerOf(loadCase(`live/${rule.id}/valid/${passes}`)),
    "## Quick-fixes",
    "None: a host is put right by the person who may do so. A finding carries the commands to copy, where there are some.",
    ignoringOf(rule.id),
  );
}

/** The files, and what the probe makes of a host that has them. */
function answerOf(example: Case): readonly string[] {
  const { folder, texts } = example;
  const observation = readObservation(folder, texts);
  const named = new Map([...texts].map(([path, text]) => [`/fixture/${path}`, text]));
  const loaded = { files: readFiles(named), texts: named };
  const places = placesOf(loaded, "/fixture");
  const answer = { kind: "seen", host: observation.host, observation } as const;
  const view = viewOfProbe([answer], report(texts, observation), loaded, places);
  return [
    ...filesOf(new Map([...texts].filter(([path]) => path !== "observation.json"))),
    `\`portolan probe ${observation.host}\` says:`,
    fenced("text", probeText(view, places.lineOf, pageStyle)),
  ];
}
