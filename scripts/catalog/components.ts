import type { ComponentRow, DialRow, ListenRow, SignalPair } from "../../server/src/analysis/catalog/types.js";
import type { ComponentKind, Signal, Transport } from "../../server/src/analysis/facts.js";
import type { Version } from "../../server/src/analysis/versions.js";
import { conditionsOf } from "./conditions.js";
import { referenceRows, renameRows } from "./references.js";
import { requirementsOf } from "./requirements.js";
import type { Value } from "./value.js";

export const componentKinds: readonly ComponentKind[] = ["receiver", "processor", "exporter", "connector", "extension"];
export const transports: readonly Transport[] = ["tcp", "udp"];
const signals: readonly Signal[] = ["traces", "metrics", "logs", "profiles"];

/** Reads `components.json`. */
export function componentRows(catalog: Value): readonly ComponentRow[] {
  return catalog
    .get("components")
    .list()
    .map((value) =>
      componentRow(value.named(`components.json: ${value.get("kind").text()} ${value.get("type").text()}`)),
    );
}

function componentRow(component: Value): ComponentRow {
  const deprecatedSince = component.find("deprecatedSince");
  const removedIn = component.find("removedIn");
  const replacedBy = component.find("replacedBy");
  const renames = renameRows(component);
  const references = referenceRows(component);
  const requires = requirementsOf(component);
  return {
    kind: component.get("kind").oneOf(componentKinds),
    type: component.get("type").text(),
    ...ownModule(component),
    aliases: component.get("aliases").texts(),
    distributions: component.get("distributions").texts(),
    signals: component.get("signals").list().map(signal),
    stability: Object.fromEntries(
      component
        .get("stability")
        .entries()
        .map(([of, level]) => [of, level.text()]),
    ),
    ...(deprecatedSince && { deprecatedSince: version(deprecatedSince) }),
    ...(removedIn && { removedIn: version(removedIn) }),
    ...(replacedBy && { replacedBy: replacedBy.text() }),
    ...(renames.length > 0 && { renames }),
    ...(references.length > 0 && { references }),
    ...(requires.length > 0 && { requires }),
    listens: component.get("listens").list().map(listenRow),
    dials: (component.find("dials")?.list() ?? []).map(dialRow),
  };
}

/** The module's name, where it does not follow from kind and type. */
function ownModule(component: Value): { readonly module?: string } {
  const module = component.find("module")?.text();
  const ordinary = component.get("type").text().replaceAll("_", "") + component.get("kind").text();
  return module === undefined || module === ordinary ? {} : { module };
}

function signal(value: Value): Signal | SignalPair {
  if (value.isText) return value.oneOf(signals);
  return { from: value.get("from").oneOf(signals), to: value.get("to").oneOf(signals) };
}

/** `0.146.0`, `0.116.0 (unmaintained)`, `~0.141.0 (left contrib manifest after 0.140.1)` */
function version(value: Value): Version {
  const match = /^~?(\d+)\.(\d+)(?:\.(\d+))?(?: \(.*\))?$/.exec(value.text());
  if (match === null) return value.fail(`no version in "${value.text()}"`);
  const [, major = "", minor = "", patch = "0"] = match;
  return `${major}.${minor}.${patch}`;
}

function listenRow(listen: Value): ListenRow {
  const hostPath = listen.find("hostPath");
  const transportPath = listen.find("transportPath");
  const defaults = defaultEndpoints(listen);
  const when = conditionsOf(listen);
  if (defaults.length === 0 && !when.some((condition) => condition.kind === "written")) {
    return listen.fail("no default, yet its conditions do not ask for a written endpoint");
  }
  return {
    path: listen.get("path").path(),
    ...(hostPath && { hostPath: hostPath.path() }),
    protocol: listen.get("protocol").text(),
    transport: listen.get("transport").oneOf(transports),
    ...(transportPath && { transportPath: transportPath.path() }),
    defaults,
    when,
  };
}

function dialRow(dial: Value): DialRow {
  const portPath = dial.find("portPath");
  const protocol = dial.find("protocol");
  const transportPath = dial.find("transportPath");
  const defaultAddress = dial.find("default");
  return {
    path: dial.get("path").path(),
    ...(portPath && { portPath: portPath.path() }),
    ...(protocol && { protocol: protocol.text() }),
    transport: dial.find("transport")?.oneOf(transports) ?? "tcp",
    ...(transportPath && { transportPath: transportPath.path() }),
    ...(defaultAddress && { defaultAddress: defaultAddress.text() }),
  };
}

/** `host part was 0.0.0.0 before collector 0.104.0` */
const hostChange = /\bhost part was (\S+) before collector (\d+\.\d+\.\d+)/;

function defaultEndpoints(listen: Value): ListenRow["defaults"] {
  const value = listen.find("default");
  if (value === undefined) return [];
  // A number stands alone where the host has a key of its own, and the empty host binds all addresses.
  const endpoint = listen.find("hostPath") ? `:${value.number()}` : value.text();
  const [, formerHost, since] = hostChange.exec(listen.find("note")?.text() ?? "") ?? [];
  if (formerHost === undefined || since === undefined) return [{ versions: {}, endpoint }];
  const port = endpoint.slice(endpoint.lastIndexOf(":"));
  return [
    { versions: { before: since }, endpoint: formerHost + port },
    { versions: { since }, endpoint },
  ];
}
