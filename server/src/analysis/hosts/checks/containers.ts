import type { Check } from "../checks.js";
import type { HostView } from "../hostView.js";
import type { ContainerSeen } from "../observation.js";

export function containerChecks({ seen }: HostView): readonly Check[] {
  return seen.containers.map((container) => ({
    id: `container:${container.name}`,
    status: /^(?:running|created|paused|completed|succeeded)/i.test(container.state) ? "ok" : "failed",
    summary: sayContainer(container),
  }));
}

function sayContainer({ name, image, state, published }: ContainerSeen): string {
  const ports = published.map((each) => `${String(each.hostPort)} → ${String(each.port)}/${each.transport}`);
  return `The container ${name} (${image}) is ${state}${ports.length === 0 ? "" : `, publishes ${ports.join(", ")}`}`;
}

/** What the core Agent says of its collector, its first line that says something. */
export function agentChecks({ seen: { agentStatus } }: HostView): readonly Check[] {
  const text = agentStatus?.text ?? "";
  const [line] = text.split("\n").filter((each) => /[A-Za-z]/.test(each));
  if (line === undefined) return [];
  const isIll = /not (?:running|enabled|reachable)|refused|unable|error/i.test(text);
  const summary = `datadog-agent status says: ${(isIll ? (wrongLine(text) ?? line) : line).trim()}`;
  return [{ id: "agent-status", status: isIll ? "warning" : "ok", summary }];
}

function wrongLine(text: string): string | undefined {
  return text.split("\n").find((line) => /not (?:running|enabled|reachable)|refused|unable|error/i.test(line));
}
