/** A part of a JSON schema, as far as the settings and the project file use it. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly markdownDescription?: string;
  readonly enum?: readonly unknown[];
  readonly enumDescriptions?: readonly string[];
  readonly markdownEnumDescriptions?: readonly string[];
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly examples?: readonly unknown[];
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly required?: readonly string[];
  readonly $ref?: string;
}

/** The schema of `.portolan.yaml`. */
export interface ProjectSchema extends Schema {
  readonly definitions: Readonly<Record<string, Schema>>;
}

/** What a `$ref` of the project file's schema leads to. */
export function definitionOf({ $ref = "" }: Schema, project?: ProjectSchema): Schema | undefined {
  return project?.definitions[$ref.replace("#/definitions/", "")];
}

/** `list of text`, `text or list of text`; what `null` stands for is the same as nothing written. */
export function typeOf(schema: Schema, project?: ProjectSchema): string {
  const parts = [...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
  if (parts.length > 0) return parts.map((part) => typeOf(part, project)).join(" or ");
  const definition = definitionOf(schema, project);
  if (definition !== undefined) return typeOf(definition, project);
  if (schema.enum !== undefined && project !== undefined) {
    return schema.enum.map((value) => `\`${JSON.stringify(value)}\``).join(", ");
  }
  const types = [schema.type ?? []].flat().filter((type) => type !== "null");
  return types.map((type) => nameOf(type, schema, project)).join(" or ");
}

function nameOf(type: string, { items, minimum, maximum }: Schema, project?: ProjectSchema): string {
  switch (type) {
    case "string":
      return "text";
    case "object":
      return "map";
    case "array":
      return items === undefined ? "list" : `list of ${typeOf(items, project)}`;
    case "integer":
    case "number":
      return minimum === undefined || maximum === undefined ? "number" : `number from ${minimum} to ${maximum}`;
    default:
      return type;
  }
}
