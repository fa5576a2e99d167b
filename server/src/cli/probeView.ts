import type { Check, HostReport, LiveFinding, LiveReport } from "../analysis/hosts/compare.js";
import type { HostObservation, SocketSeen } from "../analysis/hosts/observation.js";
import type { Answer } from "../ssh/askHosts.js";
import type { Loaded } from "./load.js";
import type { Places } from "./places.js";
import { compareFindings, titleOf, viewerOf, type FindingView } from "./view.js";

/** What `probe` found, as every format shows it; the JSON format is this with a version. */
export interface ProbeView {
  /** In the order in which they were named. */
  readonly hosts: readonly HostView[];
  /** By host, then as `check` orders them. */
  readonly findings: readonly LiveFindingView[];
}

export interface HostView {
  readonly host: string;
  /** Whether it gave a whole answer. */
  readonly reachable: boolean;
  /** What happened, and what a person does about it. */
  readonly error?: string;
  readonly nextStep?: string;
  /** `2026-11-21T16:30:05.000Z`, by the clock of the asking machine. */
  readonly askedAt: string;
  /** One sentence that names the root cause; absent where nothing is wrong. */
  readonly summary?: string;
  readonly sockets: readonly SocketView[];
  readonly checks: readonly Pick<Check, "id" | "status" | "summary">[];
}

export interface SocketView extends Pick<SocketSeen, "address" | "port" | "transport"> {
  /** Null where the host did not tell. Of several owners the first. */
  readonly process: string | null;
  readonly pid: number | null;
}

export interface LiveFindingView extends FindingView {
  readonly host: string;
  /** What a person could run there; nothing here ever runs it. */
  readonly commands: LiveFinding["commands"];
}

export function viewOfProbe(
  answers: readonly Answer[],
  report: LiveReport,
  loaded: Pick<Loaded, "texts">,
  places: Pick<Places, "spotOf">,
): ProbeView {
  const reports = [...report.hosts];
  const view = viewerOf(loaded, places, titleOf);
  const hosts: HostView[] = [];
  const findings: LiveFindingView[] = [];
  for (const answer of answers) {
    if (answer.kind === "failed") {
      hosts.push(viewOfFailure(answer));
      continue;
    }
    // One report for each observation, in their order.
    const compared = reports.shift();
    hosts.push(viewOfHost(answer.observation, compared));
    const found = (compared?.findings ?? []).map((finding) => ({
      ...view(finding),
      host: answer.host,
      commands: finding.commands.map(({ purpose, line }) => ({ purpose, line })),
    }));
    findings.push(...found.sort(compareFindings));
  }
  return { hosts, findings };
}

function viewOfFailure({ host, askedAt, failure }: Extract<Answer, { kind: "failed" }>): HostView {
  const { sentence: error, nextStep } = failure;
  return { host, reachable: false, error, nextStep, askedAt: timeOf(askedAt), sockets: [], checks: [] };
}

function viewOfHost(seen: HostObservation, compared: HostReport | undefined): HostView {
  return {
    host: seen.host,
    reachable: true,
    askedAt: timeOf(seen.askedAt),
    ...(compared?.summary !== undefined && { summary: compared.summary }),
    sockets: seen.sockets.map(viewOfSocket),
    checks: (compared?.checks ?? []).map(({ id, status, summary }) => ({ id, status, summary })),
  };
}

function viewOfSocket({ address, port, transport, owners }: SocketSeen): SocketView {
  const [owner] = owners;
  return { address, port, transport, process: owner?.process ?? null, pid: owner?.pid ?? null };
}

function timeOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
