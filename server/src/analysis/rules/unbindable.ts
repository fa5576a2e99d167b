import type { ComponentFact, UnbindableEndpoint } from "../facts.js";
import type { EditFix, Finding } from "../finding.js";
import { usageOf } from "../topology/collectors/usage.js";
import type { SiteModel } from "../topology/model.js";
import { isSettled, keyOf, partsOf } from "./settled.js";

/** Endpoints that are no address, of components that some collector builds. */
export function* unbindable(model: SiteModel): Iterable<Omit<Finding, "rule" | "severity">> {
  const { components: beside } = partsOf(model);
  for (const collector of model.collectors.filter(isSettled)) {
    const isUsed = usageOf([collector]);
    for (const component of collector.components) {
      if (!isUsed(component) || beside.has(keyOf(component))) continue;
      for (const issue of component.issues) if (issue.kind === "unbindable") yield findingOf(issue, component);
    }
  }
}

function findingOf(issue: UnbindableEndpoint, { kind, id }: ComponentFact): Omit<Finding, "rule" | "severity"> {
  const { key, found, error, place } = issue;
  return {
    message:
      `\`${key}\` of the ${kind} "${id}" ${found}; what it listens on is a host and a port. The collector fails ` +
      `when it starts: \`listen tcp: ${error}\`.`,
    place,
    related: [],
    fixes: () => fixesOf(issue),
  };
}

/** Without `http://` it says what it meant; `https://` may have meant TLS, and which port was meant is a guess. */
function fixesOf({ mend, written }: UnbindableEndpoint): readonly EditFix[] {
  if (mend === undefined) return [];
  const { place, address, newText } = mend;
  const edits = [{ file: place.file, edits: [{ span: place.span, newText }] }];
  const isSafe = /^(?!https)\w+:\/\//.test(written);
  return [{ kind: "edit", title: `Listen on ${address}`, edits, preferred: true, ...(isSafe && { safe: true }) }];
}
