import type { Version } from "../../versions.js";

/** Why the collector does not take a text for an id. */
export interface IdProblem {
  /** Half a sentence. */
  readonly reason: string;
  /** As the collector says it. */
  readonly error: string;
  /** Set for what older versions took. */
  readonly since?: Version;
}

const typePattern = /^[a-zA-Z][0-9a-zA-Z_]{0,62}$/;
const namePattern = /^[^\p{Z}\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{S}]+$/u;
const longestName = 1024;
const namesChecked: Version = "0.106.0";

/**
 * What is wrong with the id of a component.
 *
 * @param id without space around its parts
 */
export function componentIdProblem(id: string): IdProblem | undefined {
  const [type, name] = partsOf(id);
  const problem = partsProblem(id, type, name);
  if (problem || typePattern.test(type)) return problem;
  return {
    reason: "a type begins with a letter and holds up to 63 letters, digits and underscores",
    error: `in ${quote(id)} id: invalid character(s) in type ${quote(type)}`,
  };
}

/** The same for a pipeline, whose type is a signal. */
export function pipelineIdProblem(id: string, isSignal: boolean): IdProblem | undefined {
  const [signal, name] = partsOf(id);
  const problem = partsProblem(id, signal, name);
  if (problem || isSignal) return problem;
  return {
    reason: "a pipeline is one of traces, metrics, logs or profiles, with a name of its own behind a slash",
    error: `in ${quote(id)} id: unknown pipeline signal: ${quote(signal)}`,
  };
}

function partsOf(id: string): readonly [string, string | undefined] {
  const slash = id.indexOf("/");
  return slash < 0 ? [id, undefined] : [id.slice(0, slash), id.slice(slash + 1)];
}

function partsProblem(id: string, type: string, name: string | undefined): IdProblem | undefined {
  if (type === "" && name === undefined) return { reason: "it is empty", error: "id must not be empty" };
  if (type === "") {
    return {
      reason: "nothing stands before the slash",
      error: `in ${quote(id)} id: the part before / should not be empty`,
    };
  }
  if (name === "") {
    return {
      reason: "nothing stands behind the slash",
      error: `in ${quote(id)} id: the part after / should not be empty`,
    };
  }
  if (name === undefined) return undefined;
  const length = bytesOf(name);
  if (length > longestName) {
    return {
      reason: "its name is too long",
      error: `name ${quote(shortened(name))} is longer than 1024 characters (${String(length)} characters)`,
      since: namesChecked,
    };
  }
  if (namePattern.test(name)) return undefined;
  return {
    reason: "a name holds no space, no symbol and no control character",
    error: `in ${quote(name)} id: invalid character(s) in name ${quote(name)}`,
    since: namesChecked,
  };
}

/** The collector counts what a name takes as UTF-8. */
function bytesOf(text: string): number {
  let bytes = 0;
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

function shortened(text: string): string {
  return `${text.slice(0, 20)}…`;
}

function quote(text: string): string {
  return JSON.stringify(text);
}
