import {
  MarkdownString,
  Range,
  ThemeColor,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  Uri,
  workspace,
} from "vscode";
import type { ClaimItem, ClaimNode, GroupNode, PortMapNode, PortNode } from "./nodes.js";
import { type ClaimState, stateOf } from "./states.js";
import { present, spokenPort } from "./words.js";

/** How a row of the port map looks and sounds, and what a click on it does. */
export function portMapItem(node: PortMapNode): TreeItem {
  const item = new TreeItem(node.label, foldingOf(node));
  item.id = node.id;
  item.description = node.facts.join(" · ");
  switch (node.kind) {
    case "group":
      return asGroup(item, node);
    case "port":
      return asPort(item, node);
    case "claim":
      return asClaim(item, node);
  }
}

function foldingOf({ kind, open }: PortMapNode): TreeItemCollapsibleState {
  if (kind === "claim") return TreeItemCollapsibleState.None;
  return open ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed;
}

const red = new ThemeColor("list.errorForeground");
const yellow = new ThemeColor("list.warningForeground");

const groupIcons: Readonly<Record<GroupNode["of"], string>> = {
  host: "server",
  pod: "layers",
  container: "package",
  owner: "server-process",
  file: "file",
};

function asGroup(item: TreeItem, { of, label, facts, collisions }: GroupNode): TreeItem {
  const icon = groupIcons[of];
  item.iconPath = collisions > 0 ? new ThemeIcon(icon, red) : new ThemeIcon(icon);
  item.contextValue = `portolan.${of}`;
  item.tooltip = present(`${of} ${label}`, facts.join(", ")).join(": ");
  item.accessibilityInformation = { label: [`${of} ${label}`, ...facts].join(", ") };
  return item;
}

function asPort(item: TreeItem, node: PortNode): TreeItem {
  item.iconPath = node.collides ? new ThemeIcon("error", red) : new ThemeIcon("plug");
  item.contextValue = "portolan.port";
  item.tooltip = node.children.map(({ claim }) => claim.owner).join("\n");
  item.accessibilityInformation = {
    label: present(spokenPort(node), node.collides && "collision", ...node.facts).join(", "),
  };
  return item;
}

interface Look {
  readonly icon: ThemeIcon;
  /** What a screen reader says in its place; empty where the row's text says it. */
  readonly spoken: string;
}

const looks: Readonly<Record<ClaimState, Look>> = {
  collides: { icon: new ThemeIcon("plug", red), spoken: "in a collision" },
  "will-not-start": { icon: new ThemeIcon("warning", yellow), spoken: "will not start" },
  problem: { icon: new ThemeIcon("warning", yellow), spoken: "has a problem" },
  "handed-on": { icon: new ThemeIcon("arrow-right", new ThemeColor("charts.blue")), spoken: "" },
  loopback: { icon: new ThemeIcon("debug-disconnect", new ThemeColor("charts.purple")), spoken: "loopback only" },
  unwritten: { icon: new ThemeIcon("plug", new ThemeColor("disabledForeground")), spoken: "" },
  written: { icon: new ThemeIcon("plug"), spoken: "" },
};

function asClaim(item: TreeItem, { claim, facts }: ClaimNode): TreeItem {
  const { icon, spoken } = looks[stateOf(claim)];
  item.iconPath = icon;
  item.contextValue = "portolan.listener";
  // What it says when the mouse rests on it is made only then.
  item.accessibilityInformation = { label: present(spokenPort(claim), claim.owner, spoken, ...facts).join(", ") };
  const { start, end } = claim.range;
  const selection = new Range(start.line, start.character, end.line, end.character);
  item.command = { command: "vscode.open", title: "Open", arguments: [Uri.parse(claim.uri), { selection }] };
  return item;
}

/** What comes from files is appended as text, so that no name in them becomes a link. */
export function tooltipOf(claim: ClaimItem): MarkdownString {
  const use = "via" in claim ? claim.label : claim.protocol;
  const bind = `${claim.address ?? "address unknown"}, ${spokenPort(claim)}, ${use}`;
  const place = `${workspace.asRelativePath(Uri.parse(claim.uri))}:${String(claim.range.start.line + 1)}`;
  const text = new MarkdownString().appendText(claim.owner);
  for (const line of present(
    bind,
    place,
    claim.loopback && "Reached on the loopback alone.",
    claim.note,
    claim.problem,
  )) {
    text.appendMarkdown("\n\n").appendText(line);
  }
  return text;
}
