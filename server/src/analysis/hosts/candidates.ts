import type { FileId } from "../facts.js";
import { baseName } from "../paths.js";
import type { Namespace, SiteModel } from "../topology/model.js";

/** What may be a host that nobody named: a file tree, or what lies in a folder for itself. */
export interface Candidate {
  readonly model: SiteModel;
  readonly namespace: Namespace;
  readonly files: readonly FileId[];
  /** Set for a whole host; of these, one at most is the one that was asked. */
  readonly name: string | undefined;
}

export function candidatesOf(model: SiteModel): readonly Candidate[] {
  const { placement } = model.site;
  const whole = (name: string): readonly Candidate[] =>
    hostOf(model).map((namespace) => ({ model, namespace, name, files: [...model.files.keys()] }));
  switch (placement.kind) {
    case "named-host":
      return whole(placement.name);
    case "host-tree":
      return whole(baseName(placement.root));
    case "folder":
      return model.namespaces
        .filter(({ kind, listeners, mappings }) => kind === "host" && listeners.length + mappings.length > 0)
        .map((namespace) => ({ model, namespace, name: undefined, files: filesOf(namespace) }));
    case "page":
      return [];
  }
}

/** The namespace that a site's host was joined into. */
export function hostOf({ namespaces, site }: SiteModel): readonly Namespace[] {
  return namespaces.filter(({ id, kind }) => id === site.id && kind === "host");
}

function filesOf({ listeners, workloads }: Namespace): readonly FileId[] {
  const configs = workloads.flatMap(({ collector }) => collector?.facts ?? []).filter(({ holder }) => !holder);
  return [...new Set([...configs.map(({ file }) => file), ...listeners.map(({ place }) => place.file)])];
}
