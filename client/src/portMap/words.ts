import type { ClaimItem, PortNode } from "./nodes.js";

type Numbered = Pick<ClaimItem | PortNode, "port" | "transport">;

/** `4317`, `8125/udp`: nearly all ports are TCP, and the view is narrow. */
export function shortPort({ port, transport }: Numbered): string {
  return `${String(port ?? "?")}${transport === "tcp" ? "" : `/${transport}`}`;
}

export function spokenPort({ port, transport }: Numbered): string {
  return `port ${String(port ?? "unknown")} ${transport}`;
}

/** Where it stands, or why it stands nowhere. */
export function originOf({ origin, uri, range }: ClaimItem, withFile: boolean): string {
  switch (origin) {
    case "explicit":
      return withFile ? `${fileName(uri)}:${String(range.start.line + 1)}` : `line ${String(range.start.line + 1)}`;
    case "default":
      return "default, not written";
    case "image":
      return "default of the image";
    case "auto":
      return "added automatically";
  }
}

export function counted(count: number, noun: string): string {
  return count === 1 ? `1 ${noun}` : `${String(count)} ${noun}s`;
}

export function present(...parts: readonly (string | false | null | undefined)[]): string[] {
  return parts.filter((part): part is string => typeof part === "string" && part !== "");
}

export function fileName(uri: string): string {
  const name = uri.slice(uri.lastIndexOf("/") + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
