import type { KeysShape } from "../../server/src/analysis/catalog/types.js";
import { header, keyLiteral, literal } from "./print.js";

/**
 * Each component's shape is a function, so that starting up costs nothing for those that no file uses. What several of
 * them share is written once, and is there once in memory.
 */
export function printConfigShapes(shapes: ReadonlyMap<string, KeysShape>): string {
  const printer = new ShapePrinter(shapes.values());
  const lines = [...shapes].map(([name, shape]) => `  ${JSON.stringify(name)}: () => (${printer.whole(shape)}),\n`);
  return [
    header,
    'import type { ConfigShape, KeysShape } from "../types.js";',
    "",
    printer.constants.join(""),
    `export const configShapes: Readonly<Record<string, () => KeysShape>> = {\n${lines.join("")}};`,
    "",
  ].join("\n");
}

/** Shorter ones are not worth a name. */
const shortestShared = 40;

class ShapePrinter {
  readonly constants: string[] = [];
  private readonly uses = new Map<string, number>();
  /** What stands for a shape that is shared, by its text. */
  private readonly names = new Map<string, string>();

  constructor(shapes: Iterable<unknown>) {
    for (const shape of shapes) this.count(shape);
  }

  whole(shape: object): string {
    const inside = Object.entries(shape).map(([key, of]) => `${keyLiteral(key)}: ${this.part(of)}`);
    return `{ ${inside.join(", ")} }`;
  }

  private part(value: unknown): string {
    if (typeof value !== "object" || value === null) return JSON.stringify(value);
    const text = literal(value);
    const known = this.names.get(text);
    if (known !== undefined) return known;
    const printed = this.whole(value);
    // The record of a shape's keys is no shape by itself.
    const isShape = "keys" in value || "items" in value;
    if ((this.uses.get(text) ?? 0) < 2 || text.length < shortestShared || !isShape) return printed;
    const name = `shape${this.constants.length}`;
    this.constants.push(`const ${name}: ConfigShape = ${printed};\n`);
    this.names.set(text, name);
    return name;
  }

  private count(value: unknown): void {
    if (typeof value !== "object" || value === null) return;
    const text = literal(value);
    const uses = (this.uses.get(text) ?? 0) + 1;
    this.uses.set(text, uses);
    if (uses === 1) for (const inner of Object.values(value)) this.count(inner);
  }
}
