import { portMapRequest, type PortMapResult } from "../../server/src/protocol.js";
import { medianDuration, type Duration } from "../duration.js";
import { Client } from "../lsp/client.js";
import type { Server } from "../lsp/servers.js";
import { memoryOf, timesOf, type Memory } from "../procfs.js";
import type { IndexFigures } from "../report/workspaceFigures.js";
import { medianOfKnown } from "../statistics.js";

/** Milliseconds for the port map of a large workspace. */
const patience = 600_000;

/** A server that was told to begin. */
export interface Begun {
  readonly client: Client;
  readonly initialize: Duration;
  /** When it was told, on the clock of `performance.now`. */
  readonly at: number;
}

/** Starts a server in a folder, has `work` done with it, and ends it. */
export async function withServer<T>(server: Server, folder: string, work: (begun: Begun) => Promise<T>): Promise<T> {
  const started = performance.now();
  const client = new Client(server, folder);
  try {
    const at = await client.initialize();
    return await work({ client, initialize: { wall: at - started, cpu: computed(client) }, at });
  } finally {
    await client.stop();
  }
}

/** One start of Portolan, until it has nothing more to tell. */
export interface Start {
  readonly initialize: Duration;
  readonly index: Duration;
  readonly memory: Memory | null;
}

export async function indexed({ client, initialize, at }: Begun): Promise<Start> {
  const { namespaces } = (await client.ask(portMapRequest, patience)) as PortMapResult;
  const index = { wall: performance.now() - at, cpu: since(initialize.cpu, computed(client)) };
  if (namespaces.length === 0) throw new Error("the port map of the workspace is empty");
  await client.emptyRoundTrip(patience);
  await client.silence();
  return { initialize, index, memory: memoryOf(client.pid) ?? null };
}

/** Milliseconds of all threads so far; null where the system does not tell. */
export function computed({ pid }: Client): number | null {
  const times = timesOf(pid);
  return times ? times.user + times.system : null;
}

export function since(before: number | null, now: number | null): number | null {
  return before === null || now === null ? null : now - before;
}

export function mediansOf(starts: readonly Start[]): IndexFigures {
  const memories = starts.map(({ memory }) => memory);
  const resident = medianOfKnown(memories.map((memory) => memory?.resident ?? null));
  const peak = medianOfKnown(memories.map((memory) => memory?.peak ?? null));
  return {
    starts: starts.length,
    initialize: medianDuration(starts.map(({ initialize }) => initialize)),
    index: medianDuration(starts.map(({ index }) => index)),
    memory: resident === null || peak === null ? null : { resident, peak },
  };
}
