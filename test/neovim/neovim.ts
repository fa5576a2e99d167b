import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const checkout = resolve(import.meta.dirname, "../..");

/** Whether there is a Neovim whose language client has the function that the page's first configuration calls. */
export function hasNeovim(): boolean {
  const asked = ["--headless", "--clean", "+lua if not vim.lsp.start_client then vim.cmd('cquit') end", "+quit"];
  return spawnSync("nvim", asked, { stdio: "ignore" }).status === 0;
}

/** The configuration as people copy it from the page. */
export function configuration(): string {
  const page = readFileSync(join(checkout, "docs/editors.md"), "utf8");
  const block = /<!-- Run by test\/neovim, as it stands here\. -->\s*```lua\n(.*?)```/s.exec(page)?.[1];
  if (block === undefined) throw new Error("docs/editors.md holds no configuration for this test");
  return block;
}

/** A Neovim without a window, in a copy of an example; it is asked by its own remote expressions. */
export class Neovim {
  private constructor(
    readonly folder: string,
    private readonly home: string,
    private readonly process: ChildProcess,
  ) {}

  /** @param first the file that it opens at its start */
  static async start(example: string, first: string): Promise<Neovim> {
    const home = mkdtempSync(join(tmpdir(), "portolan-neovim-"));
    const folder = join(home, "workspace");
    cpSync(join(checkout, example), folder, { recursive: true });
    const programs = join(home, "bin");
    mkdirSync(programs);
    // As it would be after an installation.
    const program = join(programs, "portolan");
    writeFileSync(program, `#!/bin/sh\nexec "${process.execPath}" "${join(checkout, "dist/cli.js")}" "$@"\n`);
    chmodSync(program, 0o755);
    writeFileSync(join(home, "init.lua"), configuration());
    const args = ["--headless", "--clean", "-u", join(home, "init.lua"), "--listen", socketOf(home), first];
    const env = { ...process.env, HOME: home, PATH: `${programs}${delimiter}${process.env.PATH ?? ""}` };
    const child = spawn("nvim", args, { cwd: folder, env, stdio: "ignore" });
    const neovim = new Neovim(folder, home, child);
    try {
      await neovim.until("an answer", "return vim.v.vim_did_enter == 1");
    } catch (error) {
      await neovim.quit();
      throw error;
    }
    return neovim;
  }

  /** What a piece of Lua returns. It stands on one line in the end, so it has no comments. */
  lua(code: string): unknown {
    const quoted = `(function() ${code} end)()`.replaceAll("\n", " ").replaceAll("'", "''");
    const answer = spawnSync(
      "nvim",
      ["--server", socketOf(this.home), "--remote-expr", `json_encode(luaeval('${quoted}'))`],
      { encoding: "utf8", timeout: 5000 },
    );
    // Without a window Neovim 0.7 says even this on standard error.
    const said = `${answer.stdout}${answer.stderr}`;
    if (answer.status !== 0) throw new Error(`${code}: ${said}`);
    return JSON.parse(said) as unknown;
  }

  /** Waits until a piece of Lua returns something else than nil and false; what it returned. */
  async until<T>(what: string, code: string): Promise<T> {
    const deadline = Date.now() + 30_000;
    for (;;) {
      const found = this.tryLua(code);
      if (found !== null && found !== false) return found as T;
      if (Date.now() > deadline) throw new Error(`Waited in vain: ${what}`);
      await sleep(50);
    }
  }

  /** The lines of a file as Neovim has them now. */
  text(path: string): string {
    const lines = this.lua(`return vim.api.nvim_buf_get_lines(vim.fn.bufnr("${path}$"), 0, -1, false)`) as string[];
    return `${lines.join("\n")}\n`;
  }

  /** Puts the cursor on the first place of a text in the file that is shown. */
  goTo(text: string): void {
    const found = this.lua(`vim.fn.cursor(1, 1); return vim.fn.search("\\\\V${text}", "c")`);
    if (found === 0) throw new Error(`"${text}" is not in the file that is shown`);
  }

  async quit(): Promise<void> {
    const ended = new Promise((fulfil) => this.process.once("exit", fulfil));
    // The answer is lost with the one who would give it.
    spawnSync("nvim", ["--server", socketOf(this.home), "--remote-expr", 'execute("qall!")'], { timeout: 2000 });
    const timer = setTimeout(() => this.process.kill("SIGKILL"), 5000);
    await ended;
    clearTimeout(timer);
    rmSync(this.home, { recursive: true, force: true, maxRetries: 3 });
  }

  /** Nothing where it does not listen yet. */
  private tryLua(code: string): unknown {
    try {
      return this.lua(code);
    } catch {
      return null;
    }
  }
}

function socketOf(home: string): string {
  return join(home, "socket");
}
