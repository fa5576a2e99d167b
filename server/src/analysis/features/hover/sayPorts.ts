import type { Place } from "../../facts.js";
import { sayAddress, sayPlace } from "../../rules/say.js";
import type { Claim, Listener, Namespace, SiteModel } from "../../topology/model.js";
import { code, escaped } from "./markdown.js";

/** Wordings that hovers on ports and endpoints share. */

/** `pod shop`, `host web-1` */
export function sayNamespace({ kind, label }: Namespace): string {
  return kind === "host" && label.includes(" ") ? escaped(label) : `${kind} ${code(label)}`;
}

/** `otlp receiver (grpc) of DDOT, speaking otlp-grpc on 0.0.0.0:4317 (config.yaml:12)` */
export function sayListener(listener: Listener, model: SiteModel): string {
  const { fact, condition, place } = listener;
  const version = condition === undefined ? "" : ` ${condition}`;
  const tls = fact.secure ? " with TLS" : "";
  const spoken = `speaking ${code(fact.protocol)}${tls}`;
  return `${sayOwner(listener)}, ${spoken} on ${sayBound(listener)}${version} ${sayWhere(model, place)}`;
}

/** `0.0.0.0:4317`, each that is possible where versions differ; as written where variables decide. */
export function sayBound(listener: Listener): string {
  const { hosts, hostText, port, fact } = listener;
  if (port === null) {
    const written = fact.binds.find(({ endpoint }) => endpoint.open !== undefined)?.endpoint.open;
    return written === undefined ? "a port that the system chooses" : code(written);
  }
  if (hosts.includes(null)) return code(`${hostText}:${String(port)}`);
  const addresses = hosts.map((host) => code(sayAddress({ ...listener, hosts: [host] })));
  return addresses.length > 1 ? `${addresses.join(" or ")}, as its version has it,` : addresses.join("");
}

export function sayOwner({ owner }: Claim): string {
  return `the ${escaped(owner)}`;
}

export function sayWhere(model: SiteModel, place: Place): string {
  return `(${code(sayPlace(model, place))})`;
}
