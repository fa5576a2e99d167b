import type { ScalarNode } from "../../yaml/node.js";

/** `...` on a line of its own, `# ...`, `- ...`, `exporters: ...`, `[otlp, ...]`: a page leaves out what does not matter. */
const elision = /^[ \t]*(?:-[ \t]+)?[<[(]?(?:\.{3}|…)|[[,#:][ \t]*[<[(]?(?:\.{3}|…)/m;

export function elides(text: string): boolean {
  return elision.test(text);
}

/** The same letter for letter, with what would end a document or its parsing made a comment. */
export function withoutElisions(scalar: ScalarNode): ScalarNode {
  const text = scalar.text.replace(
    /^([ \t]*)(\.{3}|…)(?=\.*[ \t]*$)/gm,
    (_, indent: string, dots: string) => `${indent}${"#".repeat(dots.length)}`,
  );
  return { ...scalar, value: text, text };
}
