import type { FileId, Mount } from "../../facts.js";
import type { ConfigIndex } from "../processes/configIndex.js";
import { baseName, displayPath, folderOf, isWithin, joinPath } from "../../paths.js";
import { isUnitPath } from "../../sources/systemd/source.js";
import { environmentDials } from "../processes/environment.js";
import type { HostPart } from "./hostPart.js";
import type { JoinContext, Site } from "../model.js";
import { startProcess, type StartedProcess } from "../processes/started.js";
import { configPathsOf } from "../processes/configFiles.js";
import { unitRoot } from "../sites.js";
import type { MergedUnit } from "./unitMerge.js";

/** A unit that is known to bind ports, or to connect to somebody, and the process that it starts. */
export interface PlacedUnit {
  readonly started: StartedProcess;
  /** What it takes of the host it runs on. */
  readonly host: HostPart;
}

/**
 * Starts the collectors of systemd units, and the programs whose environment says whom they send to. A collector whose
 * configuration is not at hand says nothing about ports.
 */
export function placeUnits(
  units: readonly MergedUnit[],
  available: ConfigIndex,
  site: Site,
  context: JoinContext,
): readonly PlacedUnit[] {
  return units.flatMap((unit): readonly PlacedUnit[] => {
    const started = start(unit, available, site, context);
    const known = started.collector !== undefined || environmentDials(started.process.env).length > 0;
    return !known ? [] : [{ started, host: hostPart(unit, started, context) }];
  });
}

function start(unit: MergedUnit, available: ConfigIndex, site: Site, context: JoinContext): StartedProcess {
  const { process, file } = unit;
  const name = unit.name.replace(/\.service$/, "");
  const mounts = hostMounts(unit, available, site);
  return startProcess(
    { process: { ...process, mounts }, id: `unit:${file}#${unit.name}`, name, available, namespace: undefined, file },
    context,
  );
}

/**
 * Where the paths of the host lie in the workspace: below the root of its file tree, or, where the unit lies beside a
 * configuration of that name, there. What a script writes has the path itself.
 */
export function hostMounts(
  { process, file }: Pick<MergedUnit, "process" | "file">,
  available: ConfigIndex,
  { placement }: Site,
): readonly Mount[] {
  const { place } = process;
  const tree = placement.kind === "host-tree" ? placement.root : unitRoot(file);
  const hostPath = (path: FileId): readonly Mount[] => {
    const inTree = tree === undefined ? undefined : joinPath(tree, path.replace(/^\//, ""));
    const beside = joinPath(folderOf(file), baseName(path));
    const written = isUnitPath(file) ? undefined : path;
    const found = [written, inTree, beside].find((each) => each !== undefined && available.ofFile(each) !== undefined);
    return found === undefined ? [] : [{ path, place, source: { kind: "path", path: found } }];
  };
  return configPathsOf(process)
    .filter((path) => isWithin(path, "/"))
    .flatMap(hostPath);
}

function hostPart({ file, name, ownNetwork }: MergedUnit, started: StartedProcess, { roots }: JoinContext): HostPart {
  return {
    origin: "units",
    id: `unit:${file}#${name}`,
    kind: "host",
    label: name.replace(/\.service$/, ""),
    description: `host of ${displayPath(file, roots)}`,
    evidence: `${displayPath(file, roots)} starts it.`,
    file,
    running: ownNetwork === true ? [] : [started],
    mappings: [],
  };
}
