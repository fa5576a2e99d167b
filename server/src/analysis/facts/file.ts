import type { LineStarts } from "../text.js";
import type { CollectorFacts } from "./collector.js";
import type { ContainersFacts } from "./containers.js";
import type { AgentFacts } from "./datadog.js";
import type { ClientFacts, EnvFileFacts } from "./client.js";
import type {
  ConfigHolderFacts,
  InstrumentationFacts,
  KustomizationFacts,
  NetworkPolicyFacts,
  PodFacts,
  ServiceFacts,
} from "./kubernetes.js";
import type { FileId, Place } from "./place.js";
import type { ProjectFacts } from "./project.js";
import type { UnitFacts } from "./systemd.js";

/** Everything one file says. A file that holds nothing of ours has no `facts`. */
export interface FileFacts {
  readonly file: FileId;
  readonly lines: LineStarts;
  readonly facts: readonly Fact[];
  /**
   * Set for a page such as Markdown: for each of `facts`, the number of the fenced block it stands in. What stands in
   * different blocks are alternatives.
   */
  readonly blocks?: readonly number[];
  readonly problems: readonly SyntaxProblem[];
  /** `# portolan-ignore <rule>: reason` */
  readonly suppressions: readonly Suppression[];
}

/** A comment that takes back a rule's findings on its own line, or on the next one where it stands alone. */
export interface Suppression {
  readonly rule: string;
  readonly reason: string | undefined;
  /** The line it speaks of, from 0. */
  readonly line: number;
  readonly place: Place;
}

export type Fact =
  | CollectorFacts
  | AgentFacts
  | ProjectFacts
  | PodFacts
  | ServiceFacts
  | ConfigHolderFacts
  | NetworkPolicyFacts
  | InstrumentationFacts
  | KustomizationFacts
  | ContainersFacts
  | UnitFacts
  | ClientFacts
  | EnvFileFacts;

export interface SyntaxProblem {
  readonly message: string;
  readonly place: Place;
}
