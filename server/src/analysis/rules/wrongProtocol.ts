import type { Finding, Fix, TextOf } from "../finding.js";
import { dialOtherFix } from "../fixes/dialOther.js";
import { speakPlainlyFix } from "../fixes/speakPlainly.js";
import { writePort } from "../fixes/writePort.js";
import type { Dial, Listener, SiteModel } from "../topology/model.js";
import { answeringAt, landingsOf } from "../topology/reach.js";
import { securesOtherwise, speaksOtherwise, wireOf, type Wire } from "../topology/wire.js";
import { sayPlace } from "./say.js";
import type { Rule } from "./rule.js";

export const wrongProtocol: Rule = {
  id: "wrong-protocol",
  severity: "warning",
  since: "0.1.0",
  group: "reach",
  example: { fails: "http-at-the-grpc-port" },
  summary: "Somebody speaks gRPC to an HTTP port, HTTP to a gRPC port, or TLS to a listener without it.",
  why:
    "Both sides are up and the port is open, but they do not understand each other, and the error names neither: " +
    "`error reading server preface`, `malformed HTTP response`, `first record does not look like a TLS handshake`.",
  *check(model) {
    for (const dial of model.dials) {
      if (dial.leads.kind === "unknown") yield* byCustom(dial);
      const each = landingsOf(dial).map((landing) => answeringAt(landing, dial));
      const listeners = each.flat();
      const [listener] = listeners;
      if (listener === undefined || each.some(({ length }) => length === 0)) continue;
      // Several may answer through one Service; only what holds for all of them is certain.
      if (listeners.every((one) => speaksOtherwise(dial, one))) yield protocolFinding(dial, listener, model);
      else if (listeners.every((one) => securesOtherwise(dial, one))) yield tlsFinding(dial, listener, model);
    }
  },
};

function protocolFinding(dial: Dial, listener: Listener, model: SiteModel): Finding {
  const spoken = wireOf(dial.fact.protocol);
  const error =
    spoken === "grpc"
      ? "`rpc error: code = Unavailable … error reading server preface: http2: frame too large`"
      : '`net/http: HTTP/1.x transport connection broken: malformed HTTP response "\\x00\\x00…"`';
  return finding(
    dial,
    `The ${dial.by} speaks ${sayWire(spoken)}, but port ${String(listener.port)} belongs to the ` +
      `${listener.owner} (${sayPlace(model, listener.place)}), which speaks ${sayWire(wireOf(listener.fact.protocol))}. ` +
      `Nothing arrives: ${error}.`,
    listener,
    (texts) => dialOtherFix(dial, model, texts),
  );
}

function tlsFinding(dial: Dial, listener: Listener, model: SiteModel): Finding {
  const whom = `the ${listener.owner} (${sayPlace(model, listener.place)})`;
  const message = dial.secure
    ? `The ${dial.by} asks for TLS, but ${whom} has no \`tls\`. Nothing arrives: ` +
      `\`tls: first record does not look like a TLS handshake\`. ${plainly(dial)}, if that is meant.`
    : `The ${dial.by} speaks without TLS, but ${whom} has \`tls\` and takes nothing else. ` +
      "Nothing arrives: `error reading server preface: EOF`.";
  return finding(dial, message, listener, (texts) =>
    dial.secure && !isOwn(dial, listener) ? speakPlainlyFix(dial, texts) : [],
  );
}

/** What it sends to itself would come in again, and go out again. */
function isOwn({ from }: Dial, { workload }: Listener): boolean {
  return from.collector !== undefined && from.collector === workload.collector;
}

/** A gRPC client of the collector speaks TLS to `http://`, too; every other one goes by the scheme. */
function plainly({ fact }: Dial): string {
  return fact.secure === undefined ? "Say `http://`" : "Say `tls: {insecure: true}` and no `https://`";
}

/** Nobody knows who is there; 4317 and 4318 are the two ports that everybody gives to the one and the other. */
function* byCustom({ by, fact, port, place, change }: Dial): Iterable<Finding> {
  const usual = fact.protocol === "otlp-grpc" ? 4317 : fact.protocol === "otlp-http" ? 4318 : undefined;
  if (usual === undefined || (port !== 4317 && port !== 4318) || port === usual) return;
  const [spoken, other] = port === 4318 ? ["gRPC", "HTTP"] : ["HTTP", "gRPC"];
  yield {
    rule: wrongProtocol.id,
    severity: "information",
    message:
      `The ${by} speaks OTLP over ${spoken}, and ${String(port)} is by custom the port of OTLP over ${other}. If it is ` +
      `that here, too, nothing arrives; OTLP over ${spoken} is usually on ${String(usual)}.`,
    place,
    related: [],
    fixes: (texts) => {
      const edits = writePort(change, port, usual, texts);
      return edits ? [{ kind: "edit", title: `Connect to port ${String(usual)}`, edits }] : [];
    },
  };
}

function finding(dial: Dial, message: string, listener: Listener, fixes: (texts: TextOf) => readonly Fix[]): Finding {
  const related = [{ place: listener.place, message: `The ${listener.owner} answers there.` }];
  return { rule: wrongProtocol.id, severity: wrongProtocol.severity, message, place: dial.place, related, fixes };
}

function sayWire(wire: Wire | undefined): string {
  return wire === "grpc" ? "gRPC" : "HTTP";
}
