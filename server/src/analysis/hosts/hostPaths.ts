import type { FileId } from "../facts.js";
import { hostTree } from "../topology/sites.js";
import type { HostObservation } from "./observation.js";

/** Every file of the host that a process, a unit or the probe itself names as a configuration. */
export function pathsSeen({ processes, configs, units }: HostObservation): readonly string[] {
  return [
    ...new Set([
      ...configs.map(({ path }) => path),
      ...processes.filter(({ ownNetwork }) => ownNetwork !== true).flatMap((each) => each.configs.flatMap(filePath)),
      ...units.flatMap(({ files }) => files.map(({ path }) => path)),
    ]),
  ]
    .filter((path) => path.startsWith("/"))
    .slice(0, most);
}

/** No host has more; one that says so is not listened to. */
const most = 256;

/** The absolute path that a `--config` names: `file:/etc/otel.yaml` too, but no other provider and nothing relative. */
export function filePath(config: string): readonly string[] {
  const path = config.replace(/^file:/, "");
  return path.startsWith("/") ? [path] : [];
}

/** Whether a file of the workspace lies at a path of its host: the path ends it, and is more than a bare name. */
export function liesAt(file: FileId, path: string): boolean {
  if (file === path) return true;
  return path.lastIndexOf("/") > 0 && file.endsWith(path);
}

/** Where a file of a host's tree lies on its host: `/etc/otelcol/config.yaml`; undefined for one of no tree. */
export function pathOnHost(file: FileId): string | undefined {
  const tree = hostTree(file);
  return tree === undefined ? undefined : file.slice(tree.length);
}
