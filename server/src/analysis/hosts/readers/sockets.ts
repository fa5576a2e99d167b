import { append } from "../../lists.js";
import type { SocketOwner, SocketSeen, Unseen } from "../observation.js";
import type { Section } from "../sections.js";
import { readLsof } from "./lsof.js";
import { readNetstat } from "./netstat.js";
import { readProcNet, readSocketOwners } from "./procNet.js";
import type { SocketRows } from "./socketRow.js";
import { readSs } from "./ss.js";

export interface SocketsRead {
  readonly sockets: readonly SocketSeen[];
  readonly unseen: readonly Unseen[];
}

/** What one tool says: each socket once, by `socketKey`. */
interface Answer {
  readonly sockets: ReadonlyMap<string, SocketSeen>;
  /** Why there may be more sockets than these. */
  readonly lacks: string | undefined;
}

/**
 * The listening sockets of a host, of the tool that is trusted most: ss, netstat, lsof, `/proc`. Another one adds owners
 * where the first knows none, and sockets only where all before it were incomplete.
 */
export function readSockets(sections: readonly Section[], root: boolean): SocketsRead {
  const answers = answersOf(sections, root);
  const sockets = new Map<string, SocketSeen>();
  let whole = false;
  for (const answer of answers) {
    for (const [key, socket] of answer.sockets) {
      const first = sockets.get(key);
      if (first) sockets.set(key, withOwnersOf(first, socket));
      else if (!whole) sockets.set(key, socket);
    }
    whole ||= answer.lacks === undefined;
  }
  return {
    sockets: [...sockets.values()],
    unseen: [...(whole ? [] : lacking(answers)), ...ownersUnseen([...sockets.values()], root, toolsOf(sections))],
  };
}

function lacking(answers: readonly Answer[]): readonly Unseen[] {
  if (answers.length === 0) return [{ what: "sockets", why: "none of ss, netstat, lsof and /proc/net could be read" }];
  return answers.flatMap(({ lacks }) => (lacks === undefined ? [] : [{ what: "sockets", why: lacks }]));
}

function ownersUnseen(sockets: readonly SocketSeen[], root: boolean, tools: readonly string[]): readonly Unseen[] {
  const count = sockets.filter(({ owners }) => owners.length === 0).length;
  if (count === 0) return [];
  const which = count === 1 ? "one" : String(count);
  return [{ what: "who holds the sockets", why: root ? `${noneTells(tools)} of ${which}` : `needs root for ${which}` }];
}

function toolsOf(sections: readonly Section[]): readonly string[] {
  const asked = sections.flatMap(({ name, words: [tool] }) => (name === "sockets" ? (tool ?? []) : []));
  return [...new Set(asked.map((tool) => (/^(?:tcp|udp)/.test(tool) ? "/proc/net" : tool)))];
}

function noneTells(tools: readonly string[]): string {
  const [first, second] = tools;
  if (first === undefined || tools.length > 2) return `none of ${tools.join(", ")} tells`;
  return second === undefined ? `${first} does not tell` : `neither ${first} nor ${second} tells`;
}

function answersOf(sections: readonly Section[], root: boolean): readonly Answer[] {
  const owners = readSocketOwners(textOf(sections, "socket-owners"));
  const of = (...tools: readonly string[]): readonly Section[] =>
    sections.filter(({ name, words: [tool = ""] }) => name === "sockets" && tools.includes(tool));
  const answer = (
    tool: string,
    asked: readonly Section[],
    read: (section: Section) => SocketRows,
  ): readonly Answer[] => (asked.length === 0 ? [] : [answerOf(tool, asked, asked.map(read), owners)]);
  const ownOnly = root ? undefined : "lsof lists only the asker's own processes without root";
  return [
    ...answer("ss", of("ss"), ({ text }) => readSs(text)),
    ...answer("netstat", of("netstat"), ({ text }) => readNetstat(text)),
    ...answer("lsof", of("lsof"), ({ text }) => readLsof(text)).map((each) => ({
      ...each,
      lacks: each.lacks ?? ownOnly,
    })),
    ...answer("/proc/net", of("tcp", "tcp6", "udp", "udp6"), ({ text, words: [table] }) =>
      readProcNet(text, table?.startsWith("udp") === true ? "udp" : "tcp"),
    ),
  ];
}

function answerOf(
  tool: string,
  sections: readonly Section[],
  read: readonly SocketRows[],
  owners: ReadonlyMap<string, readonly SocketOwner[]>,
): Answer {
  const alike = new Map<string, SocketSeen[]>();
  for (const { socket, inode } of read.flatMap(({ rows }) => rows)) {
    const known = socket.owners.length > 0 ? socket.owners : (owners.get(inode ?? "") ?? []);
    append(alike, socketKey(socket), { ...socket, owners: known });
  }
  const sockets = new Map<string, SocketSeen>();
  for (const [key, list] of alike) {
    const [first] = list;
    if (first) sockets.set(key, merge(first, list));
  }
  return { sockets, lacks: lackOf(tool, sections, read) };
}

function lackOf(tool: string, sections: readonly Section[], read: readonly SocketRows[]): string | undefined {
  const unread = read.reduce((sum, rows) => sum + rows.unread, 0);
  if (sections.some(({ status }) => status === 124)) return `${tool} took too long`;
  if (sections.some(({ cut }) => cut)) return `the answer of ${tool} was cut`;
  if (unread > 0) return `${unread === 1 ? "a line" : `${unread} lines`} of ${tool} could not be understood`;
  const answered = sections.some(({ text }) => /local.address/i.test(text)) || read.some(({ rows }) => rows.length > 0);
  return answered ? undefined : `${tool} printed nothing that could be understood`;
}

/** Of sockets that share address and port: every process that holds one of them. */
function merge(first: SocketSeen, all: readonly SocketSeen[]): SocketSeen {
  const dualStack = all.every((each) => each.dualStack === first.dualStack) ? first.dualStack : undefined;
  return { ...first, dualStack, owners: distinct(all.flatMap((each) => each.owners)) };
}

function withOwnersOf(socket: SocketSeen, other: SocketSeen): SocketSeen {
  return socket.owners.length > 0 ? socket : { ...socket, owners: other.owners };
}

function distinct(owners: readonly SocketOwner[]): readonly SocketOwner[] {
  const byName = new Map(owners.map((owner) => [`${owner.pid ?? ""} ${owner.process}`, owner]));
  return [...byName.values()];
}

function socketKey({ transport, address, port }: SocketSeen): string {
  return `${transport} ${address} ${port}`;
}

function textOf(sections: readonly Section[], name: string): string {
  return sections
    .filter((section) => section.name === name)
    .map(({ text }) => text)
    .join("");
}
