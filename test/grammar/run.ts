import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";

/**
 * Runs the grammar tests in each YAML grammar that VS Code has shipped (base/README.md). The injections themselves come
 * from package.json, so that what is tested is what is contributed.
 */
const checkout = resolve(import.meta.dirname, "../..");
const runner = "node_modules/vscode-tmgrammar-test/dist/unit.js";
const bases = "test/grammar/base";

const failed = ["redcmd", "textmate"].filter((base) => {
  console.log(`YAML grammar: ${base}`);
  const files = readdirSync(join(checkout, bases, base)).filter((name) => name.endsWith(".tmLanguage.json"));
  const grammars = files.flatMap((name) => ["--grammar", `${bases}/${base}/${name}`]);
  const args = [runner, "--config", "package.json", ...grammars, "test/grammar/*.yaml"];
  return spawnSync(process.execPath, args, { cwd: checkout, stdio: "inherit" }).status !== 0;
});
if (failed.length > 0) process.exitCode = 1;
