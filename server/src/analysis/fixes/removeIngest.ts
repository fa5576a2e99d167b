import type { AgentFacts } from "../facts.js";
import type { EditFix, TextOf } from "../finding.js";
import type { Claim, SiteModel } from "../topology/model.js";
import { entryAt, nodesAt, type LocatedEntry } from "../yaml/locate.js";
import { removeEntry } from "../yaml/removeEntry.js";

/** Takes the Agent's own OTLP ingest out of its `datadog.yaml`: DDOT receives instead. */
export function removeIngestFix(claims: readonly Claim[], { agents }: SiteModel, texts: TextOf): readonly EditFix[] {
  const agent = agents.find(({ file }) =>
    claims.some(({ place, workload }) => !workload.collector && place.file === file),
  );
  const at = agent && receiverOf(agent);
  const text = at && texts(at.file);
  const located = at && text !== undefined ? ingestAt(text, at.span.start) : undefined;
  const edit = located && text !== undefined ? removeEntry(text, located) : undefined;
  if (at === undefined || edit === undefined) return [];
  const title = "Remove the Agent's own OTLP ingest (`otlp_config`): DDOT receives OTLP";
  return [{ kind: "edit", title, edits: [{ file: at.file, edits: [edit] }] }];
}

function receiverOf({ settings }: AgentFacts): AgentFacts["place"] | undefined {
  return settings.find(({ key, origin }) => key.startsWith("otlp_config.receiver.") && origin === "explicit")?.place;
}

/** `receiver` with all below it; the whole `otlp_config` where it says nothing else. */
function ingestAt(text: string, setting: number): LocatedEntry | undefined {
  const keys = nodesAt(text, setting).flatMap((node) => (node.kind === "map" ? node.entries : []));
  const located = (name: string): LocatedEntry | undefined => {
    const entry = keys.find(({ key, span }) => key.text === name && span.start <= setting && setting <= span.end);
    return entry && entryAt(text, entry.key.span.start);
  };
  const [config, receiver] = [located("otlp_config"), located("receiver")];
  return config && receiver && receiver.map.entries.length > 1 ? receiver : config;
}
