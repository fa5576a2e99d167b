import type { ConfigShape, KeysShape } from "../../server/src/analysis/catalog/types.js";
import type { Value } from "./value.js";

/** The shapes of components' own configurations by `kind type`, of those whose keys were read in source. */
export function configShapes(catalog: Value, shared: Value): ReadonlyMap<string, KeysShape> {
  const reader = new ShapeReader(shared);
  const shapes = catalog
    .get("components")
    .list()
    .flatMap((component): readonly (readonly [string, KeysShape])[] => {
      const name = `${component.get("kind").text()} ${component.get("type").text()}`;
      const tree = component.find("configTree");
      const shape = tree && reader.shape(tree.named(`components.json: ${name}`));
      return shape !== undefined && isKeys(shape) ? [[name, shape]] : [];
    });
  return new Map(shapes);
}

const scalars: ReadonlyMap<string, ConfigShape> = new Map<string, ConfigShape>([
  ["string", "text"],
  ["bool", "bool"],
  ["int", "int"],
  ["number", "number"],
  ["duration", "duration"],
  ["component-id", "id"],
  ["pipeline-id", "id"],
  ["any", "any"],
]);

/** Types that read more shapes than their structure tells. */
const lenient: ReadonlySet<string> = new Set(["configopaque.MapList", "request.SizerType"]);

class ShapeReader {
  constructor(private readonly shared: Value) {}

  shape(tree: Value): ConfigShape {
    const reference = tree.find("$ref")?.text();
    if (reference !== undefined) return lenient.has(reference) ? "any" : this.shape(this.shared.get(reference));
    const type = tree.get("type").text();
    switch (type) {
      case "array":
        return { items: this.shape(tree.get("items")) };
      case "map":
        return { values: this.shape(tree.get("values")) };
      case "object":
        return this.object(tree);
      default:
        return scalars.get(type) ?? tree.fail(`unknown type "${type}"`);
    }
  }

  /** A structure without keys is one that reads itself, or whose keys nobody looked up. */
  private object(tree: Value): ConfigShape {
    const keys = this.keysOf(tree);
    if (keys.size === 0) return "any";
    const free = tree.find("rest") !== undefined || tree.find("generated") !== undefined;
    return { keys: Object.fromEntries(keys), ...(free && { free: true }) };
  }

  private keysOf(tree: Value): ReadonlyMap<string, ConfigShape> {
    const keys = new Map<string, ConfigShape>();
    for (const [key, value] of tree.find("keys")?.entries() ?? []) {
      if (key !== "$squash") {
        keys.set(key, this.headers(key) ?? this.shape(value));
        continue;
      }
      for (const name of value.texts()) {
        const squashed = this.shape(this.shared.get(name));
        if (isKeys(squashed)) for (const [inner, shape] of Object.entries(squashed.keys)) keys.set(inner, shape);
      }
    }
    return keys;
  }

  /** Lists of names and values since v0.128, and maps as ever. */
  private headers(key: string): ConfigShape | undefined {
    return key === "headers" || key === "response_headers" ? "any" : undefined;
  }
}

function isKeys(shape: ConfigShape): shape is KeysShape {
  return typeof shape === "object" && "keys" in shape;
}
