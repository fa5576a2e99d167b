import { baseName } from "../../paths.js";
import type { Site } from "../model.js";

/** The cluster as a person would point at it. */
export function clusterPlace({ placement }: Site, display: (path: string) => string): string {
  switch (placement.kind) {
    case "named-host":
      return placement.name;
    case "host-tree":
      return display(placement.root);
    case "page":
      return display(placement.file);
    case "folder": {
      const shown = display(placement.folder);
      return shown === placement.folder ? baseName(shown) : shown;
    }
  }
}

/** Why the manifests of a site are believed to run in one cluster. */
export function clusterEvidence({ placement }: Site, display: (path: string) => string): string {
  switch (placement.kind) {
    case "named-host":
      return `The manifests are listed for ${placement.name} in ${display(placement.project)}.`;
    case "host-tree":
      return `The manifests lie in ${display(placement.root)}.`;
    case "page":
      return `The manifests stand in one example of ${display(placement.file)}.`;
    case "folder": {
      const shown = display(placement.folder);
      // The workspace itself has no path below the workspace.
      return `The manifests of ${shown === placement.folder ? "this folder" : shown} are taken for one cluster's.`;
    }
  }
}
