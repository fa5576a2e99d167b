import type { ComponentFact } from "../facts.js";
import type { Fix, TextOf } from "../finding.js";
import { componentIdProblem } from "../topology/collectors/ids.js";
import type { Collector } from "../topology/model.js";
import { renameEdits } from "./renameComponent.js";

/** Gives a component an id that the collector takes and that reads the same: `otlp/from-apps` for `otlp/from apps`. */
export function mendIdFix(collector: Collector, component: ComponentFact, texts: TextOf): readonly Fix[] {
  const { id, kind } = component;
  const meant = mended(id);
  if (meant === id || componentIdProblem(meant) !== undefined) return [];
  const edits = renameEdits(collector, component, meant, texts);
  const title = `Rename ${kind} "${id}" to "${meant}" here and wherever this collector names it`;
  return edits ? [{ kind: "edit", title, edits, preferred: true }] : [];
}

function mended(id: string): string {
  const [type = "", ...name] = id.split("/");
  const words = name.join("/").trim().replace(/\s+/g, "-");
  return words === "" ? type : `${type.replaceAll("-", "_")}/${words}`;
}
