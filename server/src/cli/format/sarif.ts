import type { Fix, Log, Result } from "sarif";
import { version } from "../../../../package.json";
import type { FileId } from "../../analysis/facts.js";
import { rules } from "../../analysis/rules/index.js";
import type { ChangingFix } from "../fixChanges.js";
import type { LineOf } from "../places.js";
import type { CheckView, FindingView } from "../view.js";
import { fingerprintsOf } from "./fingerprints.js";
import { inertJson } from "./inert.js";
import { levels } from "./sarif-levels.js";
import { locator, type Locator } from "./sarif-places.js";
import { descriptorOf } from "./sarif-rules.js";

/**
 * The findings as SARIF 2.1.0, for code scanning. It carries all rules, so that it tells too what was looked for and
 * not found.
 */
export function checkSarif(view: CheckView<ChangingFix>, lineOf: LineOf, workingDirectory: FileId): string {
  const places = locator(workingDirectory);
  const fingerprints = fingerprintsOf(view.findings, lineOf);
  const ruleIndexes = new Map(rules.map(({ id }, index) => [id, index]));
  const log: Log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "Portolan", version, semanticVersion: version, rules: rules.map(descriptorOf) } },
        columnKind: "utf16CodeUnits",
        newlineSequences: ["\r\n", "\n", "\r"],
        originalUriBaseIds: places.baseIds,
        results: view.findings.map((finding, index) => ({
          ruleId: finding.rule,
          ruleIndex: ruleIndexes.get(finding.rule) ?? -1,
          ...resultOf(finding, places),
          partialFingerprints: { "portolan/v1": fingerprints[index] ?? "" },
        })),
      },
    ],
  };
  return inertJson(log);
}

function resultOf(finding: FindingView<ChangingFix>, places: Locator): Omit<Result, "ruleId" | "ruleIndex"> {
  const fixes = finding.fixes.filter(({ changes }) => changes.length > 0);
  return {
    level: levels[finding.severity],
    message: { text: messageOf(finding) },
    locations: [{ physicalLocation: places.physical(finding) }],
    relatedLocations: finding.related.map((related, index) => ({
      id: index + 1,
      physicalLocation: places.physical(related),
      message: { text: unlinked(related.message) },
    })),
    ...(fixes.length > 0 && { fixes: fixes.map((fix) => fixOf(fix, places)) }),
  };
}

/** A line each for what is wrong, for why things are believed to belong together, and a link to each related place. */
function messageOf({ message, evidence, related }: FindingView): string {
  return [
    unlinked(message),
    ...(evidence === undefined ? [] : [unlinked(evidence)]),
    ...related.map((each, index) => `[${each.message.replace(/[[\]]/g, "\\$&")}](${index + 1})`),
  ].join("\n");
}

/** A text of which no part is taken for a link, whatever the names in it look like. */
function unlinked(text: string): string {
  return text.includes("](") ? text.replace(/[[\]]/g, "\\$&") : text;
}

function fixOf({ title, changes }: ChangingFix, places: Locator): Fix {
  const files = new Map<string, ChangingFix["changes"]>();
  for (const change of changes) files.set(change.file, [...(files.get(change.file) ?? []), change]);
  return {
    description: { text: unlinked(title) },
    artifactChanges: [...files].map(([file, ofFile]) => ({
      artifactLocation: places.artifact(file),
      replacements: ofFile.map(({ range, newText }) => ({
        deletedRegion: places.region(range),
        insertedContent: { text: newText },
      })),
    })),
  };
}
