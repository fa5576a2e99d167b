import type { ChangeRow } from "../../server/src/analysis/catalog/types.js";
import { componentKinds } from "./components.js";
import { header, literal } from "./print.js";
import { Value } from "./value.js";

/** `receiver otlp`, `exporter jaeger / jaeger_thrift`, `receiver/exporter opencensus` */
const named = /^((?:receiver|processor|exporter|connector|extension)(?:\/\w+)*) (\w+(?: \/ \w+)*)$/;

/** Reads `versions.json`, but for what concerns many components, or none. */
export function changeRows(catalog: Value): readonly ChangeRow[] {
  return catalog
    .get("changes")
    .list()
    .flatMap((change): readonly ChangeRow[] => {
      const [, kinds, types] = named.exec(change.get("component").text()) ?? [];
      if (kinds === undefined || types === undefined) return [];
      const action = change.find("action")?.text();
      return [
        {
          kinds: kinds.split("/").map((kind) => new Value(kind, "component").oneOf(componentKinds)),
          types: types.split(" / "),
          when: whenOf(change.get("version")),
          change: change.get("change").text(),
          ...(action !== undefined && { action }),
        },
      ];
    });
}

/** `0.86.0`, `~0.147.0`, `0.140.0-0.156.0` */
function whenOf(version: Value): string {
  const text = version.text();
  const [, about, from, to] = /^(~?)(\d+\.\d+\.\d+)(?:-(\d+\.\d+\.\d+))?$/.exec(text) ?? [];
  if (from === undefined) return version.fail(`no version in "${text}"`);
  if (to !== undefined) return `between v${from} and v${to}`;
  return `${about === "" ? "" : "about "}v${from}`;
}

export function printChanges(rows: readonly ChangeRow[]): string {
  return [
    header,
    'import type { ChangeRow } from "../types.js";',
    "",
    `export const changes: readonly ChangeRow[] = [\n${rows.map((row) => `  ${literal(row)},\n`).join("")}];`,
    "",
  ].join("\n");
}
