import type { ContainerSeen } from "../observation.js";
import type { Section } from "../sections.js";
import { at, listAt, parseJson, portAt, textAt, textsAt } from "./json.js";
import { redactArgs } from "./redact.js";

/**
 * Reads the section `pods`, the JSON of `kubectl get pods`: each container as `namespace/pod/container`. A pod of another
 * node holds no port of this host.
 */
export function readPods({ text }: Section, hostname: string | undefined): readonly ContainerSeen[] {
  return listAt(parseJson(text), "items").flatMap((pod) => {
    const name = textAt(pod, "metadata", "name");
    if (name === undefined) return [];
    const path = `${textAt(pod, "metadata", "namespace") ?? "default"}/${name}`;
    const here = isHere(textAt(pod, "spec", "nodeName"), hostname);
    return listAt(pod, "spec", "containers").flatMap((container) => readContainer(container, pod, path, here) ?? []);
  });
}

/** A node is called as its host, with or without its domain. */
function isHere(node: string | undefined, hostname: string | undefined): boolean {
  const short = (name: string): string => name.toLowerCase().split(".")[0] ?? "";
  return node !== undefined && hostname !== undefined && short(node) === short(hostname);
}

function readContainer(container: unknown, pod: unknown, path: string, here: boolean): ContainerSeen | undefined {
  const name = textAt(container, "name");
  const image = textAt(container, "image");
  if (name === undefined || image === undefined) return undefined;
  return {
    engine: "kubernetes",
    name: `${path}/${name}`,
    image,
    state: stateOf(name, pod),
    hostNetwork: here ? at(pod, "spec", "hostNetwork") === true : undefined,
    published: here ? listAt(container, "ports").flatMap(readHostPort) : [],
    args: redactArgs([...textsAt(container, "command"), ...textsAt(container, "args")]),
  };
}

/** `CrashLoopBackOff` rather than `waiting`; the pod's phase where the container has not got so far. */
function stateOf(container: string, pod: unknown): string {
  const status = listAt(pod, "status", "containerStatuses").find((each) => textAt(each, "name") === container);
  return (
    textAt(status, "state", "waiting", "reason") ??
    textAt(status, "state", "terminated", "reason") ??
    (at(status, "state", "running") === undefined ? undefined : "running") ??
    textAt(pod, "status", "phase") ??
    "unknown"
  );
}

function readHostPort(value: unknown): ContainerSeen["published"] {
  const hostPort = portAt(value, "hostPort");
  const port = portAt(value, "containerPort");
  const protocol = textAt(value, "protocol") ?? "TCP";
  if (hostPort === undefined || port === undefined || (protocol !== "TCP" && protocol !== "UDP")) return [];
  const hostAddress = textAt(value, "hostIP") ?? "0.0.0.0";
  return [{ hostAddress, hostPort, port, transport: protocol === "UDP" ? "udp" : "tcp" }];
}
