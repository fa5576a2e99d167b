import { concat, part, unplaced, type Placed } from "../compose/placed.js";
import { continues, trimmed } from "../letters.js";

/** `ExecStart=/usr/bin/otelcol` */
export interface Setting {
  readonly section: string;
  readonly key: Placed;
  /** Without the blank space around it; of several lines a single one is made. */
  readonly value: Placed;
}

/** The settings of a unit file in order; lines that are none are left out, as systemd does. */
export function readSettings(unit: Placed): readonly Setting[] {
  const settings: Setting[] = [];
  let section = "";
  for (const line of logicalLines(unit)) {
    const header = /^\[([^\]]*)\]$/.exec(line.text);
    const equals = line.text.indexOf("=");
    if (header) section = header[1] ?? "";
    else if (equals > 0 && !line.text.startsWith("[")) {
      const value = trimmed(part(line, equals + 1));
      settings.push({ section, key: trimmed(part(line, 0, equals)), value });
    }
  }
  return settings;
}

/**
 * Lines without comments. A backslash at the end of a line becomes a space and the next line is a part of it, but for
 * comments between the two.
 */
function logicalLines(unit: Placed): readonly Placed[] {
  const lines: Placed[] = [];
  let begun: Placed[] = [];
  const finish = (): void => {
    const line = trimmed(concat(begun, unit.span));
    if (line.text !== "") lines.push(line);
    begun = [];
  };
  let start = 0;
  while (start < unit.text.length) {
    const eol = unit.text.indexOf("\n", start);
    const end = eol < 0 ? unit.text.length : eol;
    const physical = unit.text.slice(start, end);
    if (!/^\s*[#;]/.test(physical)) {
      const indent = physical.length - physical.trimStart().length;
      const goesOn = continues(physical);
      begun.push(part(unit, start + indent, goesOn ? end - 1 : end));
      if (goesOn) begun.push(unplaced(" ", unit.span));
      else finish();
    }
    start = end + 1;
  }
  finish();
  return lines;
}
