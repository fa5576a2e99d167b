import type { AgentStatusSeen } from "../observation.js";
import type { Section } from "../sections.js";
import { redact } from "./redact.js";

/** Reads the section `agent-status`; undefined where the Agent refused to tell, or has no such part. */
export function readAgentStatus({ text, status }: Section): AgentStatusSeen | undefined {
  const told = text.trim();
  return status !== 0 || told === "" ? undefined : { text: redact(told) };
}
