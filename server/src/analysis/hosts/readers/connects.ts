import { normaliseHost, parsePort } from "../../endpoint.js";
import type { ConnectSeen, HttpSeen } from "../observation.js";
import type { Section } from "../sections.js";
import { firstOf, valuesOf } from "./lines.js";
import { redact } from "./redact.js";

/** Reads a section `connect <address> <port>`. */
export function readConnect({ words: [address = "", digits = ""], text }: Section): ConnectSeen | undefined {
  const port = parsePort(digits);
  if (address === "" || port === undefined) return undefined;
  return { address: normaliseHost(address), port, state: stateOf(firstOf(valuesOf(text), "state")) };
}

function stateOf(text: string | undefined): ConnectSeen["state"] {
  return text === "open" || text === "refused" || text === "timeout" ? text : "unknown";
}

const longestBody = 500;

/** Reads a section `http <purpose> <port> <path>`. */
export function readHttp({ words: [purpose, digits = "", path = ""], text }: Section): HttpSeen | undefined {
  const port = parsePort(digits);
  if (port === undefined) return undefined;
  const values = valuesOf(text);
  const status = /^[1-5]\d\d$/.exec(firstOf(values, "status") ?? "")?.[0];
  const body = values.get("body")?.join("\n").slice(0, longestBody);
  return {
    purpose: purpose === "otlp-http" || purpose === "health" ? purpose : "other",
    port,
    path,
    status: status === undefined ? undefined : Number(status),
    body: body === undefined || body === "" ? undefined : redact(body),
  };
}
