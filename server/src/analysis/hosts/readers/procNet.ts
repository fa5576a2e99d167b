import { append } from "../../lists.js";
import { normaliseHost } from "../../endpoint.js";
import type { Transport } from "../../facts.js";
import type { SocketOwner } from "../observation.js";
import { linesOf } from "./lines.js";
import { readRows, type SocketRow, type SocketRows } from "./socketRow.js";

const rowPattern =
  /^\s*\d+: ([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4}) [0-9A-F]+:([0-9A-F]{4}) ([0-9A-F]{2}) \S+ \S+ \S+\s+\d+\s+\d+\s+(\d+)(?:\s|$)/;

/** What `/proc/net/tcp`, `tcp6`, `udp` and `udp6` hold, as a little-endian kernel writes them. */
export function readProcNet(text: string, transport: Transport): SocketRows {
  return readRows(text, /^\s*\d+:/, (line) => readLine(line, transport));
}

/** The states of a socket that waits: `TCP_LISTEN`, and `TCP_CLOSE` for a UDP socket that is not connected. */
const waits: Readonly<Record<Transport, string>> = { tcp: "0A", udp: "07" };

function readLine(line: string, transport: Transport): SocketRow | null | undefined {
  const match = rowPattern.exec(line);
  if (match === null) return undefined;
  const [, address = "", port = "", peerPort, state, inode] = match;
  if (state !== waits[transport] || peerPort !== "0000" || port === "0000") return null;
  return {
    socket: {
      transport,
      address: readHexAddress(address),
      port: parseInt(port, 16),
      dualStack: undefined,
      owners: [],
      tool: "proc",
    },
    inode,
  };
}

/** `0100007F` is 127.0.0.1: words of four bytes, each with its last byte first. */
function readHexAddress(digits: string): string {
  const words = digits.match(/.{8}/g) ?? [];
  const bytes = words.flatMap((word) => (word.match(/../g) ?? []).reverse());
  if (bytes.length === 4) return bytes.map((byte) => parseInt(byte, 16)).join(".");
  return normaliseHost((bytes.join("").match(/.{4}/g) ?? []).join(":"));
}

/** The owners of sockets by inode, of `<pid> <inode> <process>` lines. */
export function readSocketOwners(text: string): ReadonlyMap<string, readonly SocketOwner[]> {
  const owners = new Map<string, SocketOwner[]>();
  for (const line of linesOf(text)) {
    const [, pid, inode, process = ""] = /^(\d{1,10}) ([1-9]\d{0,19}) (\S.*)$/.exec(line) ?? [];
    if (inode !== undefined) append(owners, inode, { process, pid: Number(pid) });
  }
  return owners;
}
