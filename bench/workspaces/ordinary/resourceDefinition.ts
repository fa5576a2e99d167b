import type { Ordinary } from "./index.js";
import { camel, filled, noun, sentence } from "./words.js";

/** A CustomResourceDefinition: Kubernetes, long, and nothing that runs. */
export const resourceDefinition: Ordinary = {
  pathOf: (name) => `crds/${name}.yaml`,
  linesOf(random, lines) {
    const name = noun(random);
    const kind = name.charAt(0).toUpperCase() + name.slice(1);
    return filled(
      [
        "apiVersion: apiextensions.k8s.io/v1",
        "kind: CustomResourceDefinition",
        "metadata:",
        "  annotations:",
        "    controller-gen.kubebuilder.io/version: v0.16.5",
        `  name: ${name}s.harbour.example.com`,
        "spec:",
        "  group: harbour.example.com",
        "  names:",
        `    kind: ${kind}`,
        `    plural: ${name}s`,
        `    singular: ${name}`,
        "  scope: Namespaced",
        "  versions:",
        "    - name: v1beta1",
        "      served: true",
        "      storage: true",
        "      schema:",
        "        openAPIV3Schema:",
        "          type: object",
        `          description: ${sentence(random, 12)}.`,
        "          properties:",
      ],
      lines,
      (number) => [
        `            ${camel(random, number)}:`,
        "              description: |-",
        `                ${sentence(random, 14)}`,
        `                ${sentence(random, 9)}.`,
        ...random.pick([
          ["              type: string", "              maxLength: 253", "              minLength: 1"],
          ["              type: integer", "              format: int32", `              minimum: ${random.below(9)}`],
          [
            "              type: array",
            "              items:",
            "                type: object",
            "                required: [name]",
            "                properties:",
            "                  name:",
            `                    description: ${sentence(random, 8)}`,
            "                    type: string",
          ],
        ]),
      ],
    );
  },
};
