import type { Finding } from "../finding.js";
import { enableReceiverFixes } from "../fixes/enableReceiver.js";
import { removeComponentFix } from "../fixes/removeComponent.js";
import type { Rule } from "./rule.js";
import { sayPorts } from "./say.js";
import { unusedOf, type Unused } from "./unused.js";

export const receiverNotEnabled: Rule = {
  id: "receiver-not-enabled",
  severity: "warning",
  since: "0.1.0",
  group: "effect",
  example: { fails: "jaeger-forgotten" },
  summary: "A receiver is configured but in no pipeline.",
  why:
    "The collector never starts a receiver that no pipeline names. Nothing listens on its ports, and whoever sends there " +
    "gets `connection refused`, while the configuration looks right.",
  *check(model) {
    for (const unused of unusedOf(model)) if (unused.component.kind === "receiver") yield findingOf(unused);
  },
};

function findingOf({ collector, component }: Unused): Finding {
  const ports = [...new Set(component.listeners.flatMap(({ binds }) => binds.at(-1)?.endpoint.port ?? []))];
  const consequence =
    ports.length === 0
      ? "the collector never starts it and does not say so."
      : `nothing listens on ${sayPorts(ports)}, and whoever sends there gets \`connection refused\`.`;
  return {
    rule: receiverNotEnabled.id,
    severity: receiverNotEnabled.severity,
    message: `The receiver "${component.id}" is configured but in no pipeline: ${consequence}`,
    place: component.key,
    related: [],
    unnecessary: true,
    fixes: (texts) => [
      ...enableReceiverFixes(collector, component, texts),
      ...removeComponentFix(collector, component, texts),
    ],
  };
}
