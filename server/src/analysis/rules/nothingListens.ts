import type { Finding } from "../finding.js";
import { pointHandoverFix } from "../fixes/pointHandover.js";
import { nameOtherPortFix, namesOf } from "../fixes/nameOtherPort.js";
import type { DeclaredPort, Probe } from "../facts.js";
import type { Handover, SiteModel } from "../topology/model.js";
import {
  probesOfNoPort,
  targetsOfNoPort,
  type ProbeOfNoPort,
  type TargetOfNoPort,
} from "../topology/kubernetes/portNames.js";
import { isSurelySilent } from "../topology/reach.js";
import type { Rule } from "./rule.js";
import { capitalised, sayList, sayOpenPorts } from "./say.js";

export const nothingListens: Rule = {
  id: "nothing-listens",
  severity: "warning",
  since: "0.1.0",
  group: "reach",
  example: { fails: "published-before-the-move" },
  summary: "A Service, a published port, a hostPort or a probe leads to a port on which nothing listens.",
  why:
    "Whoever connects gets `connection refused`, from a place that looks configured. A probe that leads nowhere keeps " +
    "its pod unready, and a liveness probe has it restarted for ever.",
  *check(model) {
    for (const handover of model.handovers) {
      const { into, port, transport } = handover;
      if (isSurelySilent(into, port, transport)) yield findingOf(handover, model);
    }
    for (const each of targetsOfNoPort(model)) if (each.sure && !each.service.headless) yield misnamedTarget(each);
    for (const each of probesOfNoPort(model)) yield misnamedProbe(each);
  },
};

function findingOf(handover: Handover, model: SiteModel): Finding {
  const { kind, by, place, into, port, transport } = handover;
  const instead = sayOpenPorts(into, transport);
  const intended = into.workloads.some(({ collector }) => collector?.intended);
  return {
    rule: nothingListens.id,
    severity: kind === "probe" && !intended ? "error" : nothingListens.severity,
    message:
      `${capitalised(by)} leads to port ${String(port)}/${transport} of ${into.label}, where nothing listens.${instead} ` +
      `${intended ? "That holds as soon as it reads its own configuration. " : ""}${consequence(kind, port)}`,
    place,
    related: [],
    fixes: (texts) => pointHandoverFix(handover, model, texts),
  };
}

function consequence(kind: Handover["kind"], port: number): string {
  return kind === "probe"
    ? `The kubelet gets \`dial tcp …:${String(port)}: connect: connection refused\`, and the pod never becomes ready or is restarted.`
    : "Whoever connects gets `connection refused`.";
}

function misnamedTarget({ service, entry, target, pods, ports }: TargetOfNoPort): Finding {
  const { name } = service.object;
  const [pod, ...others] = pods;
  const owner = pod && others.length === 0 ? pod.object.name : `the pods that Service ${name} selects`;
  return {
    rule: nothingListens.id,
    severity: nothingListens.severity,
    message:
      `"${target.name}" is the name of no port of ${owner}; ${others.length > 0 ? "they have" : "it has"} ${sayNames(ports)}. Service ${name} has no endpoint for port ` +
      `${String(entry.port)}, and ${entry.transport === "udp" ? "whatever is sent to it is lost" : "whoever connects gets `connection refused`"}.`,
    place: target.place,
    related: [],
    fixes: (texts) =>
      nameOtherPortFix(
        target,
        ports.filter(({ transport }) => transport === entry.transport),
        (each) => each.port === entry.port || each.name === entry.name,
        texts,
      ),
  };
}

function misnamedProbe({ probe: { purpose }, port, process }: ProbeOfNoPort): Finding {
  return {
    rule: nothingListens.id,
    severity: purpose === "liveness" ? nothingListens.severity : "error",
    message:
      `The ${purpose} probe of ${process.name} asks for the port "${port.name}", which is the name of none of its own; ` +
      `it has ${sayNames(process.ports)}. The kubelet says \`${capitalised(purpose)} probe errored and resulted in unknown state: ` +
      `strconv.Atoi: parsing "${port.name}": invalid syntax\`, and ${unanswered(purpose)}.`,
    place: port.place,
    related: [],
    fixes: (texts) => nameOtherPortFix(port, process.ports, () => false, texts),
  };
}

/** What becomes of a probe that cannot be asked: the kubelet throws its result away, and goes on with what it was before. */
function unanswered(purpose: Probe["purpose"]): string {
  return purpose === "liveness" ? "never restarts the container, even if it hangs" : "the pod never becomes ready";
}

/** More than these nobody reads. */
const mostNames = 8;

function sayNames(ports: readonly DeclaredPort[]): string {
  const names = namesOf(ports);
  return names.length === 0 ? "none with a name" : sayList(names.slice(0, mostNames));
}
