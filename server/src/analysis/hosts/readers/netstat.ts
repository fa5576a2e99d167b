import type { SocketOwner } from "../observation.js";
import { readRows, readSocketAddress, type SocketRow, type SocketRows } from "./socketRow.js";

/** What `netstat -lntup` prints, of net-tools and of busybox. */
export function readNetstat(text: string): SocketRows {
  return readRows(text, /^(?:tcp|udp)6?\s/, readLine);
}

/** Where net-tools cuts the end of an IPv6 address to make room for its port; what is left may read as another one. */
const columnWidth = 23;

const rowPattern = /^(tcp|udp)6?\s+\d+\s+\d+\s+(\S+)\s+(\S+)(?:\s+([A-Z][A-Z_0-9]+))?(?:\s+(\S.*))?$/;

function readLine(line: string): SocketRow | null | undefined {
  const match = rowPattern.exec(line);
  if (match === null) return undefined;
  const [, transport, local = "", peer = "", state, program = ""] = match;
  if (!peer.endsWith(":*") || state !== (transport === "tcp" ? "LISTEN" : undefined)) return null;
  const address = local.length === columnWidth ? undefined : readSocketAddress(local);
  if (address === undefined || address.host === "*") return undefined;
  return {
    socket: {
      transport: transport === "udp" ? "udp" : "tcp",
      address: address.host,
      port: address.port,
      dualStack: undefined,
      owners: readOwner(program),
      tool: "netstat",
    },
    inode: undefined,
  };
}

/** `11094/otelcol-contrib`; `-` where it was not permitted to tell. */
function readOwner(text: string): readonly SocketOwner[] {
  const [, pid, process = ""] = /^(\d{1,10})\/(\S.*)$/.exec(text) ?? [];
  return pid === undefined ? [] : [{ process, pid: Number(pid) }];
}
