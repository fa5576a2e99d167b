/** The shortest that a tool leaves of a name: `netstat` has 11 letters beside a process id of seven digits. */
const shortestCut = 11;

/** Whether two names are one program's, of which the kernel keeps 15 letters and some tools fewer. */
export function sameProgram(seen: string, full: string): boolean {
  if (seen === full) return true;
  const [short, long] = seen.length < full.length ? [seen, full] : [full, seen];
  return short.length >= shortestCut && long.startsWith(short);
}

/** DDOT's process, whatever its unit is called. */
export const ddotProgram = "otel-agent";

/** What the process of a Datadog Agent is called: `trace-agent` for the trace Agent. */
export function agentProgram(workload: string): string | undefined {
  const [, name] = /^(core|trace|process|security) Agent\b/.exec(workload) ?? [];
  return name === undefined ? undefined : name === "core" ? "agent" : `${name}-agent`;
}

/** Programs that hold a port for a container: who listens is inside of it. */
export function isEngineProgram(name: string): boolean {
  return /^(?:docker|docker-proxy|dockerd|containerd|conmon|rootlessport|rootlesskit|slirp4netns|pasta|podman)$/.test(
    name,
  );
}
