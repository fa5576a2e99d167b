import { spawn } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import { resolve } from "node:path";
import { cannotRunHere, layers, type Layer } from "./test/layers.js";

/**
 * Runs every layer of the tests, one after the other, and ends with `N passed, N failed`. Names given as arguments pick
 * some. With PORTOLAN_NO_SKIPS set, what cannot run on this machine counts as failed.
 */
interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const checkout = resolve(import.meta.dirname, "..");

async function main(names: readonly string[]): Promise<void> {
  const unknown = names.filter((name) => !layers.some((layer) => layer.name === name));
  if (unknown.length > 0) {
    throw new Error(`No such layer: ${unknown.join(", ")}. There are ${layers.map(({ name }) => name).join(", ")}.`);
  }
  let passed = 0;
  let failed = 0;
  const skipped: string[] = [];
  for (const layer of layers.filter(({ name }) => names.length === 0 || names.includes(name))) {
    const started = Date.now();
    console.log(`\n== ${layer.name}`);
    const { code, lastLine } = await run(layer);
    if (code === cannotRunHere) {
      skipped.push(`${layer.name}: ${lastLine}`);
      continue;
    }
    const totals = await totalsOf(layer, code);
    passed += totals.passed;
    failed += totals.failed;
    if (totals.skipped > 0) skipped.push(`${layer.name}: ${totals.skipped} of its tests`);
    console.log(`== ${layer.name}: ${totals.passed} passed, ${totals.failed} failed, ${seconds(started)} s`);
  }
  for (const each of skipped) console.log(`\nnot run here: ${each}`);
  if (process.env.PORTOLAN_NO_SKIPS !== undefined) failed += skipped.length;
  console.log(`\n${passed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}

async function run({ command: [program = "", ...args], counts }: Layer): Promise<{ code: number; lastLine: string }> {
  if (counts !== "itself") await rm(resolve(checkout, counts.resultFile), { force: true });
  const child = spawn(resolve(checkout, program), args, {
    cwd: checkout,
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, ...(process.stdout.isTTY && { FORCE_COLOR: "1" }) },
  });
  let lastLine = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    process.stdout.write(chunk);
    lastLine = (lastLine + chunk).trimEnd().split("\n").at(-1) ?? "";
  });
  const code = await new Promise<number>((fulfil, reject) => {
    child.once("error", reject);
    child.once("close", (status) => fulfil(status ?? 1));
  });
  return { code, lastLine };
}

/** A layer that failed without counting anything is one failure. */
async function totalsOf({ counts }: Layer, code: number): Promise<Totals> {
  const itself: Totals = { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
  if (counts === "itself") return itself;
  try {
    const result: unknown = JSON.parse(await readFile(resolve(checkout, counts.resultFile), "utf8"));
    const number = (key: string): number => {
      const value =
        typeof result === "object" && result !== null ? (result as Record<string, unknown>)[key] : undefined;
      return typeof value === "number" ? value : 0;
    };
    const failed = number("failed");
    return { passed: number("passed"), failed: code !== 0 && failed === 0 ? 1 : failed, skipped: number("skipped") };
  } catch {
    return { ...itself, passed: 0, failed: 1 };
  }
}

function seconds(started: number): string {
  return ((Date.now() - started) / 1000).toFixed(1);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
});
