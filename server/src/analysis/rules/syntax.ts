import type { Rule } from "./rule.js";

export const syntax: Rule = {
  id: "syntax",
  severity: "error",
  since: "0.1.0",
  group: "housekeeping",
  example: { fails: "flow-variable", passes: "template" },
  summary: "A file that Portolan knows does not parse as YAML.",
  why: "Neither the collector nor the Agent starts with it, and Portolan can check only what could be read around it.",
  noFix: "What was meant, only its author knows.",
  *check(model) {
    for (const file of model.files.values()) {
      for (const { message, place } of file.problems) {
        yield {
          rule: syntax.id,
          severity: syntax.severity,
          message: `This is not valid YAML, so whatever reads the file refuses it: ${message.trim().replace(/\.?$/, ".")}`,
          place,
          related: [],
        };
      }
    }
  },
};
