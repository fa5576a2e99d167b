import { part, type Placed } from "../compose/placed.js";
import { continues, replaced, trimmed, withExtent } from "../letters.js";
import { joinLines, linesOf } from "../shell/lines.js";
import { notOurs, type TextSource } from "../source.js";
import { readClient } from "./otlp.js";
import type { Setting } from "./setting.js";

/** Java properties that name an OTLP endpoint: of Spring, of Quarkus, of the OpenTelemetry agent. */
export const propertiesSource: TextSource = {
  mayBe: (path) => /\.properties$/i.test(path),
  marker: /(?:otel|otlp|telemetry|collector)[^=:\n]{0,200}?(?:endpoint|ur[il]|addr(?:ess)?|host)[ \t]*[=: \t]/i,
  read(text, file) {
    const facts = readClient(readProperties(joinLines(text, linesOf(text))), file);
    return facts ? { facts: [facts], problems: [] } : notOurs;
  },
};

/** `key=value`, `key: value`, `key value`. Lines that a backslash joins are passed over. */
export function readProperties(properties: Placed): readonly Setting[] {
  const settings: Setting[] = [];
  let start = 0;
  let joined = false;
  for (const line of properties.text.split("\n")) {
    const at = start;
    start += line.length + 1;
    const goesOn = continues(line) && !/^\s*[#!]/.test(line);
    const alone = !joined && !goesOn;
    joined = goesOn;
    const match = alone ? /^[ \t\f]*([^\s=:#!\\][^\s=:\\]*)(?:[ \t]*[=:]|[ \t])/.exec(line) : null;
    if (match === null) continue;
    const [head, key = ""] = match;
    const whole = withExtent(part(properties, at, at + line.length));
    const value = trimmed(part(properties, at + head.length, at + line.length));
    const { span } = value.text.includes("\\") ? whole : value;
    settings.push({ path: key.split("."), value: replaced({ ...value, span }, /\\([:=#! \\])/g, ([, each]) => each) });
  }
  return settings;
}
