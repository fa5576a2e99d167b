import type { ListenCondition } from "../../server/src/analysis/catalog/types.js";
import type { Value } from "./value.js";

const written: ListenCondition = { kind: "written" };
const present = (path: string): ListenCondition => ({ kind: "present", path: path.split(".") });
const notNull = (path: string): ListenCondition => ({ kind: "not-null", path: path.split(".") });
const inTraces: ListenCondition = { kind: "signal", signal: "traces" };
const equals = (path: string, value: string | boolean, whenMissing: boolean): ListenCondition => ({
  kind: "equals",
  path: path.split("."),
  value,
  whenMissing,
});

const useV2 = equals("use_v2", true, false);
const useV1 = equals("use_v2", false, true);
const v2Gate = "needs gate extension.healthcheck.useComponentStatus (0.142.0 or later)";

/**
 * What each `enabledBy` text means. Free text that is not here stops the script: a new wording can hide a new
 * condition, and a person has to look at it.
 */
const meanings: ReadonlyMap<string, readonly ListenCondition[]> = new Map([
  ["always", []],
  ["always in DDOT (the converter adds it)", []],
  ["always; port 0 picks a free port", []],
  ["extension listed in service.extensions", []],
  ["always (required)", [written]],
  ["always (endpoint needed)", [written]],
  ["always (endpoint is required)", [written]],
  ["endpoint set (no default; prefix unix:// makes a socket file)", [written]],
  ["endpoint set to host:port; the same port is bound over UDP too for heartbeats", [written]],
  ["presence of http", [present("http")]],
  ["http (flat endpoint key in earlier snapshots)", [present("http")]],
  ["presence of server", [present("server"), written]],
  ["presence of tcp (required inside)", [present("tcp"), written]],
  ["presence of udp (required inside)", [present("udp"), written]],
  ["presence of protocols.grpc", [present("protocols.grpc")]],
  ["presence of protocols.http", [present("protocols.http")]],
  ["presence of protocols.thrift_http", [present("protocols.thrift_http")]],
  ["presence of protocols.thrift_compact", [present("protocols.thrift_compact")]],
  ["presence of protocols.thrift_binary", [present("protocols.thrift_binary")]],
  ["http not null", [notNull("http")]],
  ["grpc not null", [notNull("grpc")]],
  ["extension listed in service.extensions and use_v2 unset or false", [useV1]],
  ["use_v2 unset or false", [useV1]],
  ["use_v2: true and presence of http", [useV2, present("http")]],
  ["use_v2: true and presence of grpc", [useV2, present("grpc")]],
  [`use_v2: true and presence of http; ${v2Gate}`, [useV2, present("http")]],
  [`use_v2: true and presence of grpc; ${v2Gate}`, [useV2, present("grpc")]],
  ["receiver used in a traces pipeline", [inTraces]],
  ["api_server.enabled: true (endpoint then required)", [equals("api_server.enabled", true, false), written]],
  [
    "alerts.enabled: true and alerts.mode: listen (the default mode)",
    [equals("alerts.enabled", true, false), equals("alerts.mode", "listen", true), written],
  ],
]);

/** The conditions of a row of `listens`, from its `enabledBy` and `disabledBy`. */
export function conditionsOf(listen: Value): readonly ListenCondition[] {
  const enabledBy = listen.get("enabledBy");
  const conditions = meanings.get(enabledBy.text()) ?? enabledBy.fail(`unknown text "${enabledBy.text()}"`);
  const disabledBy = listen.find("disabledBy");
  return disabledBy ? [...conditions, notFalse(disabledBy)] : conditions;
}

/** `protocols.grpc.enabled: false (collector >= 0.140.0)` */
function notFalse(disabledBy: Value): ListenCondition {
  const match = /^([\w.]+): false \(collector >= (\d+\.\d+\.\d+)\)$/.exec(disabledBy.text());
  const [, path, since] = match ?? [];
  if (path === undefined || since === undefined) return disabledBy.fail(`unknown text "${disabledBy.text()}"`);
  return { kind: "not-false", path: path.split("."), versions: { since } };
}
