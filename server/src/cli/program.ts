import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { version } from "../../../package.json";
import { check, checkFormats, failLevels, type CheckOptions } from "./check.js";
import { explainFormats, explainLog, type ExplainOptions } from "./explain.js";
import { ports, portsFormats, type PortsOptions } from "./ports.js";
import { probe, probeFormats, type ProbeOptions } from "./probe.js";
import type { ExitCode, Terminal } from "./terminal.js";
import { defaultDeadline } from "../ssh/askHosts.js";
import { vias } from "../ssh/transports/index.js";

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
    .command("probe")
    .description("ask live hosts whether they agree with the files")
    .argument("[host...]", "aliases of ssh, names or addresses; profiles with --via minikube")
    .addOption(new Option("--via <transport>", "how to reach them").choices(vias).default("ssh"))
    .option("--path <workspace>", "the files to compare with", ".")
    .addOption(new Option("--format <format>", "how to write the answers").choices(probeFormats).default("text"))
    .option("--timeout <seconds>", "how long a host may take", seconds, defaultDeadline / 1000)
    .option("--from <host>", "a second host, from which the ports of the first one are tried too")
    .option("--to <address>", "what the second host calls the first one")
    .option("--print-script", "write the script that would run there, and ask nobody")
    .option("--import <file...>", "read what the script printed elsewhere, a file for each host")
    .addHelpText("after", probeHelp)
    .action(async (hosts: string[], options: ProbeOptions) => finish(await probe(hosts, options, terminal)));

  program
    .command("explain")
    .description("say what lines of a log mean for the files of a workspace")
    .argument("<log>", "a file, or - for standard input")
    .addOption(new Option("--path <path>", "the files and folders to look in").default("."))
    .addOption(new Option("--format <format>", "how to write the answer").choices(explainFormats).default("text"))
    .addHelpText("after", explainExitCodes)
    .action(async (log: string, options: ExplainOptions) => finish(await explainLog(log, options, terminal)));

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

function seconds(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < 1 || value > 3600) throw new InvalidArgumentError("1 to 3600 are possible.");
  return value;
}

const probeHelp = `
The script is constant, needs no root and changes nothing; ssh is your own, with your configuration and keys.

Exit code: 0 all well, 1 findings or failed checks, 2 bad usage or unreadable input, 3 a host could not be asked.`;

const explainExitCodes = `
Exit code: 0 the cause of a line stands in these files, 1 it does not, 2 bad usage or unreadable input.`;

const exitCodes = `
Exit code: 0 nothing at or above the severity, 1 findings, 2 bad usage or a PATH that cannot be read. A file below one
that cannot is told on standard error, and the rest is checked.`;

const examples = `
Examples:
  portolan check                              the working directory
  portolan check hosts/web-1 deploy/          two folders, seen together
  portolan check --format json | jq .findings
  portolan check --fail-on warning            for a pipeline that tolerates nothing
  portolan check --format sarif > out.sarif   for code scanning; github annotates a pull request
  portolan ports --format markdown > PORTS.md
  portolan ports --format svg > ports.svg     the same as a picture
  journalctl -u otelcol-contrib | portolan explain -
  portolan probe web-1 web-2                  two hosts, compared with the files

A .portolan.yaml in a folder or above it says what shares a host; files named
by .gitignore are left out unless they are given as a PATH.`;
