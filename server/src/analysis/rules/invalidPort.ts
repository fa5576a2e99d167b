import type { ContainerFacts, InvalidPortFacts, ServiceFacts } from "../facts.js";
import type { Finding, Severity } from "../finding.js";
import { portNameError, serviceNameError } from "../portName.js";
import type { Dial, Listener, PodModel, SiteModel, Workload } from "../topology/model.js";
import type { Rule } from "./rule.js";
import { capitalised } from "./say.js";
import { unbindable } from "./unbindable.js";

export const invalidPort: Rule = {
  id: "invalid-port",
  severity: "error",
  since: "0.1.0",
  group: "ports",
  example: { fails: "no-port", passes: "in-range" },
  summary:
    "A number is written where a port belongs, and no port has it; an endpoint to listen on is no host with a port; or " +
    "a port has a name that Kubernetes refuses.",
  why:
    "Ports go from 1 to 65535. A collector fails when it starts: `listen tcp: address 431700: invalid port`, `missing " +
    "port in address`, `too many colons in address`. The API server refuses the whole object: `must be between 1 and 65535, inclusive`. Compose starts nothing: `invalid " +
    "containerPort: 431700`.",
  fixesSafely: true,
  *check(model) {
    for (const { listeners } of model.namespaces) {
      for (const listener of listeners) if (isSound(listener, listener.workload, model)) yield* inListener(listener);
    }
    for (const found of unbindable(model)) yield { rule: invalidPort.id, severity: invalidPort.severity, ...found };
    for (const dial of model.dials) if (isSound(dial, dial.from, model)) yield* inDial(dial);
    for (const { facts } of model.files.values()) {
      for (const fact of facts) {
        if (fact.kind === "invalid-port") yield inObject(fact);
        if (fact.kind === "containers") for (const container of fact.containers) yield* inContainer(container);
      }
    }
    for (const pod of model.cluster.pods) yield* inPortNames(pod);
    for (const service of model.cluster.services) yield* inService(service);
  },
};

function findingAt(place: Finding["place"], message: string, severity: Severity = invalidPort.severity): Finding {
  return { rule: invalidPort.id, severity, message, place, related: [] };
}

/** Whether the text around it parses: where it does not, what looks like a port may be a part of something else. */
function isSound({ place }: Listener | Dial, { collector }: Workload, { files }: SiteModel): boolean {
  if (collector?.facts.some(({ syntaxErrors }) => syntaxErrors)) return false;
  return (files.get(place.file)?.problems ?? []).length === 0;
}

function isNone(text: string): string {
  return `${text} is no port: they go from 1 to 65535.`;
}

function* inListener({ fact, owner, transport, place }: Listener): Iterable<Finding> {
  const written = fact.binds.flatMap(({ endpoint }) => endpoint.invalidPort ?? [])[0];
  if (written === undefined) return;
  const error = `\`listen ${transport}: address ${written}: invalid port\``;
  yield findingAt(
    place,
    `The ${owner} is to listen on ${written}. ${isNone(written)} It fails when it starts: ${error}.`,
  );
}

function* inDial({ by, fact, invalidPort: written, place }: Dial): Iterable<Finding> {
  if (written === undefined) return;
  const error = `\`dial ${fact.transport}: address ${written}: invalid port\``;
  yield findingAt(place, `${capitalised(by)} leads to port ${written}. ${isNone(written)} Nothing arrives: ${error}.`);
}

function inObject({ object, field, text, place }: InvalidPortFacts): Finding {
  const error = `\`Invalid value: ${text}: must be between 1 and 65535, inclusive\``;
  const where = `${object.kind} ${object.name}`.trimEnd();
  return findingAt(place, `The ${field} ${isNone(text)} The API server refuses ${where}: ${error}.`);
}

function* inContainer({ process, invalidPorts = [] }: ContainerFacts): Iterable<Finding> {
  for (const { field, text, place } of invalidPorts) {
    const isShort = field === "containerPort" || field === "hostPort";
    const error = isShort ? `invalid ${field}: ${text}` : `invalid port specification: "${text}"`;
    // What an engine says of 0 differs by its version.
    const refused = text === "0" ? "Nothing can be handed to it." : `The engine refuses to start it: \`${error}\`.`;
    yield findingAt(place, `The ${field} of ${process.name}: ${isNone(text)} ${refused}`);
  }
}

/** What an operator or a chart makes has names of its own. */
function* inPortNames({ facts: { object, processes, mode, chart, agent, syntaxErrors } }: PodModel): Iterable<Finding> {
  if (syntaxErrors || mode !== undefined || chart !== undefined || agent !== undefined) return;
  for (const { name: container, ports } of processes) {
    for (const { name, port, place } of ports) {
      const error = name === undefined ? undefined : portNameError(name);
      if (name === undefined || error === undefined) continue;
      const whose = `Port ${String(port)} of container ${container} of ${object.kind} ${object.name}`;
      yield findingAt(place, `${whose} is called ${name}. ${refusedName(name, error)}`);
    }
  }
}

function* inService({ object, type, ports, derivedFrom, syntaxErrors }: ServiceFacts): Iterable<Finding> {
  if (syntaxErrors || derivedFrom !== undefined) return;
  for (const { name, port, place, nodePort } of ports) {
    const error = name === undefined ? undefined : serviceNameError(name);
    if (name !== undefined && error !== undefined) {
      const whose = `Port ${String(port)} of Service ${object.name}`;
      yield findingAt(place, `${whose} is called ${name}. ${refusedName(name, error)}`);
    }
    const outside = nodePort !== undefined && (nodePort.port < 30_000 || nodePort.port > 32_767);
    if (!outside || (type !== "NodePort" && type !== "LoadBalancer")) continue;
    const message =
      `The nodePort ${String(nodePort.port)} of Service ${object.name} lies outside of 30000-32767. Unless the cluster's ` +
      "range is another one, the API server refuses the Service: `provided port is not in the valid range. The range of " +
      "valid ports is 30000-32767`.";
    yield findingAt(nodePort.place, message, "warning");
  }
}

function refusedName(name: string, error: string): string {
  return `The API server refuses the object: \`Invalid value: "${name}": ${error}\`.`;
}
