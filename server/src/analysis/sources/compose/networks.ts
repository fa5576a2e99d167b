import type { NetworkMode } from "../../facts.js";
import { asMap, asScalar, asSeq, entriesOf, get } from "../../yaml/access.js";
import type { YamlNode } from "../../yaml/node.js";
import { knownText, type Context } from "./context.js";

export interface JoinedNetworks {
  /** Undefined where nothing is written. */
  readonly networks: readonly string[] | undefined;
  readonly aliases: readonly string[];
}

/** `network_mode` and `--network`: `host`, `none`, `service:name`, `container:name`; all else is a network of its own. */
export function networkMode(mode: string | undefined): NetworkMode {
  if (mode === "host" || mode === "none") return { kind: mode };
  const shared = /^(service|container):(.+)$/.exec(mode ?? "");
  if (shared?.[1] === "service") return { kind: "service", name: shared[2] ?? "" };
  if (shared) return { kind: "container", name: shared[2] ?? "" };
  return { kind: "own" };
}

/** A service's `networks`: a list of names, or a map from names to what may hold aliases. */
export function readNetworks(node: YamlNode | undefined, context: Context): JoinedNetworks {
  if (asMap(node)) {
    const entries = entriesOf(node);
    return {
      networks: entries.map(({ key }) => key.text),
      aliases: entries.flatMap(({ value }) => textsOf(get(value, "aliases"), context)),
    };
  }
  return { networks: asSeq(node) && textsOf(node, context), aliases: [] };
}

export function textsOf(list: YamlNode | undefined, context: Context): readonly string[] {
  return (asSeq(list)?.items ?? []).flatMap((item) => (asScalar(item) && knownText(item, context)) ?? []);
}

/** A service's `links`: `- db`, or `- db:database` to know `db` by another name. */
export function readLinks(
  node: YamlNode | undefined,
  context: Context,
): readonly { readonly service: string; readonly alias: string }[] {
  return textsOf(node, context).flatMap((link) => {
    const [service = "", alias] = link.split(":");
    return alias === undefined || alias === "" ? [] : [{ service, alias }];
  });
}
