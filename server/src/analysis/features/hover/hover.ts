import type { FileId } from "../../facts.js";
import type { Span } from "../../text.js";
import { componentsAt } from "../componentAt.js";
import type { FeatureContext } from "../feature.js";
import { portsAt } from "../portAt.js";
import { componentText } from "./componentText.js";
import { endpointText } from "./endpointText.js";
import { portText } from "./portText.js";

export interface Hover {
  readonly span: Span;
  readonly markdown: string;
}

/** What is known of the component, the endpoint or the port at an offset. */
export function hoverAt(context: FeatureContext, file: FileId, offset: number): Hover | undefined {
  const uses = componentsAt(context, file, offset);
  const [use] = uses;
  if (use !== undefined) {
    const markdown = componentText(uses);
    return markdown === undefined ? undefined : { span: use.occurrence.place.span, markdown };
  }
  const [ports] = portsAt(context, file, offset);
  const [stop] = ports?.here ?? [];
  if (ports === undefined || stop === undefined) return undefined;
  const markdown = stop.dial ? endpointText(stop, stop.dial, ports.model) : portText(ports);
  return { span: stop.place.span, markdown };
}
