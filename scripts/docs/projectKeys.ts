import { stringify } from "yaml";
import { fenced, table } from "./markdown.js";
import { definitionOf, typeOf, type ProjectSchema, type Schema } from "./schema.js";

/** What `.portolan.yaml` may say, a part for each of its keys. */
export function projectKeys(project: ProjectSchema): readonly string[] {
  return Object.entries(project.properties ?? {}).flatMap(([name, key]) => keyOf(name, key, project));
}

function keyOf(name: string, key: Schema, project: ProjectSchema): readonly string[] {
  const rows = rowsOf(name, key, project).slice(1);
  const [example] = key.examples ?? [];
  return [
    `### \`${name}\``,
    key.description ?? "",
    ...(rows.length > 0 ? [table(["key", "type", "meaning"], rows)] : []),
    ...(example === undefined ? [] : [fenced("yaml", stringify({ [name]: example }))]),
  ];
}

/** A key and those within it. */
function rowsOf(path: string, written: Schema, project: ProjectSchema, needed = false): readonly (readonly string[])[] {
  const key = { ...definitionOf(written, project), ...written };
  const { additionalProperties: named, items, properties = {}, required = [] } = key;
  const type = typeOf(key, project) + (needed ? ", required" : "");
  return [
    [`\`${path}\``, type, key.description ?? ""],
    ...(typeof named === "object" ? rowsOf(`${path}.<name>`, named, project) : []),
    ...(isMap(items, project) ? rowsOf(`${path}[]`, items, project) : []),
    ...Object.entries(properties).flatMap(([name, inner]) =>
      rowsOf(`${path}.${name}`, inner, project, required.includes(name)),
    ),
  ];
}

function isMap(items: Schema | undefined, project: ProjectSchema): items is Schema {
  return items !== undefined && definitionOf(items, project)?.type === "object";
}
