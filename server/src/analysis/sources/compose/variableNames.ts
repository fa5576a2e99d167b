import type { YamlNode } from "../../yaml/node.js";

/** The variables that a document's values hold. What aliases share is looked at once. */
export function variableNames(root: YamlNode): readonly string[] {
  const names = new Set<string>();
  const seen = new Set<YamlNode>();
  const open: YamlNode[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    if (node.kind === "alias") open.push(...(node.target ? [node.target] : []));
    else if (node.kind === "seq") for (const item of node.items) open.push(item);
    else if (node.kind === "map") for (const { value } of node.entries) open.push(value);
    else for (const name of namesIn(node.text)) names.add(name);
  }
  return [...names];
}

function namesIn(text: string): readonly string[] {
  if (!text.includes("$")) return [];
  return [...text.matchAll(/\$(?:\$|\{?([A-Za-z_]\w*))/g)].flatMap(([, name]) => name ?? []);
}
