import type { CancellationToken, CodeAction, Connection, Diagnostic } from "vscode-languageserver/node";
import type { FileId } from "../../analysis/facts.js";
import { compare, type LiveFinding } from "../../analysis/hosts/compare.js";
import { scriptWords } from "../../analysis/hosts/scriptWords.js";
import { overlaps, type Span } from "../../analysis/text.js";
import {
  checkHostsRequest,
  clearLiveRequest,
  copyCommandCommand,
  liveHostsRequest,
  type CheckHostsParams,
  type CheckHostsResult,
  type LiveHostReport,
  type LiveHostsResult,
} from "../../protocol.js";
import { askHosts, type Answer } from "../../ssh/askHosts.js";
import type { HostName } from "../../ssh/hostName.js";
import { probeScript } from "../../ssh/script.js";
import { hostAliases } from "../../ssh/sshConfig.js";
import { fingerprints } from "../../workspace/fingerprint.js";
import type { Workspace } from "../../workspace/workspace.js";
import type { DocumentUris } from "../documentUris.js";
import type { Trust } from "../trust.js";
import { copyActions } from "./actions.js";
import { LiveFindings } from "./findings.js";
import { admit, liveHosts } from "./hosts.js";
import { beginProgress, type AskingProgress } from "./progress.js";
import { reportOnFailed, reportOnSeen, toLiveDiagnostic } from "./report.js";

export interface LiveChecksHost {
  readonly workspace: () => Workspace;
  readonly uris: DocumentUris;
  readonly trust: Trust;
  /** Done once the workspace has been read for the first time. */
  readonly firstRead: () => Promise<void>;
  /** For each host, in milliseconds. */
  readonly deadline: () => number;
  readonly publish: (found: ReadonlyMap<FileId, readonly Diagnostic[]>) => void;
}

/** Asks hosts over ssh when the person says so, and keeps what they show at the lines of the workspace. */
export class LiveChecks {
  private readonly findings = new LiveFindings((file) => this.host.workspace().textOf(file));

  constructor(private readonly host: LiveChecksHost) {}

  listen(connection: Connection): void {
    connection.onRequest(liveHostsRequest, () => this.candidates());
    connection.onRequest(checkHostsRequest, (params: CheckHostsParams, cancelled: CancellationToken) =>
      this.check(params, cancelled, connection),
    );
    connection.onRequest(clearLiveRequest, (): null => {
      this.publish(this.findings.clear());
      return null;
    });
  }

  /** Files that say something else now take what was found in them along. */
  follow(files: Iterable<FileId>): void {
    this.publish(this.findings.follow(files));
  }

  followAll(): void {
    this.follow(this.findings.files());
  }

  findingsOf(file: FileId): readonly LiveFinding[] {
    return this.findings.of(file);
  }

  /** @param commands what the client can do */
  actionsAt(file: FileId, asked: Span, commands: readonly string[]): readonly CodeAction[] {
    if (!commands.includes(copyCommandCommand)) return [];
    return this.findings
      .of(file)
      .filter(({ place }) => overlaps(place.span, asked))
      .flatMap((finding) => copyActions(finding, toLiveDiagnostic(finding, this.analysis, this.host.uris)));
  }

  private get analysis(): Workspace["analysis"] {
    return this.host.workspace().analysis;
  }

  private async candidates(): Promise<LiveHostsResult> {
    if (!this.host.trust.isGiven) return { hosts: [] };
    await this.host.firstRead();
    this.host.workspace().refresh();
    return { hosts: liveHosts(this.analysis.projects(), hostAliases()) };
  }

  private async check(
    params: CheckHostsParams,
    cancelled: CancellationToken,
    connection: Connection,
  ): Promise<CheckHostsResult> {
    if (!this.host.trust.isGiven) {
      return { kind: "refused", reason: "Portolan asks no host before you trust this workspace." };
    }
    const admission = admit(params, hostAliases());
    if (admission.kind === "refused") return admission;
    await this.host.firstRead();
    const progress = beginProgress(connection, params.workDoneToken, admission.hosts.length);
    const abort = new AbortController();
    if (cancelled.isCancellationRequested) abort.abort();
    cancelled.onCancellationRequested(() => abort.abort());
    try {
      return { kind: "asked", report: { hosts: await this.ask(admission.hosts, progress, abort.signal) } };
    } finally {
      progress.end();
    }
  }

  private async ask(
    hosts: readonly HostName[],
    progress: AskingProgress,
    signal: AbortSignal,
  ): Promise<readonly LiveHostReport[]> {
    this.host.workspace().refresh();
    const models = this.analysis.models();
    const reports = new Map<string, LiveHostReport>();
    await askHosts(hosts, {
      via: "ssh",
      script: probeScript,
      wordsFor: (host) => scriptWords(models, host),
      deadline: this.host.deadline(),
      signal,
      onAnswer: (answer) => {
        reports.set(answer.host, this.take(answer));
        progress.answered(answer.host);
      },
    });
    return hosts.flatMap((host) => reports.get(host) ?? []);
  }

  /** A host is compared with what the files say when it has answered; one that could not be asked shows nothing. */
  private take(answer: Answer): LiveHostReport {
    if (answer.kind === "failed") {
      this.publish(this.findings.put(answer.host, []));
      return reportOnFailed(answer);
    }
    this.host.workspace().refresh();
    const { hosts } = compare([answer.observation], this.analysis.models(), { sha256Of: fingerprints() });
    const [report = { host: answer.host, summary: undefined, checks: [], findings: [] }] = hosts;
    this.publish(this.findings.put(answer.host, report.findings));
    return reportOnSeen(answer, report, this.analysis, this.host.uris);
  }

  private publish(files: ReadonlySet<FileId>): void {
    if (files.size === 0) return;
    const { uris, publish } = this.host;
    publish(
      new Map(
        [...files].map((file) => [
          file,
          this.findings.of(file).map((finding) => toLiveDiagnostic(finding, this.analysis, uris)),
        ]),
      ),
    );
  }
}
