import type {
  Labels,
  NetworkPolicyFacts,
  ObjectRef,
  Place,
  PodSelector,
  PolicyPeer,
  PolicyPort,
  PolicyRule,
} from "../../facts.js";
import { asMap, asSeq, entriesOf, entryOf, get, isNull, textOf } from "../../yaml/access.js";
import type { YamlNode } from "../../yaml/node.js";
import { readPortRef, transportOf } from "./ports.js";
import { isUnknown, plainTextOf, type Reading } from "./reading.js";

/** What cannot be understood of it is taken to let everything through. */
export function readNetworkPolicy(root: YamlNode, object: ObjectRef, reading: Reading): NetworkPolicyFacts {
  const spec = get(root, "spec");
  const types = policyTypes(spec, reading);
  return {
    kind: "network-policy",
    file: reading.file,
    object,
    podSelector: readPodSelector(spec, reading),
    ingress: types.includes("Ingress") ? readRules(get(spec, "ingress"), "from", reading) : undefined,
    egress: types.includes("Egress") ? readRules(get(spec, "egress"), "to", reading) : undefined,
  };
}

/** Where none are written, a policy speaks of ingress, and of egress if it has a rule for it. */
function policyTypes(spec: YamlNode | undefined, reading: Reading): readonly string[] {
  const written = get(spec, "policyTypes");
  if (asSeq(written)?.items.length !== 0 && !isMissing(written)) {
    return reading.items(written).flatMap((item) => plainTextOf(item) ?? []);
  }
  return (asSeq(get(spec, "egress"))?.items.length ?? 0) > 0 ? ["Ingress", "Egress"] : ["Ingress"];
}

/** Undefined, too, in a document that does not parse, where the missing part may stand. */
function readPodSelector(spec: YamlNode | undefined, reading: Reading): PodSelector | undefined {
  const entry = entryOf(spec, "podSelector");
  const labels = entry && !reading.broken ? readSelector(entry.value, reading) : undefined;
  return entry && labels && { labels, place: reading.place(entry.key) };
}

function readRules(
  rules: YamlNode | undefined,
  peers: "from" | "to",
  reading: Reading,
): readonly PolicyRule[] | undefined {
  if (isMissing(rules)) return [];
  if (asSeq(rules) === undefined) return undefined;
  return reading.items(rules).map((rule) => ({
    ports: readPorts(get(rule, "ports"), reading),
    peers: readPeers(get(rule, peers), reading),
    place: placeOf(rule, reading),
  }));
}

/** A whole rule spans many lines; its first key stands for it. */
function placeOf(rule: YamlNode, reading: Reading): Place {
  return reading.place(entriesOf(rule)[0]?.key ?? rule);
}

function readPorts(ports: YamlNode | undefined, reading: Reading): readonly PolicyPort[] | undefined {
  const items = reading.items(ports);
  if (items.length === 0) return undefined;
  const read = items.map((item) => readPort(item, reading));
  return read.includes("unknown") ? undefined : read.flatMap((port) => (typeof port === "object" ? port : []));
}

/** SCTP is nobody's concern, but a list of it alone lets no other port through. */
function readPort(item: YamlNode, reading: Reading): PolicyPort | "other" | "unknown" {
  const protocol = get(item, "protocol");
  if (asMap(item) === undefined || isUnknown(protocol)) return "unknown";
  const transport = transportOf(item);
  if (transport === undefined) return plainTextOf(protocol)?.toUpperCase() === "SCTP" ? "other" : "unknown";
  const [port, endPort] = [get(item, "port"), get(item, "endPort")];
  if (isMissing(port)) return isMissing(endPort) ? { transport, port: undefined, endPort: undefined } : "unknown";
  const ref = readPortRef(port, "port", reading);
  const last = reading.port(endPort)?.port;
  if (ref === undefined) return "unknown";
  if (isMissing(endPort)) return { transport, port: ref, endPort: undefined };
  return ref.kind === "number" && last !== undefined && last >= ref.port
    ? { transport, port: ref, endPort: last }
    : "unknown";
}

function readPeers(peers: YamlNode | undefined, reading: Reading): readonly PolicyPeer[] | undefined {
  if (isMissing(peers) || asSeq(peers)?.items.length === 0) return undefined;
  if (asSeq(peers) === undefined) return [unknownPeer];
  return reading.items(peers).map((peer) => readPeer(peer, reading));
}

const unknownPeer: PolicyPeer = { kind: "unknown" };

function readPeer(peer: YamlNode, reading: Reading): PolicyPeer {
  const [block, pods, namespaces] = ["ipBlock", "podSelector", "namespaceSelector"].map((key) => get(peer, key));
  if (!isMissing(block)) {
    const cidr = plainTextOf(get(block, "cidr"));
    return cidr === undefined || !isMissing(get(block, "except")) ? unknownPeer : { kind: "ip-block", cidr };
  }
  if (isMissing(pods) && isMissing(namespaces)) return unknownPeer;
  const [podLabels, namespaceLabels] = [pods, namespaces].map((each) => readSelector(each, reading));
  if ((!isMissing(pods) && !podLabels) || (!isMissing(namespaces) && !namespaceLabels)) return unknownPeer;
  return { kind: "pods", pods: podLabels, namespaces: namespaceLabels };
}

/** Undefined for none, and for one with expressions or variables: without them it would select others. */
function readSelector(selector: YamlNode | undefined, reading: Reading): Labels | undefined {
  const labels = get(selector, "matchLabels");
  if (asMap(selector) === undefined || isTemplate(selector) || isTemplate(labels)) return undefined;
  const plain =
    reading.entries(selector).every(({ key, value }) => key.text === "matchLabels" || isEmpty(value)) &&
    (isMissing(labels) || asMap(labels) !== undefined) &&
    reading.entries(labels).every(({ value }) => textOf(value) !== undefined && !isUnknown(value));
  return plain ? reading.labels(labels) : undefined;
}

/** To YAML `{{ x }}` is a map whose only key is another one. */
function isTemplate(node: YamlNode | undefined): boolean {
  const map = asMap(node);
  return map?.entries.length === 0 && map.span.end - map.span.start >= "{{x}}".length;
}

function isEmpty(node: YamlNode): boolean {
  return isNull(node) || asSeq(node)?.items.length === 0;
}

function isMissing(node: YamlNode | undefined): boolean {
  return node === undefined || isNull(node);
}
