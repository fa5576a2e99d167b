import type { UnitSeen } from "../observation.js";
import type { Section } from "../sections.js";
import { firstOf, valuesOf, wholeNumber } from "./lines.js";
import { redact } from "./redact.js";

/**
 * Reads a section `unit <name>`; undefined for a unit that systemd does not know.
 *
 * @param files the text of the section `unit-files` of the same name
 */
export function readUnit({ words: [name = ""], text }: Section, files: string): UnitSeen | undefined {
  const values = valuesOf(text);
  const active = firstOf(values, "ActiveState");
  if (name === "" || active === undefined || firstOf(values, "LoadState") === "not-found") return undefined;
  const mainPid = wholeNumber(firstOf(values, "MainPID"));
  return {
    name,
    active,
    sub: firstOf(values, "SubState"),
    result: firstOf(values, "Result"),
    exitStatus: wholeNumber(firstOf(values, "ExecMainStatus")),
    restarts: wholeNumber(firstOf(values, "NRestarts")),
    // systemd writes 0 where none runs.
    mainPid: mainPid === 0 ? undefined : mainPid,
    files: readUnitFiles(files),
  };
}

/** What `systemctl cat` prints: each file below a comment with its path, an empty line before it. */
function readUnitFiles(text: string): UnitSeen["files"] {
  const files: { path: string; lines: string[] }[] = [];
  for (const line of text.split("\n")) {
    const path = /^# (\/\S{1,1000}\.(?:service|socket|conf|timer|target))$/.exec(line)?.[1];
    const begins = files.length === 0 || files.at(-1)?.lines.at(-1) === "";
    if (path !== undefined && begins) files.push({ path, lines: [] });
    else files.at(-1)?.lines.push(line);
  }
  return files.map(({ path, lines }) => ({ path, text: redact(`${lines.join("\n").trimEnd()}\n`) }));
}
