import { listensPlainly } from "../../catalog/plainListeners.js";
import type { ComponentRow, ListenRow } from "../../catalog/types.js";
import { parseEndpoint } from "../../endpoint.js";
import type { FileId, UnbindableEndpoint } from "../../facts.js";
import { asScalar, exactSpanWithin, get, textOf } from "../../yaml/access.js";
import type { Entry, ScalarNode } from "../../yaml/node.js";

/** Endpoints to listen on of which the system makes no address, where the component leaves that to the system. */
export function unbindableEndpoints(
  { value: config }: Entry,
  row: ComponentRow,
  file: FileId,
): readonly UnbindableEndpoint[] {
  return row.listens.flatMap((listen): UnbindableEndpoint[] => {
    const scalar = asScalar(get(config, ...listen.path));
    const transport = listen.transportPath && textOf(get(config, ...listen.transportPath));
    if (scalar === undefined || !listensPlainly(row, listen) || (transport ?? "tcp") !== "tcp") return [];
    const flaw = flawOf(scalar, listen, file);
    if (flaw === undefined) return [];
    return [
      {
        kind: "unbindable",
        key: listen.path.join("."),
        place: { file, span: scalar.span },
        written: scalar.text,
        ...flaw,
      },
    ];
  });
}

type Flaw = Pick<UnbindableEndpoint, "found" | "error" | "mend">;

const host = /(?:[A-Za-z0-9.-]{1,255}|\[[\da-fA-F:.]{2,45}\])/.source;
const withScheme = new RegExp(`^(https?|grpc|tcp)://${host}:\\d{1,5}/?$`);
const hostAlone = /^(?:localhost|\d{1,3}(?:\.\d{1,3}){3}|\[[\da-fA-F:.]{2,45}\])$/;
// Whoever writes two digits first means a number; `http` is the name of a service, and so is `3com-tsmux`.
const misspeltPort = new RegExp(`^${host}?:(\\d\\d[\\da-zA-Z]{0,8})$`);

function flawOf(scalar: ScalarNode, listen: ListenRow, file: FileId): Flaw | undefined {
  const { text } = scalar;
  const mend = (address: string): Pick<Flaw, "mend"> => {
    const span = exactSpanWithin(scalar, 0, text.length);
    // A bracket begins a list unless there are quotes around it.
    const newText = scalar.style === "plain" && address.startsWith("[") ? `"${address}"` : address;
    return span ? { mend: { place: { file, span }, address, newText } } : {};
  };
  const [, scheme] = withScheme.exec(text) ?? [];
  if (scheme !== undefined) {
    const address = text.slice(`${scheme}://`.length).replace(/\/$/, "");
    return { found: "is a URL", error: `address ${text}: too many colons in address`, ...mend(address) };
  }
  if (hostAlone.test(text)) {
    const port = onlyDefault(listen);
    const rest = port === undefined ? {} : mend(`${text}:${String(port)}`);
    return { found: "has no port", error: `address ${text}: missing port in address`, ...rest };
  }
  const [, port] = misspeltPort.exec(text) ?? [];
  if (port === undefined || /^\d+$/.test(port)) return undefined;
  return { found: `has \`${port}\` for a port`, error: `lookup tcp/${port}: unknown port` };
}

/** The port that every version takes where nothing is written. */
function onlyDefault({ defaults }: ListenRow): number | undefined {
  const [port, ...others] = new Set(defaults.map(({ endpoint }) => parseEndpoint(endpoint)?.port ?? undefined));
  return others.length === 0 ? port : undefined;
}
