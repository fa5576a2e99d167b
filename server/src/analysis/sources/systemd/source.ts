import type { EnvFact, FileId, ProcessFacts, UnitFacts } from "../../facts.js";
import { baseName, folderOf } from "../../paths.js";
import { placeOf, wordOf, type Placed } from "../compose/placed.js";
import { joinLines, linesOf } from "../shell/lines.js";
import { notOurs, type TextSource } from "../source.js";
import { readEnvFileRef, readEnvironment } from "./environment.js";
import { isFilledIn, readCommands, type UnitCommand } from "./exec.js";
import { isOurCommand, isOurEnvironment, isOurName } from "./recognise.js";
import { readSettings, type Setting } from "./unitFile.js";
import { hasSpecifier } from "./words.js";

/** A systemd service unit or a drop-in of one. */
export const systemdSource: TextSource = {
  mayBe: isUnitPath,
  marker: /^[ \t]*\[Service\]/m,
  read(text, file) {
    const facts = readUnit(joinLines(text, linesOf(text)), file, file);
    return facts ? { facts: [facts], problems: [] } : notOurs;
  },
};

export function isUnitPath(path: FileId): boolean {
  return /[^/]\.service$|[^/]\.service\.d\/[^/]+\.conf$/.test(path);
}

/**
 * Reads a unit wherever it stands, such as in a script's here-document; undefined where it has nothing to do with
 * telemetry.
 *
 * @param path where it stands on the host, or in the workspace; only its last two names count
 */
export function readUnit(unit: Placed, path: FileId, file: FileId): UnitFacts | undefined {
  const dropIn = path.endsWith(".conf");
  const name = dropIn ? baseName(folderOf(path)).replace(/\.d$/, "") : baseName(path);
  const settings = readSettings(unit).filter(({ section }) => section === "Service");
  const exec = standing(settings, "ExecStart");
  const env = standing(settings, "Environment");
  const files = standing(settings, "EnvironmentFile");
  const commands = exec.values.flatMap((value) => readCommands(value));
  const command = commands.findLast(isOurCommand) ?? commands.at(-1);
  const variables = lastOfEach(env.values.flatMap((value) => readEnvironment(value, file)));
  const envFiles = files.values.flatMap((value) => readEnvFileRef(value, file) ?? []);
  const ours = isOurName(name) || commands.some(isOurCommand) || isOurEnvironment(variables, envFiles);
  const [first] = settings;
  if (first === undefined || !ours) return undefined;
  return {
    kind: "unit",
    file,
    name,
    dropIn,
    process: processOf(name, command, exec.values.at(-1) ?? first.key, variables, file),
    resetsExec: exec.resets,
    resetsEnv: env.resets,
    resetsEnvFiles: files.resets,
    envFiles,
    workingDirectory: workingDirectoryOf(settings),
    ownNetwork: ownNetworkOf(settings),
    template: name.endsWith("@.service"),
  };
}

interface Standing {
  readonly values: readonly Placed[];
  readonly resets: boolean;
}

/** What of a setting still holds at the end: one with nothing behind it takes back all before it. */
function standing(settings: readonly Setting[], name: string): Standing {
  const values = settings.flatMap(({ key, value }) => (key.text === name ? [value] : []));
  const reset = values.findLastIndex(({ text }) => text === "");
  return { values: values.slice(reset + 1), resets: reset >= 0 };
}

function lastOfEach(env: readonly EnvFact[]): readonly EnvFact[] {
  return [...new Map(env.map((each) => [each.name, each])).values()];
}

function processOf(
  unit: string,
  command: UnitCommand | undefined,
  where: Placed,
  env: readonly EnvFact[],
  file: FileId,
): ProcessFacts {
  return {
    name: unit.replace(/\.service$/, ""),
    place: placeOf(command?.program ?? where, file),
    image: undefined,
    entrypoint: command && [wordOf(command.program, file)],
    args: command?.args.map((arg) => wordOf(arg, file)),
    env,
    ports: [],
    mounts: [],
    probes: [],
    initial: false,
  };
}

/** The last that is written; `~` and a specifier say nothing here. */
function workingDirectoryOf(settings: readonly Setting[]): FileId | undefined {
  const written = settings.findLast(({ key }) => key.text === "WorkingDirectory")?.value.text.replace(/^-/, "");
  const known = written?.startsWith("/") === true && !hasSpecifier(written) && !isFilledIn(written);
  return known ? written : undefined;
}

function ownNetworkOf(settings: readonly Setting[]): boolean | undefined {
  const network = settings.findLast(({ key }) => /^(?:PrivateNetwork|NetworkNamespacePath)$/.test(key.text));
  if (network === undefined) return undefined;
  if (network.key.text === "NetworkNamespacePath") return network.value.text !== "";
  return /^(?:1|y|yes|t|true|on)$/i.test(network.value.text);
}
