import { metricsLabel } from "../../catalog/internalMetrics.js";
import { hostPrefix } from "../../endpoint.js";
import type { FileId, Place } from "../../facts.js";
import type { Listener, SiteModel } from "../../topology/model.js";
import { describeRange, intersects } from "../../versions.js";
import type { Unwritten } from "./unwritten.js";

/** The address that a listener takes where none is written, behind the key that opens it. */
export function endpointHints({ namespaces }: SiteModel, file: FileId, text: string): readonly Unwritten[] {
  const listeners = namespaces.flatMap((namespace) => namespace.listeners);
  return (
    listeners
      // What an Agent opens by itself has no key of its own to stand behind.
      .filter(({ workload }) => workload.collector !== undefined)
      .filter(({ fact, origin, port }) => origin === "default" && port !== null && fact.place.file === file)
      .map((listener) => ({
        at: behindColon(listener.fact.place, text),
        sign: "⟶",
        value: sayAddress(listener),
        reason: `Nothing is written here, so the ${listener.owner} listens on its default address.`,
      }))
  );
}

function behindColon({ span }: Place, text: string): number {
  return span.end + (/^["']?[ \t]*:/.exec(text.slice(span.end, span.end + 20))?.[0].length ?? 0);
}

function sayAddress(listener: Listener): string {
  const { fact, condition } = listener;
  const what = fact.label === metricsLabel ? "metrics on " : "";
  return what + addressOf(listener) + (condition === undefined ? "" : ` ${condition}`);
}

/** `localhost:4317`; where the version decides, the newest version's with what others have. */
function addressOf({ fact, workload, hosts, hostText, port }: Listener): string {
  const on = (host: string): string => hostPrefix(host) + String(port);
  if (hosts.length < 2) return on(hostText);
  const versions = workload.collector?.versions ?? {};
  const possible = fact.binds.filter((bind) => bind.endpoint.port === port && intersects(bind.versions, versions));
  const newest = possible.at(-1);
  if (newest === undefined || possible.length < hosts.length) {
    // Whoever deploys it may decide, too.
    const spelled = (host: string | null): string =>
      possible.find(({ endpoint }) => endpoint.host === host)?.endpoint.hostText ?? host ?? hostText;
    return hosts.map((host) => on(spelled(host))).join(" or ");
  }
  const others = possible
    .slice(0, -1)
    .map(({ endpoint, versions: range }) => [on(endpoint.hostText), describeRange(range)].filter(Boolean).join(" "));
  return `${on(newest.endpoint.hostText)} (${others.join(", ")})`;
}
