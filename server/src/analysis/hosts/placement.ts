import type { FileId } from "../facts.js";
import { displayPath } from "../paths.js";
import type { Namespace, SiteModel } from "../topology/model.js";
import { candidatesOf, hostOf, type Candidate } from "./candidates.js";
import { liesAt, pathsSeen } from "./hostPaths.js";
import type { HostObservation } from "./observation.js";

/** A namespace of the workspace that is believed to be the one of the host that was asked. */
export interface Placement {
  readonly model: SiteModel;
  readonly namespace: Namespace;
  /** What of the site's files is on that host. */
  readonly files: readonly FileId[];
  /**
   * `named`: `.portolan.yaml` says so. `matched`: the host has files of it. `ports`: it is the only host that the
   * workspace has, and nothing else speaks for it, so that nothing here is more than information.
   */
  readonly certainty: "named" | "matched" | "ports";
  /** A sentence. */
  readonly evidence: string;
}

/** The hash of a file's text in the workspace, as `ConfigSeen.sha256`. */
export interface KnownTexts {
  readonly sha256Of: (file: FileId) => string | undefined;
}

/** Which namespaces of the workspace are this host's; none where that is open. */
export function placementsOn(
  seen: HostObservation,
  models: readonly SiteModel[],
  known: KnownTexts,
): readonly Placement[] {
  const named = models.flatMap((model) => namedPlacement(seen.host, model));
  if (named.length > 0) return named;
  const candidates = models.flatMap(candidatesOf);
  const matched = matchedPlacements(seen, candidates, known);
  if (matched.length > 0) return matched;
  const [only, ...others] = candidates;
  if (only === undefined || others.length > 0) return [];
  const evidence = `Nothing but its ports says that ${seen.host} runs this: it is the only host of the workspace.`;
  return [placementOf(only, "ports", evidence)];
}

/** Whether a `.portolan.yaml` gives the host of this name to others than these. */
export function isNamedFor(host: string, { site: { placement }, context }: SiteModel): boolean {
  if (placement.kind !== "named-host") return false;
  const alias = host.slice(host.indexOf("@") + 1);
  return context.projects
    .filter(({ file }) => file === placement.project)
    .flatMap(({ hosts }) => hosts)
    .some(({ name, ssh }) => name === placement.name && (ssh === host || ssh === alias || name === alias));
}

function namedPlacement(host: string, model: SiteModel): readonly Placement[] {
  const { placement } = model.site;
  if (placement.kind !== "named-host" || !isNamedFor(host, model)) return [];
  const evidence = `${displayPath(placement.project, model.context.roots)} says what runs on ${placement.name}.`;
  const files = [...model.files.keys()];
  return hostOf(model).map((namespace) => ({ model, namespace, files, certainty: "named", evidence }));
}

interface Vote {
  readonly candidate: Candidate;
  readonly path: string;
  readonly file: FileId;
}

function matchedPlacements(
  seen: HostObservation,
  candidates: readonly Candidate[],
  known: KnownTexts,
): readonly Placement[] {
  const isCalledSo = ({ name }: Candidate): boolean => name !== undefined && namesOf(seen).includes(name);
  const votes = pathsSeen(seen).flatMap((path): readonly Vote[] => {
    const all = votesFor(path, seen, candidates, known);
    const called = all.filter(({ candidate }) => isCalledSo(candidate));
    const whole = all.filter(({ candidate }) => candidate.name !== undefined);
    const chosen = [called, whole, all].find((each) => each.length > 0) ?? [];
    return chosen.length === 1 ? chosen : [];
  });
  const host = electedHost(votes) ?? onlyOne(candidates.filter(isCalledSo));
  const chosen = [
    ...new Set(votes.map(({ candidate }) => candidate).filter((each) => each.name === undefined || each === host)),
  ];
  if (host !== undefined && !chosen.includes(host)) chosen.push(host);
  return chosen.map((candidate) => {
    const vote = votes.find((each) => each.candidate === candidate);
    return placementOf(candidate, "matched", vote ? sayVote(vote, seen.host) : `Its folder is called ${seen.host}.`);
  });
}

/** Candidates that have the file: by its text, else by where it lies. */
function votesFor(
  path: string,
  { configs }: HostObservation,
  candidates: readonly Candidate[],
  { sha256Of }: KnownTexts,
): readonly Vote[] {
  const hash = configs.find((each) => each.path === path)?.sha256;
  const votes = (isIt: (file: FileId) => boolean): readonly Vote[] =>
    candidates.flatMap((candidate) => {
      const file = candidate.files.find(isIt);
      return file === undefined ? [] : [{ candidate, path, file }];
    });
  const byText = hash === undefined ? [] : votes((file) => sha256Of(file) === hash);
  return byText.length > 0 ? byText : votes((file) => liesAt(file, path));
}

/** The one whole host that more files speak for than for any other. */
function electedHost(votes: readonly Vote[]): Candidate | undefined {
  const counts = new Map<Candidate, number>();
  for (const { candidate } of votes) {
    if (candidate.name !== undefined) counts.set(candidate, (counts.get(candidate) ?? 0) + 1);
  }
  const most = Math.max(0, ...counts.values());
  return onlyOne([...counts].filter(([, count]) => count === most).map(([candidate]) => candidate));
}

function onlyOne<T>(items: readonly T[]): T | undefined {
  return items.length === 1 ? items[0] : undefined;
}

/** What a host may be called: as it was asked for, as it calls itself, each also without its domain. */
function namesOf({ host, machine }: HostObservation): readonly string[] {
  const full = [host.slice(host.indexOf("@") + 1), machine.hostname ?? ""];
  return [...full, ...full.map((name) => name.split(".", 1)[0] ?? "")].filter((name) => name !== "");
}

function sayVote({ candidate: { model }, path, file }: Vote, host: string): string {
  return `${host} has ${path}, which is ${displayPath(file, model.context.roots)} here.`;
}

function placementOf(
  { model, namespace, files }: Candidate,
  certainty: Placement["certainty"],
  evidence: string,
): Placement {
  return { model, namespace, files, certainty, evidence };
}
