import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { compare, type LiveReport } from "../../server/src/analysis/hosts/compare.js";
import type { HostObservation } from "../../server/src/analysis/hosts/observation.js";
import { AnalysisSession } from "../../server/src/analysis/session.js";
import { readFile } from "../../server/src/analysis/sources/index.js";

/** A host that was asked and where nothing was seen; fixtures say only what differs. */
export const nothingSeen: HostObservation = {
  host: "web-1",
  askedAt: Date.UTC(2026, 0, 2, 3, 4, 5),
  machine: { hostname: "web-1", system: "Debian GNU/Linux 12 (bookworm)", user: "root", root: true },
  sockets: [],
  processes: [],
  configs: [],
  units: [],
  logs: [],
  programs: [],
  connects: [],
  http: [],
  metrics: [],
  firewalls: [],
  containers: [],
  agentStatus: undefined,
  unseen: [],
};

/** The workspace of a case: its texts by their path below the folder. */
export type Texts = ReadonlyMap<string, string>;

const root = "/fixture";

/** `"sha256": "of etc/otelcol/config.yaml"` stands for the hash of that text of the workspace. */
export function readObservation(folder: string, texts: Texts): HostObservation {
  const written = readFileSync(join(folder, "observation.json"), "utf8");
  const hashed = written.replace(/"sha256": "of ([^"]+)"/g, (_, path: string) => {
    const text = texts.get(path);
    if (text === undefined) throw new Error(`${folder}: no ${path} to hash`);
    return `"sha256": "${sha256(text)}"`;
  });
  return { ...nothingSeen, ...(JSON.parse(hashed) as Partial<HostObservation>) };
}

/** Compares hosts with a workspace, as the server does. */
export function report(texts: Texts, ...observations: readonly HostObservation[]): LiveReport {
  const session = new AnalysisSession({ roots: [root] });
  for (const [path, text] of texts) session.set(`${root}/${path}`, readFile(`${root}/${path}`, text));
  session.update();
  const sha256Of = (file: string): string | undefined => {
    const text = texts.get(file.slice(root.length + 1));
    return text === undefined ? undefined : sha256(text);
  };
  return compare(observations, session.models(), { sha256Of });
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
