import { Command, CommanderError, Option } from "commander";
import { version } from "../../../package.json";
import { check, checkFormats, failLevels, type CheckOptions } from "./check.js";
import { ports, portsFormats, type PortsOptions } from "./ports.js";
import type { ExitCode, Terminal } from "./terminal.js";

/**
 * Runs the command line; `words` are without the program's own name. Undefined where a server now runs, which ends the
 * process itself.
 */
export async function run(words: readonly string[], terminal: Terminal): Promise<ExitCode | undefined> {
  let result: ExitCode | undefined;
  const program = createProgram(terminal, (code) => (result = code));
  try {
    await program.parseAsync([...words], { from: "user" });
    return result;
  } catch (error) {
    // Commander has printed its help or its complaint already.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    // Never 1, which would say that the files are to blame.
    terminal.err(
      `portolan: internal error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    return 2;
  }
}

function createProgram(terminal: Terminal, finish: (code: ExitCode) => void): Command {
  // Subcommands inherit what is set before they are added.
  const program = new Command("portolan")
    .description("Knows who owns every port around an OpenTelemetry Collector.")
    .version(version)
    .exitOverride()
    .configureOutput({
      writeOut: terminal.out,
      writeErr: terminal.err,
      ...(terminal.width !== undefined && { getOutHelpWidth: () => terminal.width ?? 80 }),
    })
    .showHelpAfterError("(--help tells what there is)")
    .addHelpText("after", examples);

  program
    .command("check")
    .description("say where two owners of a port collide, and what else is wrong")
    .argument("[path...]", "files, and folders to search for them", ["."])
    .addOption(new Option("--format <format>", "how to write the findings").choices(checkFormats).default("text"))
    .addOption(new Option("--fail-on <severity>", "the least that exits with 1").choices(failLevels).default("error"))
    .addHelpText("after", exitCodes)
    .action(async (paths: string[], options: CheckOptions) => finish(await check(paths, options, terminal)));

  program
    .command("ports")
    .description("list who listens where, by host, pod and container")
    .argument("[path...]", "files, and folders to search for them", ["."])
    .addOption(new Option("--format <format>", "how to write the list").choices(portsFormats).default("text"))
    .action(async (paths: string[], options: PortsOptions) => finish(await ports(paths, options, terminal)));

  program
    .command("lsp")
    .description("serve an editor by the Language Server Protocol")
    .requiredOption("--stdio", "talk over standard input and output")
    // Clients add words of their own, such as --clientProcessId.
    .allowUnknownOption()
    .allowExcessArguments()
    .action(async () => {
      const { startServer } = await import("../lsp/server.js");
      startServer();
    });

  return program;
}

const exitCodes = `
Exit code: 0 nothing at or above the severity, 1 findings, 2 bad usage or unreadable input.`;

const examples = `
Examples:
  portolan check                              the working directory
  portolan check hosts/web-1 deploy/          two folders, seen together
  portolan check --format json | jq .findings
  portolan check --fail-on warning            for a pipeline that tolerates nothing
  portolan ports --format markdown > PORTS.md

A .portolan.yaml in a folder or above it says what shares a host; files named
by .gitignore are left out unless they are given as a PATH.`;
