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
import type { ListenerItem } from "../../server/src/protocol.js";
import { collisionsIn, isCollision, type NamespaceNode, type PortMapNode, type PortNode } from "./portMapTree.js";

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
      return listenerRow(node.listener, shortName(node.listener));
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
    return listenerRow(owner.listener, `${port}  ${shortName(owner.listener)}`);
  }
  const collision = isCollision(node);
  const owners = counted(node.owners.length, "owner");
  const item = new TreeItem(port, collision ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed);
  item.description = owners;
  item.iconPath = collision ? icons.error : icons.plug;
  item.tooltip = node.owners.map(({ listener }) => listener.owner).join("\n");
  item.accessibilityInformation = {
    label: present(spokenPort(node), collision && "collision", owners).join(", "),
  };
  return item;
}

function listenerRow(listener: ListenerItem, label: string): TreeItem {
  const uri = Uri.parse(listener.uri);
  const { start, end } = listener.range;
  const range = new Range(start.line, start.character, end.line, end.character);
  const facts = present(listener.note, listener.address, origin(listener, uri));
  const item = new TreeItem(label);
  item.description = facts.join(" · ");
  item.iconPath = listenerIcon(listener);
  item.tooltip = tooltip(listener, uri);
  item.contextValue = "portolan.listener";
  item.accessibilityInformation = {
    label: present(spokenPort(listener), listener.owner, listener.conflict && "in a collision", ...facts).join(", "),
  };
  item.command = { command: "vscode.open", title: "Open", arguments: [uri, { selection: range }] };
  return item;
}

function shortName(listener: ListenerItem): string {
  return `${listener.workload} · ${listener.label}`;
}

function origin(listener: ListenerItem, uri: Uri): string {
  switch (listener.origin) {
    case "explicit":
      return `${fileName(uri)}:${listener.range.start.line + 1}`;
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
  plugInCollision: new ThemeIcon("plug", new ThemeColor("list.errorForeground")),
};

function listenerIcon(listener: ListenerItem): ThemeIcon {
  if (listener.conflict) return icons.plugInCollision;
  return listener.note === undefined ? icons.plug : icons.warning;
}

/** What comes from files is appended as text, so that no name in them becomes a link. */
function tooltip(listener: ListenerItem, uri: Uri): MarkdownString {
  const bind = `${listener.address ?? "address unknown"}, ${spokenPort(listener)}, ${listener.protocol}`;
  const place = `${workspace.asRelativePath(uri)}:${listener.range.start.line + 1}`;
  const text = new MarkdownString().appendText(listener.owner);
  for (const line of [bind, place, listener.note]) {
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

function spokenPort({ port, transport }: Pick<ListenerItem, "port" | "transport">): string {
  return `port ${port ?? "unknown"} ${transport}`;
}

function present(...parts: readonly (string | false | null | undefined)[]): string[] {
  return parts.filter((part): part is string => typeof part === "string" && part !== "");
}
