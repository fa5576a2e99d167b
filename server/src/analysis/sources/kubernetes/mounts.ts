import type { Mount, MountSource } from "../../facts.js";
import { asSeq, get } from "../../yaml/access.js";
import type { YamlNode } from "../../yaml/node.js";
import { isUnknown, plainTextOf, type Reading } from "./reading.js";

/** A pod's volumes by their names, each with its sources; only a projected one has several. */
export type Volumes = ReadonlyMap<string, readonly MountSource[]>;

export function readVolumes(volumes: YamlNode | undefined, reading: Reading): Volumes {
  return new Map(
    reading.items(volumes).flatMap((volume) => {
      const name = plainTextOf(get(volume, "name"));
      const projected = get(volume, "projected");
      const parts = projected === undefined ? [volume] : reading.items(get(projected, "sources"));
      return name === undefined ? [] : [[name, parts.map((part) => sourceOf(part, reading))] as const];
    }),
  );
}

const other: MountSource = { kind: "other" };

function sourceOf(part: YamlNode, reading: Reading): MountSource {
  const configMap = get(part, "configMap");
  const secret = get(part, "secret");
  const kind = configMap === undefined ? "Secret" : "ConfigMap";
  // A Secret is named by `secretName`, but by `name` in a projected volume.
  const name = plainTextOf(get(configMap ?? secret, "name")) ?? plainTextOf(get(secret, "secretName"));
  const items = get(configMap ?? secret, "items");
  if (name === undefined || (items !== undefined && asSeq(items) === undefined)) return other;
  return { kind, name, subPath: undefined, items: items && readItems(items, reading) };
}

function readItems(items: YamlNode, reading: Reading): readonly { readonly key: string; readonly path: string }[] {
  return reading.items(items).flatMap((item) => {
    const key = plainTextOf(get(item, "key"));
    const path = plainTextOf(get(item, "path"));
    return key === undefined || path === undefined ? [] : [{ key, path }];
  });
}

/** The `volumeMounts` of a container. A projected volume is one mount for each of its sources. */
export function readMounts(mounts: YamlNode | undefined, volumes: Volumes, reading: Reading): readonly Mount[] {
  return reading.items(mounts).flatMap((item): readonly Mount[] => {
    const mountPath = get(item, "mountPath");
    const path = plainTextOf(mountPath)?.replace(/(?<=.)\/$/, "");
    if (mountPath === undefined || path === undefined) return [];
    const place = reading.place(mountPath);
    return mounted(item, volumes, reading).map((source) => ({ path, place, source }));
  });
}

function mounted(mount: YamlNode, volumes: Volumes, reading: Reading): readonly MountSource[] {
  const sources = volumes.get(plainTextOf(get(mount, "name")) ?? "");
  const subPath = get(mount, "subPath");
  if (sources === undefined || isUnknown(subPath) || get(mount, "subPathExpr") !== undefined) return [other];
  return reading
    .limited(sources)
    .map((source) => ("subPath" in source ? { ...source, subPath: plainTextOf(subPath) } : source));
}
