import type { SocketOwner, SocketSeen } from "../observation.js";
import { linesOf } from "./lines.js";
import { readRows, readSocketAddress, type SocketRow, type SocketRows } from "./socketRow.js";

const rowPattern = /^(tcp|udp)\s+(?:LISTEN|UNCONN)\s+\d+\s+\d+\s+(\S+)\s+(\S+:\*)(?:\s+(\S.*))?$/;

/** What `ss -lntup` prints, with `-e` or without, of iproute2 from 2.6 to 6. */
export function readSs(text: string): SocketRows {
  const style = styleOf(text);
  return readRows(text, /^(?:tcp|udp)\s/, (line) => readLine(line, style));
}

/**
 * What `*` means: since iproute2 4.15 or so an IPv6 wildcard that takes IPv4 too (`0.0.0.0` and `[::]` are written
 * out), before that the IPv4 wildcard (`:::22` and `[::]:22` are the IPv6 one). Undefined where no line tells.
 */
type Style = "new" | "old" | undefined;

function styleOf(text: string): Style {
  for (const line of linesOf(text)) {
    const [, , local = "", peer = "", rest = ""] = rowPattern.exec(line) ?? [];
    if (local.startsWith("0.0.0.0:") || peer === "0.0.0.0:*") return "new";
    if (local.startsWith("::") || /^users:\(\("[^"]*",\d/.test(rest)) return "old";
    if (/^\d+\.[\d.]+(?:%[^:]*)?:/.test(local) && peer === "*:*") return "old";
  }
  return undefined;
}

function readLine(line: string, style: Style): SocketRow | undefined {
  const [, transport, local = "", , rest = ""] = rowPattern.exec(line) ?? [];
  const address = readSocketAddress(local);
  if (transport === undefined || address === undefined) return undefined;
  const users = readUsers(rest);
  return {
    socket: {
      transport: transport === "udp" ? "udp" : "tcp",
      ...boundTo(address.host, style, /\bv6only:([01])\b/.exec(users.rest)?.[1]),
      port: address.port,
      owners: users.owners,
      tool: "ss",
    },
    inode: /\bino:(\d+)\b/.exec(users.rest)?.[1],
  };
}

/** @param only what the extended columns say of an IPv6 socket: `v6only:0` for one that takes IPv4 too */
function boundTo(host: string, style: Style, only: string | undefined): Pick<SocketSeen, "address" | "dualStack"> {
  const takesIpv4 = only === undefined ? undefined : only === "0";
  if (host === "*") {
    const isIpv6 = style === "new" || only !== undefined;
    return isIpv6 ? { address: "::", dualStack: takesIpv4 ?? true } : { address: "0.0.0.0", dualStack: undefined };
  }
  if (host !== "::") return { address: host, dualStack: undefined };
  return { address: host, dualStack: takesIpv4 ?? (style === "new" ? false : undefined) };
}

/**
 * Reads `users:(("otelcol",pid=12,fd=3),("otelcol",pid=13,fd=3))`, which old versions write as `(("otelcol",12,3))`. A
 * process may call itself what it likes: a list that does not read from end to end has no owners.
 */
function readUsers(text: string): { readonly owners: readonly SocketOwner[]; readonly rest: string } {
  if (!text.startsWith("users:(")) return { owners: [], rest: text };
  const user = /\("([^"]+)",(?:pid=(\d{1,10}),fd=\d+|(\d{1,10}),\d+)\)([,)])/y;
  user.lastIndex = "users:(".length;
  const owners: SocketOwner[] = [];
  for (let match = user.exec(text); match !== null; match = user.exec(text)) {
    const [, process = "", pid, oldPid, next] = match;
    owners.push({ process, pid: Number(pid ?? oldPid) });
    if (next === ",") continue;
    const rest = text.slice(user.lastIndex);
    return rest === "" || rest.startsWith(" ") ? { owners, rest } : { owners: [], rest: "" };
  }
  return { owners: [], rest: "" };
}
