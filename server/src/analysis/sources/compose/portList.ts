import type { DeclaredPort, Place } from "../../facts.js";
import { asMap, asScalar, asSeq, get, textOf } from "../../yaml/access.js";
import type { YamlNode } from "../../yaml/node.js";
import { isShared, knownText, placedText, type Context, type ServiceContext } from "./context.js";
import { invalidPorts } from "./invalidPorts.js";
import type { Placed } from "./placed.js";
import { exposeAll, publishAll, readPortMapping, type PortMapping, type PublishedPorts } from "./ports.js";

/** A service's `ports`, short and long entries mixed. */
export function readPorts(node: YamlNode | undefined, context: ServiceContext): PublishedPorts {
  const single = asScalar(node);
  // A variable that stands for the whole list.
  const items = single && single.value !== null ? [single] : (asSeq(node)?.items ?? []);
  return publishAll(
    items.map((item) => {
      const place = { file: context.file, span: item.span };
      if (item === single) return [place, undefined];
      return [place, asMap(item) ? readLong(item, place, context) : readShort(item, place, context)];
    }),
  );
}

export function readExpose(node: YamlNode | undefined, context: Context): readonly DeclaredPort[] {
  return exposeAll(
    (asSeq(node)?.items ?? []).flatMap((item) => {
      const entry = placedText(item, context);
      return entry ? [[{ file: context.file, span: item.span }, entry] as const] : [];
    }),
  );
}

function readShort(item: YamlNode, place: Place, context: ServiceContext): PortMapping | undefined {
  const entry = placedText(item, context);
  return entry && readPortMapping(entry, textOf(item) ?? "", place, isShared(item, context));
}

/** Undefined where variables made it what it is: they may hold something else when it counts. */
function literal(node: YamlNode | undefined, read: Placed | undefined): Placed | undefined {
  return read?.text === textOf(node) ? read : undefined;
}

/** A finding about a long entry stands at the number that the host gives. */
function readLong(item: YamlNode, entry: Place, context: ServiceContext): PortMapping | undefined {
  const inner = placedText(get(item, "target"), context);
  if (inner === undefined) return undefined;
  const outer = placedText(get(item, "published"), context);
  return {
    hostIp: placedText(get(item, "host_ip"), context),
    outer,
    inner,
    protocol: knownText(get(item, "protocol"), context),
    place: { file: context.file, span: get(item, "published")?.span ?? entry.span },
    entry: isShared(item, context) ? undefined : entry,
    invalid: [
      ...invalidPorts(literal(get(item, "published"), outer), "published", context.file),
      ...invalidPorts(literal(get(item, "target"), inner), "target", context.file),
    ],
  };
}
