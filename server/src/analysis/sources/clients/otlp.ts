import { parsePort } from "../../endpoint.js";
import type { ClientFacts, DialFact, FileId } from "../../facts.js";
import { baseName } from "../../paths.js";
import { dialTo } from "./dial.js";
import { plainName, SettingIndex, type Setting } from "./setting.js";

/** What of a program's settings is plainly the address that it sends telemetry to; undefined where none is. */
export function readClient(settings: readonly Setting[], file: FileId): ClientFacts | undefined {
  const index = new SettingIndex(settings);
  const dials = settings.flatMap((setting) => readDial(setting, index, file) ?? []);
  const [first] = dials;
  return first && { kind: "client", file, name: baseName(file), place: first.place, dials };
}

const address = /(?:endpoint|ur[il]|addr(?:ess)?|host)$/;
const telemetry = /(?<![a-z])(?:otel|otlp|open[._-]?telemetry)/;
/** Where others connect to, and what is only read by people. */
const foreign =
  /(?<![a-z])(?:receivers?|sources?|inputs?|listen(?:er|ers)?|servers?|bind|ingest(?:er)?|scrape|prometheus|health|docs?|documentation|schemas?|examples?|homepage|repository|dependencies|packages)(?![a-z])/;

function readDial({ path, value }: Setting, index: SettingIndex, file: FileId): DialFact | undefined {
  const leaf = path.at(-1) ?? "";
  if (!address.test(leaf.toLowerCase())) return undefined;
  const target = targetOf(value.text);
  const name = path.map(plainName).join(".");
  const ours = telemetry.test(name);
  if (target === undefined || !(ours || name.includes("collector")) || foreign.test(name) || index.isOff(path)) {
    return undefined;
  }
  const protocol = protocolOf(path, name, target, index);
  // `collector.url` may be anybody's who collects something.
  if (!ours && protocol === undefined) return undefined;
  const secure = target.scheme === undefined ? securityOf(path, index) : undefined;
  return dialTo(value, file, {
    label: path.filter((key) => !key.startsWith("#")).join("."),
    protocol,
    ...(target.scheme && { defaultPort: target.scheme.endsWith("s") ? 443 : 80 }),
    ...(secure !== undefined && { secure }),
  });
}

interface Target {
  readonly scheme: string | undefined;
  readonly port: number | undefined;
  readonly path: string;
}

/** A URL or `host:port`; undefined for an address that somebody listens on, and for one whose host is nowhere written. */
function targetOf(text: string): Target | undefined {
  if (text.length > 500) return undefined;
  const match = /^(?:(https?|grpcs?):\/\/)?(\[[\da-f:.]+\]|(?:[\w.-]|\$\{[\w.:-]+\})+)(?::(\d{1,5}))?(\/\S*)?$/i.exec(
    text,
  );
  if (match === null) return undefined;
  const [, scheme, host = "", portText, path = ""] = match;
  const port = portText === undefined ? undefined : parsePort(portText);
  if (scheme === undefined ? port === undefined : portText !== undefined && port === undefined) return undefined;
  if (/^(?:0\.0\.0\.0|\[::\])$/.test(host)) return undefined;
  return { scheme: scheme?.toLowerCase(), port, path };
}

/** What is said beside it, else what the path or the port is always used for. */
function protocolOf(path: readonly string[], name: string, target: Target, index: SettingIndex): string | undefined {
  if (/(?<![a-z])zipkin/.test(name)) return "zipkin-http";
  if (/(?<![a-z])jaeger/.test(name)) return undefined;
  const beside = (path.at(-1) ?? "").replace(/(?:endpoint|ur[il]|addr(?:ess)?|host)$/i, "protocol");
  const said = index.near(path, [beside, "protocol", "transport", "exporter", "exporter_type"], 3);
  const spoken = said === undefined ? undefined : spokenIn(said.toLowerCase());
  if (spoken !== undefined) return spoken;
  if (/^\/v1\/(?:traces|metrics|logs)\b/.test(target.path)) return "otlp-http";
  const named = name.includes("otlp") ? spokenIn(name) : undefined;
  return named ?? (target.port === 4317 ? "otlp-grpc" : target.port === 4318 ? "otlp-http" : undefined);
}

function spokenIn(text: string): string | undefined {
  if (/(?<![a-z])grpc(?![a-z])/.test(text)) return "otlp-grpc";
  return /(?<![a-z])http(?![a-z])/.test(text) ? "otlp-http" : undefined;
}

function securityOf(path: readonly string[], index: SettingIndex): boolean | undefined {
  const insecure = index.near(path, ["insecure"], 1)?.toLowerCase();
  return insecure === "true" ? false : insecure === "false" ? true : undefined;
}
