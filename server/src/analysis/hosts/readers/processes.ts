import { baseName } from "../../paths.js";
import type { ProcessSeen, ProgramKind } from "../observation.js";
import type { Section } from "../sections.js";
import { firstOf, valuesOf, wholeNumber } from "./lines.js";
import { redactArgs } from "./redact.js";

/** Reads a section `process <pid>`; undefined where it does not tell which program runs. */
export function readProcess({ words, text }: Section): ProcessSeen | undefined {
  const pid = wholeNumber(words[0]);
  const values = valuesOf(text);
  const args = redactArgs(values.get("arg") ?? []);
  // A program that was replaced on disk since it started.
  const path = (firstOf(values, "exe") ?? args[0] ?? "").replace(/ \(deleted\)$/, "");
  if (pid === undefined || pid === 0 || path === "") return undefined;
  const network = firstOf(values, "netns");
  return {
    pid,
    kind: kindOf(path),
    program: baseName(path),
    args,
    configs: configsOf(args),
    user: firstOf(values, "user"),
    unit: (values.get("cgroup") ?? []).map(unitOf).find((unit) => unit !== undefined),
    ownNetwork: network === "own" ? true : network === "host" ? false : undefined,
  };
}

/** `otelcol-contrib`, `otelcol_linux_amd64`, `aws-otel-collector`, `otelopscol`, `nrdot-collector-host` */
const collectorName = /otel\w{0,20}col|otel[\w-]{0,60}-collector|opentelemetry-collector|nrdot-collector/i;
const agentName = /^(?:datadog-agent|trace-agent|process-agent|system-probe|security-agent|cluster-agent)$/;

function kindOf(path: string): ProgramKind {
  const name = baseName(path);
  if (name === "otel-agent") return "ddot";
  if (agentName.test(name) || (name === "agent" && /datadog/i.test(path))) return "agent";
  return collectorName.test(name) ? "collector" : "other";
}

/** The values of `--config`, written as one argument or as two. */
function configsOf(args: readonly string[]): readonly string[] {
  return args.flatMap((arg, at) => {
    const value = /^--?config$/.test(arg) ? args[at + 1] : /^--?config=(.*)$/s.exec(arg)?.[1];
    return value === undefined || value === "" ? [] : [value.replace(/^file:/, "")];
  });
}

/**
 * `otelcol-contrib.service` of `0::/system.slice/otelcol-contrib.service`. None for what an engine started below its own
 * unit, such as `/system.slice/containerd.service/kubepods…`.
 */
function unitOf(cgroup: string): string | undefined {
  const parts = cgroup.split("/");
  const at = parts.findLastIndex((part) => part.endsWith(".service"));
  const inContainer = parts
    .slice(at + 1)
    .some((part) => /docker|containerd|crio?-|libpod|kubepods|[0-9a-f]{64}/.test(part));
  return at < 0 || inContainer ? undefined : parts[at];
}
