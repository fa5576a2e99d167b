import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import {
  createProtocolConnection,
  ExitNotification,
  InitializeRequest,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver-protocol/node";
import packageJson from "../../package.json";
import { checkout } from "../../scripts/bundles.js";
import { packageCli } from "../../scripts/packageCli.js";
import type { CheckJson } from "../../server/src/cli/format/jsonContract.js";

const run = promisify(execFile);
const tsc = createRequire(import.meta.url).resolve("typescript/lib/tsc.js");

/** What somebody writes who reads the JSON; every line marked as refused must be. */
const consumer = `
import type { CheckJson, ExplainJson, PortsJson, ProbeJson } from "portolan/json";

export function errors(report: CheckJson): readonly string[] {
  return report.findings.filter(({ severity }) => severity === "error").map((each) => each.file + ":" + each.range.start.line);
}
export const ports = (report: PortsJson): readonly (number | null)[] =>
  report.namespaces.flatMap(({ listeners }) => listeners.map(({ port }) => port));
export const causes = (report: ExplainJson): readonly string[] =>
  report.explanations.flatMap(({ causes }) => causes.map(({ rule }) => rule ?? "nothing"));
export const failed = (report: ProbeJson): readonly string[] =>
  report.hosts.flatMap(({ checks }) => checks.filter(({ status }) => status === "failed").map(({ id }) => id));

// @ts-expect-error Refused: there is no version 2.
export const version: 2 = (null as unknown as CheckJson).version;
// @ts-expect-error Refused: no finding is fatal.
export const fatal = (report: CheckJson) => report.findings.some(({ severity }) => severity === "fatal");
// @ts-expect-error Refused: a port may be unknown.
export const port = (report: PortsJson): number | undefined => report.namespaces[0]?.listeners[0]?.port;
`;

describe("the npm package of the command line", function () {
  this.timeout(240_000);
  let folder: string;
  let prefix: string;
  let portolan: string;

  before(async () => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "portolan-tarball-")));
    prefix = join(folder, "prefix");
    const tarball = await packageCli();
    // No registry answers here: what the package needs is in it.
    const registry = ["--offline", "--registry=http://127.0.0.1:9"];
    const where = ["--global", "--prefix", prefix, "--cache", join(folder, "cache")];
    await run("npm", ["install", ...where, ...registry, tarball], { cwd: folder });
    portolan = join(prefix, "bin", "portolan");
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  const home = (): string => join(prefix, "lib/node_modules/portolan");

  it("holds the program with its licence, its notices and its types, and nothing else", () => {
    assert.deepEqual(readdirSync(home()).sort(), [
      "CHANGELOG.md",
      "LICENSE",
      "README.md",
      "THIRD-PARTY-NOTICES.txt",
      "cli.js",
      "elk.js",
      "json.d.ts",
      "package.json",
    ]);
    const { name, version, license, dependencies } = createRequire(join(home(), "x"))("./package.json") as Record<
      string,
      unknown
    >;
    assert.deepEqual(
      [name, version, license, dependencies],
      ["portolan", packageJson.version, "Apache-2.0", undefined],
    );
  });

  it("checks an example from an empty folder", async () => {
    const example = join(folder, "example");
    cpSync(join(checkout, "examples/ddot-conflict"), example, { recursive: true });
    const failure = await run(portolan, ["check", "--format", "json"], { cwd: example }).then(
      () => assert.fail("the example has errors"),
      (error: unknown) => error as { readonly code: number; readonly stdout: string },
    );
    assert.equal(failure.code, 1);
    const report = JSON.parse(failure.stdout) as CheckJson;
    assert.equal(report.version, 1);
    assert.ok(report.findings.some(({ rule, severity }) => rule === "port-conflict" && severity === "error"));
    assert.equal((await run(portolan, ["--version"])).stdout, `${packageJson.version}\n`);
  });

  it("lays out the port chart with the engine that comes with it", async () => {
    const { stdout } = await run(portolan, ["ports", "--format", "svg", join(checkout, "examples/ddot-conflict")]);
    assert.match(stdout, /^<svg [\s\S]*4317[\s\S]*<\/svg>\n$/);
  });

  it("serves an editor", async () => {
    const child = spawn(portolan, ["lsp", "--stdio"], { cwd: folder, stdio: ["pipe", "pipe", "inherit"] });
    const exited = new Promise<number | null>((fulfil) => child.once("exit", fulfil));
    const { stdout, stdin } = child;
    const connection = createProtocolConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin));
    connection.listen();
    const asked = { processId: process.pid, rootUri: null, capabilities: {}, workspaceFolders: null };
    const { capabilities } = await connection.sendRequest(InitializeRequest.type, asked);
    assert.ok(capabilities.hoverProvider);
    assert.ok(capabilities.codeActionProvider);
    await connection.sendRequest(ShutdownRequest.type);
    await connection.sendNotification(ExitNotification.type);
    assert.equal(await exited, 0);
    connection.dispose();
  });

  for (const resolution of ["node16", "bundler"]) {
    it(`tells the compiler what the JSON holds (moduleResolution ${resolution})`, async () => {
      const project = join(folder, resolution);
      mkdirSync(join(project, "node_modules"), { recursive: true });
      cpSync(home(), join(project, "node_modules/portolan"), { recursive: true });
      writeFileSync(join(project, "package.json"), '{ "type": "module" }');
      writeFileSync(join(project, "consumer.ts"), consumer);
      const module = resolution === "node16" ? "node16" : "esnext";
      const options = ["--strict", "--noEmit", "--lib", "es2022", "--module", module, "--moduleResolution", resolution];
      // What it says when it refuses stands on standard output.
      const said = await run(process.execPath, [tsc, ...options, "consumer.ts"], { cwd: project }).then(
        ({ stdout }) => stdout,
        (error: unknown) => (error as { readonly stdout: string }).stdout,
      );
      assert.equal(said, "");
    });
  }
});
