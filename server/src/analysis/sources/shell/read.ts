import type { ConfigHolder, Fact, FileId } from "../../facts.js";
import { baseName, folderOf } from "../../paths.js";
import type { Placed } from "../compose/placed.js";
import { replaced } from "../letters.js";
import { notOurs, type SourceResult } from "../source.js";
import { isUnitPath, readUnit } from "../systemd/source.js";
import { readYamlIn } from "../yaml.js";
import { containersOf, countPorts, mayRun, mostPorts, runs } from "./containers.js";
import { mayWrite, writtenTexts, type WrittenText } from "./heredocs.js";
import { readScript } from "./script.js";

/**
 * What a script says: the containers it starts, and what stands in the files it writes. Never throws.
 *
 * @param masked as `readScript` takes it
 */
export function readShellText(script: Placed, masked: string, file: FileId): SourceResult {
  if (!mayRun(masked) && !mayWrite(masked)) return notOurs;
  const { commands, documents } = readScript(script, folderOf(file), masked, runs);
  const containers = containersOf(commands, file);
  const results: SourceResult[] = containers ? [{ facts: [containers], problems: [] }] : [];
  let ports = containers ? countPorts(containers) : 0;
  for (const written of writtenTexts(documents, script, file)) {
    if (ports > mostPorts) break;
    const result = readWritten(written, file);
    ports += result.facts.reduce((sum, fact) => sum + countPorts(fact), 0);
    results.push(result);
  }
  return { facts: results.flatMap(({ facts }) => facts), problems: results.flatMap(({ problems }) => problems) };
}

function readWritten(written: WrittenText, file: FileId): SourceResult {
  const path = written.path ?? written.name ?? "";
  if (isUnitPath(path)) {
    const unit = readUnit(asWritten(written), path, file);
    return unit ? { facts: [unit], problems: [] } : notOurs;
  }
  const { facts, problems } = readYamlIn(written.scalar, file);
  const holder: ConfigHolder = {
    kind: "here-document",
    namespace: undefined,
    name: baseName(written.name ?? file),
    key: written.path ?? "",
  };
  // What does not parse may do so once the shell has filled it in.
  return { facts: facts.map((fact) => heldBy(fact, holder)), problems: written.literal ? problems : [] };
}

/** The text as it ends up in its file, but for its variables. */
function asWritten({ scalar, literal }: WrittenText): Placed {
  return literal ? scalar : replaced(scalar, /\\([$`\\])/g, ([, letter]) => letter);
}

/** A configuration that has no holder of its own, such as a ConfigMap, gets the one it stands in. */
export function heldBy(fact: Fact, holder: ConfigHolder): Fact {
  return fact.kind === "collector" && fact.holder === undefined ? { ...fact, holder } : fact;
}
