import { readdir, readFile } from "node:fs/promises";
import { eventually } from "../eventually.js";

/** Kills the language server of the editor that keeps its extensions in a folder; answers once it is gone. */
export async function crashLanguageServer(home: string): Promise<void> {
  const pid = await eventually("a language server", () => languageServerOf(home));
  process.kill(pid, "SIGKILL");
  await eventually("its end", async () => ((await languageServerOf(home)) === pid ? undefined : true));
}

async function languageServerOf(home: string): Promise<number | undefined> {
  for (const entry of await readdir("/proc")) {
    if (!/^\d+$/.test(entry)) continue;
    const command = await readFile(`/proc/${entry}/cmdline`, "utf8").catch(() => "");
    if (command.includes(home) && command.includes("dist/server.js")) return Number(entry);
  }
  return undefined;
}
