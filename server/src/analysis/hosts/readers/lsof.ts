import { readRows, readSocketAddress, type SocketRow, type SocketRows } from "./socketRow.js";

const rowPattern =
  /^(\S+)\s+(\d{1,10})\s+\S+\s+\d+\w?\w?\s+(IPv[46])\s+(\d+)\s+\S+\s+(TCP|UDP)\s+(\S+)(?:\s+\((\w+)\))?$/;

/** What `lsof -nP -i` prints. Without root it knows only the asker's own processes. */
export function readLsof(text: string): SocketRows {
  return readRows(text, /\sIPv[46]\s/, readLine);
}

function readLine(line: string): SocketRow | null | undefined {
  const match = rowPattern.exec(line);
  if (match === null) return undefined;
  const [, command = "", pid, family, inode, protocol, name = "", state] = match;
  if (name.includes("->") || (protocol === "TCP" && state !== "LISTEN") || name.endsWith(":*")) return null;
  const address = readSocketAddress(name);
  if (address === undefined) return undefined;
  return {
    socket: {
      transport: protocol === "UDP" ? "udp" : "tcp",
      address: address.host === "*" ? (family === "IPv6" ? "::" : "0.0.0.0") : address.host,
      port: address.port,
      dualStack: undefined,
      owners: [{ process: command.replaceAll("\\x20", " "), pid: Number(pid) }],
      tool: "lsof",
    },
    inode,
  };
}
