import { signals, typeOf } from "../sources/collector/recognise.js";
import { componentIdProblem, pipelineIdProblem } from "../topology/collectors/ids.js";
import type { IdKind } from "../topology/collectors/occurrences.js";

/** Letters with which YAML, or whoever fills in variables, would read something else than a plain id. */
const special = /[\s,[\]{}#&*!|>'"%@`:\\$<]/u;

/** A sentence why an id cannot be given instead of another; undefined where it can. */
export function idRefusal(kind: IdKind, id: string, newId: string): string | undefined {
  const type = typeOf(newId);
  const problem =
    kind === "pipeline"
      ? pipelineIdProblem(
          newId,
          signals.some((signal) => signal === type),
        )
      : componentIdProblem(newId);
  if (problem) {
    return `"${newId}" is no id of ${withArticle(kind)}: ${problem.reason}. The collector refuses it: \`${problem.error}\`.`;
  }
  if (type !== typeOf(id)) {
    const decides = kind === "pipeline" ? "is the signal of the pipeline" : `says which ${kind} it is`;
    return `"${typeOf(id)}" ${decides} and has to stay; what follows the slash is free, as in "${typeOf(id)}/2".`;
  }
  const letter = special.exec(newId)?.[0];
  return letter === undefined ? undefined : `YAML reads "${letter}" as something else; an id does better without it.`;
}

function withArticle(kind: IdKind): string {
  return `${kind.startsWith("e") ? "an" : "a"} ${kind}`;
}
