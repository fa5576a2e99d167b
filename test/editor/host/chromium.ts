import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { patience } from "../eventually.js";
import { CannotRunHere } from "./cannotRunHere.js";

const programs = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const elsewhere = ["/usr/bin", "/snap/bin", "/Applications/Google Chrome.app/Contents/MacOS"];

/** `CHROME_PATH`, else what the system has. */
export function findChromium(): string {
  const { CHROME_PATH: told, PATH: path = "" } = process.env;
  if (told !== undefined && told !== "") {
    if (isProgram(told)) return told;
    throw new CannotRunHere(`CHROME_PATH is ${told}, which is no program that can be run.`);
  }
  const folders = [...path.split(delimiter), ...elsewhere];
  const candidates = folders.flatMap((folder) => [...programs, "Google Chrome"].map((name) => join(folder, name)));
  const found = candidates.find(isProgram);
  if (found !== undefined) return found;
  throw new CannotRunHere(
    `The editor needs Chromium or Chrome to show itself, and there is neither ${programs.join(", nor ")} on PATH. Install one, or set CHROME_PATH.`,
  );
}

export function launchChromium(): Promise<Browser> {
  const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const quiet = [
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ];
  return chromium.launch({ executablePath: findChromium(), args: [...asRoot, ...quiet], timeout: patience });
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
