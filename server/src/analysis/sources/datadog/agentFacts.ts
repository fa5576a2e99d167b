import type { AgentFacts, AgentSetting, EnvFact, FileId, OtelCollectorSettings, Place } from "../../facts.js";
import { readProcesses } from "./processes.js";
import { AgentSettings, assumed, settingsOfEnv } from "./settings.js";

/**
 * The Agent that starts with these settings.
 *
 * @param layers of a key that several of them write, the first decides
 * @param place where a finding stands on what nobody wrote
 */
export function agentOf(layers: readonly (readonly AgentSetting[])[], file: FileId, place: Place): AgentFacts {
  const settings = new AgentSettings(layers);
  return {
    kind: "agent",
    file,
    place,
    settings: settings.all,
    otelCollector: readOtelCollector(settings),
    processes: readProcesses(settings, place),
  };
}

/** An Agent in a container of its own image, which is told by variables. */
export function agentFromEnv(env: readonly EnvFact[], file: FileId, place: Place): AgentFacts {
  return agentOf([settingsOfEnv(env), imageSettings(place)], file, place);
}

/** The same Agent with variables laid over what its file says. */
export function withEnv({ settings, file, place }: AgentFacts, env: readonly EnvFact[]): AgentFacts {
  return agentOf([settingsOfEnv(env), settings], file, place);
}

/** What the `datadog.yaml` in the Agent's own image says; a mounted one takes its place. */
export function imageSettings(place: Place): readonly AgentSetting[] {
  return [assumed("apm_config.apm_non_local_traffic", "true", place, "image")];
}

function readOtelCollector(settings: AgentSettings): OtelCollectorSettings {
  const features = settings.get("otelcollector.converter.features")?.text;
  return {
    written: settings.has("otelcollector"),
    enabled: settings.flag("otelcollector.enabled"),
    converterFeatures: features?.split(/[\s,]+/).filter((each) => each !== ""),
    converterEnabled: settings.flag("otelcollector.converter.enabled") !== false,
  };
}
