import type { Labels, ServiceFacts } from "../facts.js";
import type { Fix, TextOf } from "../finding.js";
import type { TextEdit } from "../text.js";
import { asMap, asScalar, get } from "../yaml/access.js";
import { nodesAt } from "../yaml/locate.js";

/** Asks for the labels that the pods have. None where one of them is not written as plain letters. */
export function selectPodsFix(
  { file, object, selector = {} }: ServiceFacts,
  labels: Labels,
  texts: TextOf,
): readonly Fix[] {
  const [root] = nodesAt(texts(file) ?? "", object.place.span.start);
  const written = asMap(get(root, "spec", "selector"));
  const differing = Object.entries(selector).filter(([key, value]) => labels[key] !== value);
  const edits = differing.flatMap(([key, value]): readonly TextEdit[] => {
    const node = written?.entries.findLast((entry) => entry.key.text === key)?.value;
    const scalar = node?.kind === "scalar" ? asScalar(node) : undefined;
    const label = labels[key] ?? "";
    const isPlain = scalar?.style === "plain" && scalar.text === value && /^[A-Za-z][\w./-]*$/.test(label);
    return isPlain && !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(label)
      ? [{ span: scalar.span, newText: label }]
      : [];
  });
  if (edits.length === 0 || edits.length < differing.length) return [];
  const wanted = differing.map(([key]) => `${key}: ${labels[key] ?? ""}`).join(", ");
  return [{ kind: "edit", title: `Select the pods with ${wanted}`, edits: [{ file, edits }], preferred: true }];
}
