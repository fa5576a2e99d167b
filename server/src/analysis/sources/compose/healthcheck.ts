import type { FileId, Probe } from "../../facts.js";
import { parsePort } from "../../endpoint.js";
import { asSeq, booleanOf, get } from "../../yaml/access.js";
import type { YamlNode } from "../../yaml/node.js";
import { placedText, type Context } from "./context.js";
import { concat, digitsChange, part, placeOf, unplaced, type Placed } from "./placed.js";

/** A `healthcheck` that asks one of the container's own ports; undefined for any other. */
export function readHealthcheck(node: YamlNode | undefined, context: Context): Probe | undefined {
  const test = get(node, "test");
  if (test === undefined || booleanOf(get(node, "disable")) === true) return undefined;
  const words = (asSeq(test)?.items ?? [test]).flatMap((item) => placedText(item, context) ?? []);
  if (words[0]?.text === "NONE") return undefined;
  const space = unplaced(" ", test.span);
  return probeOf(
    concat(
      words.flatMap((word) => [word, space]),
      test.span,
    ),
    context.file,
  );
}

/** What a container calls itself. `localhost` may be any address that is its own. */
const self = String.raw`(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1?\])`;

const patterns: readonly { readonly protocol: Probe["protocol"]; readonly pattern: RegExp }[] = [
  { protocol: "grpc", pattern: new RegExp(String.raw`\bgrpc[_-]health[_-]probe\b.*?-addr[= ]${self}?:(\d+)`, "ds") },
  {
    protocol: "https",
    pattern: new RegExp(String.raw`\b(?:curl|wget)\b.*?\bhttps://${self}(?::(\d+)|(?=[/\s"']))`, "ds"),
  },
  {
    protocol: "http",
    pattern: new RegExp(String.raw`\b(?:curl|wget)\b.*?\bhttp://${self}(?::(\d+)|(?=[/\s"']))`, "ds"),
  },
  { protocol: "http", pattern: new RegExp(String.raw`\b(?:curl|wget)\b.*?[\s"']${self}:(\d+)`, "ds") },
  { protocol: "tcp", pattern: new RegExp(String.raw`\bnc\b.*?\s${self}\s+(\d+)`, "ds") },
  { protocol: "tcp", pattern: new RegExp(String.raw`/dev/tcp/${self}/(\d+)`, "ds") },
];

/** What stands further behind is a program of its own. */
const longest = 2000;

export function probeOf(command: Placed, file: FileId): Probe | undefined {
  const text = command.text.slice(0, longest);
  for (const { protocol, pattern } of patterns) {
    const match = pattern.exec(text);
    if (match === null) continue;
    const [start, end] = match.indices?.[1] ?? [0, 0];
    const digits = part(command, start, end);
    const port = end > start ? parsePort(digits.text) : protocol === "https" ? 443 : 80;
    if (port === undefined) continue;
    const whole = { file, span: command.span };
    return {
      purpose: "healthcheck",
      protocol,
      port: {
        kind: "number",
        port,
        place: end > start ? placeOf(digits, file) : whole,
        change: digitsChange(digits, whole),
      },
      host: undefined,
      place: whole,
    };
  }
  return undefined;
}
