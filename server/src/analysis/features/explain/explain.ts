import type { Place } from "../../facts.js";
import type { Finding, Related } from "../../finding.js";
import { sayList } from "../../rules/say.js";
import { overlaps } from "../../text.js";
import { placeOfComplaint } from "../complaint.js";
import type { FeatureContext } from "../feature.js";
import { concerned, ownersOf } from "./concerned.js";
import { symptomOf, type Symptom } from "./symptom.js";

/** What a line of a log means in this workspace. */
export interface Explanation {
  readonly symptom: Symptom["kind"];
  /** A sentence: what the line itself says, and what is known beyond it. */
  readonly meaning: string;
  /** The likeliest first. Empty where the workspace does not show why. */
  readonly causes: readonly Cause[];
}

export interface Cause extends Pick<Finding, "message" | "place"> {
  /** Undefined for what no rule reports. */
  readonly rule: string | undefined;
  readonly related: readonly Related[];
}

/** Undefined for a line that tells of nothing Portolan knows. */
export function explain(line: string, context: FeatureContext): Explanation | undefined {
  const symptom = symptomOf(line);
  if (symptom === undefined) return undefined;
  const causes = causesOf(symptom, context);
  return { symptom: symptom.kind, meaning: meaningOf(symptom, causes.length > 0, context), causes };
}

/** The rules that tell why, the likeliest first. */
const rulesFor: Readonly<Record<Exclude<Symptom["kind"], "complaint">, readonly string[]>> = {
  "port-taken": ["port-conflict", "otlp-ingest-and-ddot", "host-port-conflict", "possible-port-conflict"],
  "no-free-ports": ["host-port-conflict"],
  "node-port-taken": ["port-conflict"],
  "not-reached": [
    "agent-cascade",
    "receiver-not-enabled",
    "port-conflict",
    "otlp-ingest-and-ddot",
    "loopback-only",
    "nothing-listens",
    "dial-unreachable",
    "config-not-read",
    "port-not-exposed",
    "network-policy-blocks",
    "possible-port-conflict",
  ],
  "wrong-protocol": ["wrong-protocol"],
  "not-permitted": ["privileged-port"],
};

function causesOf(symptom: Symptom, context: FeatureContext): readonly Cause[] {
  if (symptom.kind === "complaint") return complaintCauses(symptom.message, context);
  const rules = rulesFor[symptom.kind];
  const places = concerned(symptom, context.analysis.models());
  const found = allFindings(context).filter(({ rule }) => rules.includes(rule));
  const fitting = places === "all" ? found : found.filter((finding) => touches(finding, places));
  const rank = ({ rule }: Finding): number => rules.indexOf(rule);
  return fitting.sort((a, b) => rank(a) - rank(b)).slice(0, mostCauses);
}

/** More than anybody reads for one line. */
const mostCauses = 10;

function allFindings({ analysis }: FeatureContext): Finding[] {
  return analysis.files().flatMap((file) => analysis.findingsOf(file));
}

function touches({ place, related }: Finding, places: readonly Place[]): boolean {
  const own = [place, ...related.map((each) => each.place)];
  return places.some((wanted) => own.some((each) => each.file === wanted.file && overlaps(each.span, wanted.span)));
}

/** Where a configuration has what the collector complains about, in the words of the rule that finds it too. */
function complaintCauses(message: string, context: FeatureContext): readonly Cause[] {
  const { analysis, texts } = context;
  const places = analysis
    .models()
    .flatMap(({ collectors }) => collectors)
    .flatMap(({ facts }) => placeOfComplaint(message, facts, texts) ?? []);
  const distinct = new Map(places.map((place) => [`${place.file} ${String(place.span.start)}`, place]));
  return [...distinct.values()].slice(0, mostCauses).map((place): Cause => {
    const known = analysis.findingsOf(place.file).find((finding) => overlaps(finding.place.span, place.span));
    return known ?? { message: `The collector means this: ${message}`, place, rule: undefined, related: [] };
  });
}

function meaningOf(symptom: Symptom, isExplained: boolean, { analysis }: FeatureContext): string {
  switch (symptom.kind) {
    case "port-taken": {
      const owners = ownersOf(symptom.port, analysis.models());
      const port = `${String(symptom.port)}/${symptom.transport}`;
      const wanted =
        owners.length === 0 ? "nobody in this workspace takes it" : `here it belongs to ${sayList(owners)}`;
      const next = isExplained
        ? ""
        : ` Who else holds it does not stand in these files: \`ss -ltnp 'sport = :${String(symptom.port)}'\` on the host tells.`;
      return `Somebody already had port ${port} when this program asked for it; ${wanted}.${next}`;
    }
    case "no-free-ports":
      return `The scheduler found no node on which the pod's host ports are free${isExplained ? "." : ", and these files do not show who holds them."}`;
    case "node-port-taken":
      return "Another Service of the cluster has this NodePort.";
    case "not-reached": {
      const owners = ownersOf(symptom.port, analysis.models());
      const meant =
        owners.length === 0 ? "nobody in this workspace listens there" : `here that port belongs to ${sayList(owners)}`;
      return `Nothing answered at ${symptom.host}:${String(symptom.port)}; ${meant}.`;
    }
    case "wrong-protocol":
      return "Both sides are there, but one speaks gRPC or TLS and the other plain HTTP.";
    case "not-permitted":
      return `Ports below 1024, such as ${String(symptom.port)}, are for root or CAP_NET_BIND_SERVICE.`;
    case "complaint":
      return "The collector refuses its configuration and does not start.";
  }
}
