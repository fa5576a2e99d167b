import { parsePort } from "../../endpoint.js";
import type { ContainerSeen } from "../observation.js";
import type { Section } from "../sections.js";
import { at, entriesAt, listAt, parseJsonList, portAt, textAt, textsAt } from "./json.js";
import { redactArgs } from "./redact.js";
import { readPortRange } from "./ruleWalk.js";

type Published = ContainerSeen["published"][number];

/** Reads the sections `containers <engine>` and `inspect <engine>`; the second knows more of some containers. */
export function readContainers(sections: readonly Section[]): readonly ContainerSeen[] {
  const containers = new Map<string, ContainerSeen>();
  const read = (name: string, of: (value: unknown, engine: "docker" | "podman") => ContainerSeen | undefined): void => {
    for (const section of sections) {
      const engine = section.words[0];
      if (section.name !== name || (engine !== "docker" && engine !== "podman")) continue;
      for (const value of parseJsonList(section.text)) {
        const container = of(value, engine);
        if (container) containers.set(`${engine} ${container.name}`, container);
      }
    }
  };
  read("containers", readListed);
  read("inspect", readInspected);
  return [...containers.values()];
}

/** A line of `docker ps`, or an object of podman's. */
function readListed(value: unknown, engine: "docker" | "podman"): ContainerSeen | undefined {
  const name = textAt(value, "Names")?.split(",")[0] ?? textsAt(value, "Names")[0];
  const image = textAt(value, "Image");
  if (name === undefined || image === undefined) return undefined;
  const network = textAt(value, "Networks");
  return {
    engine,
    name,
    image,
    state: (textAt(value, "State") ?? textAt(value, "Status") ?? "unknown").toLowerCase(),
    hostNetwork: network === undefined ? undefined : network.split(",").includes("host"),
    published: (textAt(value, "Ports") ?? "").split(", ").flatMap(readPublished).concat(podmanPorts(value)),
    args: [],
  };
}

/** `0.0.0.0:4317-4318->4317-4318/tcp`, `[::]:4317->4317/tcp`, `:::4317->4317/tcp`; `8888/tcp` is not published. */
function readPublished(text: string): readonly Published[] {
  const [, address = "", outer = "", inner = "", transport] =
    /^(\S+):(\d+(?:-\d+)?)->(\d+(?:-\d+)?)\/(tcp|udp)$/.exec(text.trim()) ?? [];
  const from = readPortRange(outer);
  const to = readPortRange(inner);
  if (transport === undefined || from === undefined || to === undefined) return [];
  if (from.end - from.start !== to.end - to.start) return [];
  return Array.from({ length: from.end - from.start + 1 }, (_, at) => ({
    hostAddress: address.replace(/^\[(.*)\]$/, "$1"),
    hostPort: from.start + at,
    port: to.start + at,
    transport: transport === "udp" ? "udp" : "tcp",
  }));
}

function podmanPorts(value: unknown): readonly Published[] {
  return listAt(value, "Ports").flatMap((each) => {
    const hostPort = portAt(each, "host_port");
    const port = portAt(each, "container_port");
    const protocol = textAt(each, "protocol") ?? "tcp";
    const range = at(each, "range");
    if (hostPort === undefined || port === undefined) return [];
    const last = typeof range === "number" && range > 1 ? range - 1 : 0;
    const address = textAt(each, "host_ip") ?? "0.0.0.0";
    return readPublished(`${address}:${hostPort}-${hostPort + last}->${port}-${port + last}/${protocol}`);
  });
}

/** An object of `inspect`. What is in its environment is not read. */
function readInspected(value: unknown, engine: "docker" | "podman"): ContainerSeen | undefined {
  const name = textAt(value, "Name")?.replace(/^\//, "");
  const image = textAt(value, "Config", "Image") ?? textAt(value, "ImageName");
  if (name === undefined || image === undefined) return undefined;
  const network = textAt(value, "HostConfig", "NetworkMode");
  return {
    engine,
    name,
    image,
    state: textAt(value, "State", "Status") ?? "unknown",
    hostNetwork: network === undefined ? undefined : network === "host",
    published: entriesAt(value, "NetworkSettings", "Ports").flatMap(readBindings),
    args: redactArgs(textsAt(value, "Args")),
  };
}

/** `"4317/tcp": [{"HostIp": "0.0.0.0", "HostPort": "4317"}]` */
function readBindings([key, bindings]: readonly [string, unknown]): readonly Published[] {
  const [digits = "", transport] = key.split("/");
  const port = parsePort(digits);
  if (port === undefined || (transport !== "tcp" && transport !== "udp")) return [];
  return (Array.isArray(bindings) ? bindings : []).flatMap((binding: unknown) => {
    const hostPort = portAt(binding, "HostPort");
    if (hostPort === undefined) return [];
    return [{ hostAddress: textAt(binding, "HostIp") ?? "0.0.0.0", hostPort, port, transport }];
  });
}
