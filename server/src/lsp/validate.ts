import {
  DiagnosticSeverity,
  type CancellationToken,
  type Connection,
  type Diagnostic,
} from "vscode-languageserver/node";
import type { CollectorFacts, FileId } from "../analysis/facts.js";
import { placeComplaints, type Complaint } from "../analysis/features/complaint.js";
import { configText } from "../analysis/features/configText.js";
import { append } from "../analysis/lists.js";
import type { Collector } from "../analysis/topology/model.js";
import { validateConfigs, type ConfigText } from "../program/validate.js";
import { validateRequest, type ValidateParams, type ValidateResult } from "../protocol.js";
import { uriToFileId } from "../workspace/paths.js";
import type { Workspace } from "../workspace/workspace.js";
import { rangeOfPlace } from "./diagnostics.js";

export interface ValidateHost {
  readonly workspace: () => Workspace;
  /** The person's own collector; undefined where none is set, or the workspace is not trusted. */
  readonly program: () => string | undefined;
  readonly publish: (found: ReadonlyMap<FileId, readonly Diagnostic[]>) => void;
}

/** Asks the person's own collector what it thinks of the configurations in a file, merged with whatever they belong to. */
export function registerValidate(connection: Connection, host: ValidateHost): void {
  const answer = async ({ uri }: ValidateParams, cancelled: CancellationToken): Promise<ValidateResult> => {
    const program = host.program();
    if (program === undefined) {
      return {
        kind: "failed",
        reason: "No collector is set, or this workspace is not trusted. See portolan.collector.path.",
      };
    }
    const workspace = host.workspace();
    workspace.refresh();
    const file = uriToFileId(uri);
    const collectors = collectorsOf(file, workspace);
    if (collectors.length === 0) return { kind: "failed", reason: "No collector reads this file." };
    const abort = new AbortController();
    cancelled.onCancellationRequested(() => abort.abort());
    const found = new Map<FileId, Diagnostic[]>(
      collectors.flatMap(({ facts }) => facts).map((each) => [each.file, []]),
    );
    let complaints = 0;
    for (const { facts } of collectors) {
      const configs = facts.map((each) => textOf(each, workspace));
      const texts = configs.filter((each) => each !== undefined);
      if (texts.length < configs.length)
        return { kind: "failed", reason: "A configuration could not be read as it stands." };
      const run = await validateConfigs(program, texts, abort.signal);
      if (run.kind === "failed") return run;
      if (run.code === 0) continue;
      for (const each of placeComplaints(run.output, facts, (id) => workspace.textOf(id))) {
        complaints++;
        append(found, each.place.file, toDiagnostic(each, workspace));
      }
    }
    host.publish(found);
    return { kind: "answered", complaints };
  };
  connection.onRequest(validateRequest, answer);
}

/** A file that several workloads mount is asked about once for each that merges it with something else. */
function collectorsOf(file: FileId, { analysis }: Workspace): readonly Collector[] {
  const readers = analysis
    .modelsOf(file)
    .flatMap(({ collectors }) => collectors)
    .filter(({ facts }) => facts.some((each) => each.file === file));
  const keyOf = ({ facts }: Collector): string =>
    facts.map((each) => `${each.file}#${String(each.extent.span.start)}`).join(" ");
  return [...new Map(readers.map((collector) => [keyOf(collector), collector])).values()];
}

function textOf(facts: CollectorFacts, workspace: Workspace): ConfigText | undefined {
  const text = workspace.textOf(facts.file);
  const own = text === undefined ? undefined : configText(facts, text);
  return own === undefined ? undefined : { text: own, file: facts.file };
}

function toDiagnostic({ message, place }: Complaint, { analysis }: Workspace): Diagnostic {
  return {
    range: rangeOfPlace(place, analysis),
    severity: DiagnosticSeverity.Error,
    source: "portolan (validate)",
    message,
  };
}
