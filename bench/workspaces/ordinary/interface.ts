import type { Ordinary } from "./index.js";
import { camel, filled, noun, sentence, slug } from "./words.js";

/** An OpenAPI description of an HTTP interface. */
export const interfaceDescription: Ordinary = {
  pathOf: (name) => `api/${name}.yaml`,
  linesOf: (random, lines) =>
    filled(
      [
        "openapi: 3.0.3",
        "info:",
        `  title: ${sentence(random, 3)}`,
        `  version: ${random.below(4)}.${random.below(20)}.0`,
        "components:",
        "  securitySchemes:",
        "    token: { type: http, scheme: bearer }",
        "paths:",
      ],
      lines,
      (number) => [
        `  /${slug(random, number)}/{id}:`,
        `    ${random.pick(["get", "put", "delete", "patch"])}:`,
        `      operationId: ${camel(random, number)}`,
        `      summary: ${sentence(random, 6)}`,
        `      tags: [${noun(random)}, ${noun(random)}]`,
        "      parameters:",
        "        - name: id",
        "          in: path",
        "          required: true",
        "          schema: { type: string, format: uuid }",
        "      responses:",
        `        "200":`,
        `          description: ${sentence(random, 5)}`,
        "          content:",
        "            application/json:",
        "              schema:",
        `                $ref: "#/components/schemas/${camel(random, number)}"`,
        `        "404":`,
        `          description: ${sentence(random, 4)}`,
      ],
    ),
};
