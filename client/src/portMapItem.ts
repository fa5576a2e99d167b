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
import {
  collisionsIn,
  isCollision,
  type ClaimItem,
  type NamespaceNode,
  type PortMapNode,
  type PortNode,
} from "./portMapTree.js";

/** How a row of the port map looks and sounds, and what a click on it does. */
export function portMapItem(node: PortMapNode): TreeItem {
  const item = rowOf(node);
  item.id = node.id;
  return item;
}

function rowOf(node: PortMapNode): TreeItem {
  switch (node.kind) {
    case "namespace":
      return namespaceRow(node);
    case "port":
      return portRow(node);
    case "owner":
      return claimRow(node.claim, shortName(node.claim));
  }
}

const namespaceIcons = { host: "server", pod: "layers", container: "package" } as const;

function namespaceRow(node: NamespaceNode): TreeItem {
  const { kind, label, description } = node.namespace;
  const collisions = collisionsIn(node);
  const facts = present(collisions > 0 && counted(collisions, "collision"), description);
  const item = new TreeItem(label, TreeItemCollapsibleState.Expanded);
  item.description = facts.join(" · ");
  item.iconPath = new ThemeIcon(namespaceIcons[kind]);
  item.tooltip = `${kind} ${label}: ${facts.join(", ")}`;
  item.accessibilityInformation = { label: [`${kind} ${label}`, ...facts].join(", ") };
  return item;
}

function portRow(node: PortNode): TreeItem {
  const [owner, another] = node.owners;
  // Nearly all ports are TCP, and the view is narrow.
  const port = `${node.port ?? "?"}${node.transport === "tcp" ? "" : `/${node.transport}`}`;
  if (owner !== undefined && another === undefined) {
    return claimRow(owner.claim, `${port}  ${shortName(owner.claim)}`);
  }
  const collision = isCollision(node);
  const owners = counted(node.owners.length, "owner");
  const item = new TreeItem(port, collision ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed);
  item.description = owners;
  item.iconPath = collision ? icons.error : icons.plug;
  item.tooltip = node.owners.map(({ claim }) => claim.owner).join("\n");
  item.accessibilityInformation = {
    label: present(spokenPort(node), collision && "collision", owners).join(", "),
  };
  return item;
}

function claimRow(claim: ClaimItem, label: string): TreeItem {
  const uri = Uri.parse(claim.uri);
  const { start, end } = claim.range;
  const range = new Range(start.line, start.character, end.line, end.character);
  const facts = present(claim.note, claim.address, origin(claim, uri));
  const item = new TreeItem(label);
  item.description = facts.join(" · ");
  item.iconPath = claimIcon(claim);
  item.tooltip = tooltip(claim, uri);
  item.contextValue = "portolan.listener";
  item.accessibilityInformation = {
    label: present(spokenPort(claim), claim.owner, claim.conflict && "in a collision", ...facts).join(", "),
  };
  item.command = { command: "vscode.open", title: "Open", arguments: [uri, { selection: range }] };
  return item;
}

function shortName(claim: ClaimItem): string {
  return `${claim.workload} · ${claim.label}`;
}

function origin(claim: ClaimItem, uri: Uri): string {
  switch (claim.origin) {
    case "explicit":
      return `${fileName(uri)}:${claim.range.start.line + 1}`;
    case "default":
      return "default, not written";
    case "image":
      return "default of the image";
    case "auto":
      return "added automatically";
  }
}

const icons = {
  error: new ThemeIcon("error", new ThemeColor("list.errorForeground")),
  warning: new ThemeIcon("warning", new ThemeColor("list.warningForeground")),
  plug: new ThemeIcon("plug"),
  handedOn: new ThemeIcon("arrow-right"),
  plugInCollision: new ThemeIcon("plug", new ThemeColor("list.errorForeground")),
};

function claimIcon(claim: ClaimItem): ThemeIcon {
  if (claim.conflict) return icons.plugInCollision;
  if ("via" in claim) return icons.handedOn;
  return claim.note === undefined ? icons.plug : icons.warning;
}

/** What comes from files is appended as text, so that no name in them becomes a link. */
function tooltip(claim: ClaimItem, uri: Uri): MarkdownString {
  const use = "via" in claim ? claim.label : claim.protocol;
  const bind = `${claim.address ?? "address unknown"}, ${spokenPort(claim)}, ${use}`;
  const place = `${workspace.asRelativePath(uri)}:${claim.range.start.line + 1}`;
  const text = new MarkdownString().appendText(claim.owner);
  for (const line of [bind, place, claim.note]) {
    if (line !== undefined) text.appendMarkdown("\n\n").appendText(line);
  }
  return text;
}

function fileName(uri: Uri): string {
  return uri.path.slice(uri.path.lastIndexOf("/") + 1);
}

function counted(count: number, noun: string): string {
  return count === 1 ? `1 ${noun}` : `${count} ${noun}s`;
}

function spokenPort({ port, transport }: Pick<ClaimItem, "port" | "transport">): string {
  return `port ${port ?? "unknown"} ${transport}`;
}

function present(...parts: readonly (string | false | null | undefined)[]): string[] {
  return parts.filter((part): part is string => typeof part === "string" && part !== "");
}
