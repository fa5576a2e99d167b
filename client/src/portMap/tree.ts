import type { PortMapResult } from "../../../server/src/protocol.js";
import type { GroupNode, PortMapNode } from "./nodes.js";
import { compareTexts, groupedBy, placedIn } from "./placed.js";
import { groupNode, portRows, sayNamespace, type Grouping, type Wording } from "./rows.js";
import { isProblem } from "./states.js";

export interface TreeOptions {
  readonly by: Grouping;
  readonly onlyProblems: boolean;
  /** What a file is called in a row of its own. */
  readonly pathOf: (uri: string) => string;
}

/** Above this, only a click unfolds a row: an editor asks for all rows that are unfolded before it shows one. */
const mostOpen = 200;

/** The rows of the port map, each with what is under it. */
export function portMapTree(map: PortMapResult, { by, onlyProblems, pathOf }: TreeOptions): readonly PortMapNode[] {
  const placed = placedIn(map).filter(({ claim }) => !onlyProblems || isProblem(claim));
  const wording: Wording = { by, open: placed.length <= mostOpen };
  switch (by) {
    case "host":
      return groupedBy(placed, ({ namespace }) => namespace.id).map((group) => {
        const { kind, label, description } = group.first.namespace;
        return groupNode(group, { of: kind, label, about: description }, wording);
      });
    case "port":
      return portRows(undefined, placed, wording);
    case "owner":
      return groupedBy(placed, ({ claim, namespace }) => `${claim.workload} in ${namespace.id}`)
        .map((group) => {
          const { claim, namespace } = group.first;
          return groupNode(group, { of: "owner", label: claim.workload, about: sayNamespace(namespace) }, wording);
        })
        .sort(byLabel);
    case "file":
      return groupedBy(placed, ({ claim }) => claim.uri)
        .map((group) => groupNode(group, { of: "file", label: pathOf(group.key), about: "" }, wording))
        .sort(byLabel);
  }
}

function byLabel(a: GroupNode, b: GroupNode): number {
  return compareTexts(a.label, b.label) || compareTexts(a.id, b.id);
}
