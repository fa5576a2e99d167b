import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { hasNeovim, Neovim } from "./neovim.js";

const own = "etc/otelcol-contrib/config.yaml";
const ddot = "etc/datadog-agent/otel-config.yaml";

/** All diagnostics of one rule in the file that is shown: `[line, message]`, lines from 1. */
const diagnosed = (rule: string): string => `
  local found = {}
  for _, each in ipairs(vim.diagnostic.get(0)) do
    if each.code == "${rule}" or (each.user_data and each.user_data.lsp.code == "${rule}") then
      table.insert(found, { each.lnum + 1, each.message })
    end
  end
  return #found > 0 and found`;

/** A person who takes the first entry of every menu. */
const takesTheFirst = `
  vim.ui.select = function(items, options, choose)
    offered = vim.tbl_map(options.format_item, items)
    choose(items[1], 1)
  end
  return true`;

describe("a session in Neovim", function () {
  // Three programs that start and talk, on a machine that may have other work.
  this.timeout(90_000);
  let neovim: Neovim | undefined;

  before(function () {
    if (hasNeovim()) return;
    console.log("      skipped: needs nvim with vim.lsp.start_client (Debian's package is neovim)");
    this.skip();
  });
  afterEach(async () => {
    await neovim?.quit();
    neovim = undefined;
  });

  const start = async (example: string, first: string): Promise<Neovim> => {
    neovim = await Neovim.start(example, first);
    return neovim;
  };

  it("shows the collision, and the first fix moves a port in a file that was not open", async () => {
    const nvim = await start("examples/ddot-conflict", own);
    const conflicts = await nvim.until<[number, string][]>("the collision", diagnosed("port-conflict"));
    assert.deepEqual(
      conflicts.map(([line]) => line),
      [6, 8],
    );
    assert.match(conflicts[0]?.[1] ?? "", /bind: address already in use/);

    nvim.lua(takesTheFirst);
    nvim.goTo("0.0.0.0:4317");
    nvim.lua("vim.lsp.buf.code_action() return true");
    await nvim.until("the moved port", `return vim.fn.bufloaded("${ddot}") == 1`);
    const before = readFileSync(join(nvim.folder, ddot), "utf8");
    await nvim.until("one collision less", `${diagnosed("port-conflict")} and #found == 1`);
    assert.equal(nvim.text(ddot), before.replace("0.0.0.0:4317", "0.0.0.0:14317"));
    assert.equal(nvim.lua("return offered[1]"), "Move the otlp receiver (grpc) of DDOT to port 14317");
    const said = `Changed without being open: ${ddot}`;
    await nvim.until("the message", `return vim.fn.execute("messages"):find("${said}", 1, true)`);
    assert.equal(readFileSync(join(nvim.folder, ddot), "utf8"), before);
    nvim.lua("vim.cmd('wall') return true");
    assert.equal(readFileSync(join(nvim.folder, ddot), "utf8"), before.replace("0.0.0.0:4317", "0.0.0.0:14317"));
  });

  it("says on hover who owns a port", async () => {
    const nvim = await start("examples/ddot-conflict", own);
    await nvim.until("the collision", diagnosed("port-conflict"));
    nvim.goTo("4317");
    nvim.lua("vim.lsp.buf.hover() return true");
    const shown = await nvim.until<string[]>(
      "the hover",
      `for _, window in ipairs(vim.api.nvim_list_wins()) do
        if vim.api.nvim_win_get_config(window).relative ~= "" then
          return vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false)
        end
      end`,
    );
    assert.match(shown.join("\n"), /otelcol-contrib/);
  });

  it("renames a port in six files", async () => {
    const nvim = await start("examples/move-port", "gateway-config.yaml");
    await nvim.until("the server", "return next(vim.lsp.buf_get_clients(0)) ~= nil");
    nvim.goTo("4317");
    nvim.lua("vim.lsp.buf.rename('14317') return true");
    await nvim.until("the new number", `return vim.fn.search("0.0.0.0:14317", "n") > 0`);
    const changed = nvim.lua(`
      local names = {}
      for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
        if vim.bo[buffer].modified then
          table.insert(names, vim.fn.fnamemodify(vim.api.nvim_buf_get_name(buffer), ":."))
        end
      end
      return names`) as string[];
    assert.deepEqual(changed.sort(), [
      "agent.yaml",
      "apps.yaml",
      "gateway-config.yaml",
      "gateway.yaml",
      "network-policy.yaml",
      "services.yaml",
    ]);
    for (const path of changed) {
      const before = readFileSync(join(nvim.folder, path), "utf8");
      assert.notEqual(nvim.text(path), before, path);
    }
  });
});
