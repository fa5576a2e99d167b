import type { Finding } from "../finding.js";
import type { Dial, Listener, SiteModel } from "../topology/model.js";
import { answering } from "../topology/reach.js";
import { capitalised, sayPlace } from "./say.js";
import type { Rule } from "./rule.js";

export const wrongProtocol: Rule = {
  id: "wrong-protocol",
  severity: "warning",
  since: "0.1.0",
  summary: "Somebody speaks gRPC to an HTTP port, HTTP to a gRPC port, or TLS to a listener without it.",
  why:
    "Both sides are up and the port is open, but they do not understand each other, and the error names neither: " +
    "`error reading server preface`, `malformed HTTP response`, `first record does not look like a TLS handshake`.",
  noFix: "Either the port or the exporter may be the mistake; both are one word away.",
  *check(model) {
    for (const dial of model.dials) {
      const listeners = answering(dial);
      const [listener] = listeners;
      if (listener === undefined) {
        if (dial.leads.kind === "unknown") yield* byCustom(dial);
        continue;
      }
      // Several may answer through one Service; only what holds for all of them is certain.
      if (listeners.every((each) => speaksOtherwise(dial, each))) yield protocolFinding(dial, listener, model);
      else if (listeners.every((each) => securesOtherwise(dial, each))) yield tlsFinding(dial, listener, model);
    }
  },
};

type Wire = "grpc" | "http";

function wireOf(protocol: string | undefined): Wire | undefined {
  return /-grpc\b/.test(protocol ?? "") ? "grpc" : /-https?\b|^http/.test(protocol ?? "") ? "http" : undefined;
}

function speaksOtherwise({ fact }: Dial, listener: Listener): boolean {
  const [spoken, heard] = [wireOf(fact.protocol), wireOf(listener.fact.protocol)];
  return spoken !== undefined && heard !== undefined && spoken !== heard;
}

/** Whether TLS is asked for is only known of collectors' own receivers; programs in front may end it. */
function securesOtherwise({ secure }: Dial, { workload, fact }: Listener): boolean {
  if (secure === undefined || workload.collector === undefined || !fact.protocol.startsWith("otlp-")) return false;
  return secure !== (fact.secure === true);
}

function protocolFinding(dial: Dial, listener: Listener, model: SiteModel): Finding {
  const spoken = wireOf(dial.fact.protocol);
  const error =
    spoken === "grpc"
      ? "`rpc error: code = Unavailable … error reading server preface: http2: frame too large`"
      : '`net/http: HTTP/1.x transport connection broken: malformed HTTP response "\\x00\\x00…"`';
  return finding(
    dial,
    `${capitalised(`the ${dial.by}`)} speaks ${sayWire(spoken)}, but port ${String(listener.port)} belongs to the ` +
      `${listener.owner} (${sayPlace(model, listener.place)}), which speaks ${sayWire(wireOf(listener.fact.protocol))}. ` +
      `Nothing arrives: ${error}.`,
    listener,
  );
}

function tlsFinding(dial: Dial, listener: Listener, model: SiteModel): Finding {
  const whom = `the ${listener.owner} (${sayPlace(model, listener.place)})`;
  const message = dial.secure
    ? `${capitalised(`the ${dial.by}`)} asks for TLS, but ${whom} has no \`tls\`. Nothing arrives: ` +
      "`tls: first record does not look like a TLS handshake`. Say `http://` or `tls: {insecure: true}` if that is meant."
    : `${capitalised(`the ${dial.by}`)} speaks without TLS, but ${whom} has \`tls\` and takes nothing else. ` +
      "Nothing arrives: `error reading server preface: EOF`.";
  return finding(dial, message, listener);
}

/** Nobody knows who is there; 4317 and 4318 are the two ports that everybody gives to the one and the other. */
function* byCustom({ by, fact, port, place }: Dial): Iterable<Finding> {
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
  };
}

function finding(dial: Dial, message: string, listener: Listener): Finding {
  const related = [{ place: listener.place, message: `The ${listener.owner} answers there.` }];
  return { rule: wrongProtocol.id, severity: wrongProtocol.severity, message, place: dial.place, related };
}

function sayWire(wire: Wire | undefined): string {
  return wire === "grpc" ? "gRPC" : "HTTP";
}
