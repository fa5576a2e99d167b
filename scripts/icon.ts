/** Draws `media/icon.png`, which marketplaces show, from `media/icon.svg`: `npm run icon`. Takes Chromium and pngquant. */
import { execFileSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { launchChromium } from "../test/editor/host/chromium.js";
import { checkout } from "./bundles.js";

/** In pixels; the drawing is as large in its own units. */
const size = 256;

async function main(): Promise<void> {
  const drawing = await readFile(join(checkout, "media/icon.svg"), "utf8");
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${drawing}`);
    const pixels = await page.screenshot({ omitBackground: true });
    const options = ["--quality=80-100", "--speed=1", "--strip"];
    await writeFile(join(checkout, "media/icon.png"), execFileSync("pngquant", [...options, "-"], { input: pixels }));
  } finally {
    await browser.close();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
