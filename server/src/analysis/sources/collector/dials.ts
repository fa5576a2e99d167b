import type { ComponentRow, DialRow } from "../../catalog/types.js";
import { parsePort } from "../../endpoint.js";
import type { DialFact, FileId, PortChange, Transport } from "../../facts.js";
import type { Span } from "../../text.js";
import { asMap, asScalar, asSeq, booleanOf, entriesOf, exactSpanWithin, get, textOf } from "../../yaml/access.js";
import type { Entry, ScalarNode, YamlNode } from "../../yaml/node.js";
import { readReceiverScrapes } from "../clients/prometheus.js";

/** Whom a component connects to, as far as its own config says. An address that nobody wrote is left to its default. */
export function readDials(component: Entry, id: string, row: ComponentRow, file: FileId): readonly DialFact[] {
  const written = row.dials.flatMap((dial) => {
    const found = walk(component.value, dial.path);
    if (found.length === 0) return defaultDial(component, id, row, dial, file);
    return found.flatMap((scalar) => readDial(component, scalar, id, row, dial, file) ?? []);
  });
  return row.kind === "receiver" && row.type === "prometheus"
    ? [...readScrapes(component, id, file), ...written]
    : written;
}

/** The targets of a prometheus receiver, which is told them as a Prometheus server is. */
function readScrapes(component: Entry, id: string, file: FileId): readonly DialFact[] {
  return readReceiverScrapes(get(component.value, "config"), file).map((dial) => {
    const owned = isWithinSpan(dial.place.span, component.span);
    return { ...dial, label: `${id} receiver`, literalAt: owned ? dial.literalAt : undefined };
  });
}

/** What stands elsewhere, behind an alias, is shared with others. */
function isWithinSpan(inner: Span, outer: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** Longest list of addresses that is read; scrape targets are written by programs, too. */
const mostTargets = 500;

/** The scalars at a path, of which `*` is every item of a list or value of a map. */
function walk(node: YamlNode, path: readonly string[]): readonly ScalarNode[] {
  const [key, ...rest] = path;
  if (key === undefined) {
    const scalar = asScalar(node);
    return scalar && scalar.value !== null ? [scalar] : [];
  }
  if (key !== "*") {
    const next = get(node, key);
    return next ? walk(next, rest) : [];
  }
  const values = asSeq(node)?.items ?? (asMap(node) ? entriesOf(node).map(({ value }) => value) : []);
  return values.slice(0, mostTargets).flatMap((value) => walk(value, rest));
}

function readDial(
  component: Entry,
  scalar: ScalarNode,
  id: string,
  row: ComponentRow,
  dial: DialRow,
  file: FileId,
): DialFact | undefined {
  const apart = dial.portPath && walk(component.value, dial.portPath)[0];
  const apartPort = apart && parsePort(apart.text);
  const literal = isWithinSpan(scalar.span, component.span)
    ? exactSpanWithin(scalar, 0, scalar.text.length)
    : undefined;
  return {
    ...base(component, id, row, dial),
    text: scalar.text,
    place: { file, span: scalar.span },
    literalAt: literal?.start,
    ...defaultPortOf(dial, apartPort),
    ...(apart && { portChange: digitsOf(apart, file) }),
  };
}

/** A default is dialled only where it names a host; `:4317` alone completes what is written. */
function defaultDial(
  component: Entry,
  id: string,
  row: ComponentRow,
  dial: DialRow,
  file: FileId,
): readonly DialFact[] {
  const { defaultAddress } = dial;
  const dialled = defaultAddress !== undefined && !defaultAddress.startsWith(":") && !dial.path.includes("*");
  if (!dialled) return [];
  const place = { file, span: component.key.span };
  return [{ ...base(component, id, row, dial), text: defaultAddress, place, literalAt: undefined }];
}

function base(
  component: Entry,
  id: string,
  row: ComponentRow,
  dial: DialRow,
): Pick<DialFact, "label" | "protocol" | "transport" | "secure"> {
  const secure = isSecure(component.value, row, dial);
  return {
    label: `${id} ${row.kind}`,
    protocol: dial.protocol,
    transport: transportOf(component.value, dial),
    ...(secure !== undefined && { secure }),
  };
}

function transportOf(config: YamlNode, { transport, transportPath }: DialRow): Transport {
  const chosen = transportPath && textOf(get(config, ...transportPath));
  return chosen === "udp" || chosen === "tcp" ? chosen : transport;
}

/** A gRPC client of the collector speaks TLS unless it is told not to. */
function isSecure(config: YamlNode, row: ComponentRow, dial: DialRow): boolean | undefined {
  if (dial.protocol?.endsWith("-grpc") !== true) return undefined;
  const tls = row.type === "load_balancing" ? get(config, "protocol", "otlp", "tls") : get(config, "tls");
  if (tls === undefined) return true;
  if (asMap(tls) === undefined) return undefined;
  const insecure = get(tls, "insecure");
  return insecure === undefined ? true : booleanOf(insecure) === undefined ? undefined : booleanOf(insecure) === false;
}

function defaultPortOf(dial: DialRow, apart: number | undefined): Pick<DialFact, "defaultPort"> {
  const port = apart ?? parsePort(/^:(\d+)$/.exec(dial.defaultAddress ?? "")?.[1] ?? "");
  return port === undefined ? {} : { defaultPort: port };
}

function digitsOf(scalar: ScalarNode, file: FileId): PortChange {
  const span = exactSpanWithin(scalar, 0, scalar.text.length);
  return span ? { kind: "digits", place: { file, span } } : { kind: "none" };
}
