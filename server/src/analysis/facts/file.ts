import type { LineStarts } from "../text.js";
import type { BuildFacts } from "./build.js";
import type { CollectorFacts } from "./collector.js";
import type { ContainersFacts } from "./containers.js";
import type { AgentFacts } from "./datadog.js";
import type { ClientFacts, EnvFileFacts } from "./client.js";
import type {
  ConfigHolderFacts,
  InstrumentationFacts,
  InvalidPortFacts,
  KustomizationFacts,
  NetworkPolicyFacts,
  PodFacts,
  ServiceFacts,
} from "./kubernetes.js";
import type { FragmentFacts } from "./fragment.js";
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

/**
 * A comment that takes back a rule's findings on its own line, or on the next one where it stands alone. One comment is
 * as many of these as it names rules.
 */
export interface Suppression {
  /** Empty where the comment names none. */
  readonly rule: string;
  /** Undefined where none is written, or only a note to write one. */
  readonly reason: string | undefined;
  /** The lines it speaks of, from 0, both included: more than one where a backslash or a fence makes one of them. */
  readonly lines: { readonly first: number; readonly last: number };
  /** The rule's name; the whole comment where it names none. */
  readonly place: Place;
  /** From the `#` to the comment's end. */
  readonly comment: Place;
}

export type Fact =
  | CollectorFacts
  | FragmentFacts
  | AgentFacts
  | ProjectFacts
  | BuildFacts
  | PodFacts
  | ServiceFacts
  | InvalidPortFacts
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
