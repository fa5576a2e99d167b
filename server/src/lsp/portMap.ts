import type { FileId, Place } from "../analysis/facts.js";
import type { Finding } from "../analysis/finding.js";
import { append } from "../analysis/lists.js";
import { placeKey } from "../analysis/places.js";
import type { ClaimReport } from "../analysis/report.js";
import type { AnalysisSession } from "../analysis/session.js";
import { isLoopback } from "../analysis/topology/reach.js";
import type { Located, PortMapResult, Standing } from "../protocol.js";
import { rangeOfPlace } from "./diagnostics.js";
import type { DocumentUris } from "./documentUris.js";
import type { LiveChecks } from "./live/checks.js";

/** The port map as the client shows it: places as it opens them, and what a person would want to see of each port. */
export function portMapOf(analysis: AnalysisSession, uris: DocumentUris, live: LiveChecks): PortMapResult {
  const located = locator(analysis, uris);
  const problemOf = problemFinder((file) => [...analysis.findingsOf(file), ...live.findingsOf(file)]);
  const item = <T extends ClaimReport>({ place, ...claim }: T): Omit<T, "place"> & Located & Standing => {
    const problem = claim.conflict ? undefined : problemOf(place, claim.owner);
    return {
      ...claim,
      ...located(place),
      loopback: isLoopback(claim.address),
      ...(problem !== undefined && { problem }),
    };
  };
  return {
    namespaces: analysis.ports().namespaces.map((namespace) => ({
      ...namespace,
      listeners: namespace.listeners.map(item),
      mappings: namespace.mappings.map(item),
    })),
  };
}

/** A file's URI is looked up once, since thousands of ports may stand in it. */
function locator(analysis: AnalysisSession, uris: DocumentUris): (place: Place) => Located {
  const known = new Map<FileId, string>();
  return (place) => {
    const uri = known.get(place.file) ?? uris.of(place.file);
    known.set(place.file, uri);
    return { uri, range: rangeOfPlace(place, analysis) };
  };
}

/** The first warning or error that stands where a port does: what the files say counts before what a host shows. Several owners may stand there; it names the one it means. */
function problemFinder(
  findingsOf: (file: FileId) => readonly Finding[],
): (place: Place, owner: string) => string | undefined {
  const byFile = new Map<FileId, ReadonlyMap<string, readonly string[]>>();
  return (place, owner) => {
    const found = byFile.get(place.file) ?? problemsByPlace(findingsOf(place.file));
    byFile.set(place.file, found);
    return found.get(placeKey(place))?.find((message) => message.includes(owner));
  };
}

function problemsByPlace(findings: readonly Finding[]): ReadonlyMap<string, readonly string[]> {
  const messages = new Map<string, string[]>();
  for (const { severity, place, message } of findings) {
    if (severity === "error" || severity === "warning") append(messages, placeKey(place), message);
  }
  return messages;
}
