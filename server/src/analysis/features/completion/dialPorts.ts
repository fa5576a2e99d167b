import { componentRows } from "../../catalog/components.js";
import type { DialRow } from "../../catalog/types.js";
import { parseEndpoint } from "../../endpoint.js";
import type { Completion, Scene } from "./completion.js";
import { componentAt, leadsTo } from "./shapeAt.js";
import { typedPort } from "./typedPort.js";

/** The port behind the host that an exporter connects to: the one on which that protocol is served where nobody moved it. */
export function dialPorts(scene: Scene): readonly Completion[] {
  const own = scene.cursor.role === "key" ? undefined : componentAt(scene.path);
  const dial = own?.row.dials.find(({ path }) => leadsTo(own.path, path));
  const port = dial && usualPort(dial);
  const span = typedPort(scene);
  if (port === undefined || span === undefined) return [];
  const detail = dial?.protocol === undefined ? "default" : `default of ${dial.protocol}`;
  return [{ label: String(port), kind: "port", detail, edit: { span, newText: String(port) } }];
}

function usualPort({ defaultAddress, protocol }: DialRow): number | undefined {
  if (defaultAddress !== undefined) return portOf(defaultAddress);
  const served = componentRows("receiver")
    .flatMap(({ listens }) => listens)
    .filter((each) => each.protocol === protocol);
  return served.flatMap(({ defaults }) => portOf(defaults.at(-1)?.endpoint ?? "") ?? [])[0];
}

/** Port 0 is whichever is free. */
function portOf(endpoint: string): number | undefined {
  const port = parseEndpoint(endpoint)?.port ?? 0;
  return port === 0 ? undefined : port;
}
