import { catalogueAsOf, changesOf } from "../../catalog/changes.js";
import { findComponent } from "../../catalog/components.js";
import type { ChangeRow, ComponentRow, ListenRow } from "../../catalog/types.js";
import type { ComponentKind } from "../../facts.js";
import { sayList, sayReplacement } from "../../rules/say.js";
import { typeOf } from "../../sources/collector/recognise.js";
import { describeRange, intersects } from "../../versions.js";
import type { ComponentUse } from "../componentAt.js";
import { componentUseText } from "./componentUseText.js";
import { code, escaped, list, paragraphs } from "./markdown.js";
import { pipelineText } from "./pipelineText.js";
import { signalsText } from "./signalsText.js";

const changesShown = 4;
const collectorsShown = 3;

/** What is known of a component: in general, and in each of the collectors that read it. */
export function componentText(uses: readonly ComponentUse[]): string | undefined {
  const [use] = uses;
  if (use === undefined) return undefined;
  const { kind, id } = use.occurrence;
  if (kind === "pipeline") return pipelineText(uses);
  const row = findComponent(kind, typeOf(id));
  const name = typeOf(id) === id ? "" : ` ${code(id)}`;
  return paragraphs([
    `**${escaped(typeOf(id))} ${kind}**${name}`,
    ...(row
      ? catalogueText(row, kind, uses)
      : ["The catalogue does not know this type; it may be of a build of one's own."]),
    ...uses.slice(0, collectorsShown).map(componentUseText),
    uses.length > collectorsShown ? `… and in ${String(uses.length - collectorsShown)} more.` : "",
    row ? `*The catalogue is as of collector v${catalogueAsOf}.*` : "",
  ]);
}

function catalogueText(row: ComponentRow, kind: ComponentKind, uses: readonly ComponentUse[]): readonly string[] {
  return [
    [signalsText(row), distributionsText(row)].filter((text) => text !== "").join("  \n"),
    fateText(row, kind),
    ...list(
      "Binds where nothing else is written",
      row.listens.flatMap((listen) => defaultsText(listen, uses)),
    ),
    ...list("Changes", changesOf(row).map(changeText), changesShown),
  ];
}

function distributionsText({ distributions, removedIn }: ComponentRow): string {
  if (distributions.length === 0) return removedIn === undefined ? "In no distribution." : "";
  const names = distributions.map((each) => (each === "ddot" ? "DDOT" : each));
  return `In ${sayList(names)}.`;
}

function fateText({ deprecatedSince, removedIn, replacedBy }: ComponentRow, kind: ComponentKind): string {
  const instead = replacedBy === undefined ? "" : ` ${sayReplacement(kind, replacedBy)}`;
  if (removedIn !== undefined) return `**Removed in v${removedIn}.**${escaped(instead)}`;
  return deprecatedSince === undefined ? "" : `**Deprecated since v${deprecatedSince}.**${escaped(instead)}`;
}

/** `localhost:4317 tcp, otlp-grpc, since collector v0.104.0`, for each that is possible where versions differ. */
function defaultsText({ defaults, protocol, transport }: ListenRow, uses: readonly ComponentUse[]): readonly string[] {
  const possible = defaults.filter(({ versions }) =>
    uses.some(({ collector }) => intersects(versions, collector.versions)),
  );
  return possible.map(({ endpoint, versions }) => {
    const range = describeRange(versions);
    return `${code(endpoint)} ${transport}, ${code(protocol)}${range === undefined ? "" : `, ${range}`}`;
  });
}

function changeText({ when, change, action }: ChangeRow): string {
  return `${when}: ${escaped(change)}${action === undefined ? "" : ` – ${escaped(action)}`}`;
}
