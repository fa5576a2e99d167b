import type { Dial, Listener } from "./model.js";

/** What two programs have to agree on before they understand each other. */
export type Wire = "grpc" | "http";

export function wireOf(protocol: string | undefined): Wire | undefined {
  return /-grpc\b/.test(protocol ?? "") ? "grpc" : /-https?\b|^http/.test(protocol ?? "") ? "http" : undefined;
}

export function speaksOtherwise({ fact }: Dial, listener: Listener): boolean {
  const [spoken, heard] = [wireOf(fact.protocol), wireOf(listener.fact.protocol)];
  return spoken !== undefined && heard !== undefined && spoken !== heard;
}

/** Whether TLS is asked for is only known of collectors' own receivers; programs in front may end it. */
export function securesOtherwise({ secure }: Dial, { workload, fact }: Listener): boolean {
  if (secure === undefined || workload.collector === undefined || !fact.protocol.startsWith("otlp-")) return false;
  return secure !== (fact.secure === true);
}
