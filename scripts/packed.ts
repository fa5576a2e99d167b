import { stat } from "node:fs/promises";
import { relative } from "node:path";

/** For a script that packs one file: says which, and how large it is; exits with 1 where it cannot be packed. */
export async function tellPacked(packing: Promise<string>): Promise<void> {
  try {
    const file = await packing;
    const { size } = await stat(file);
    console.log(`${relative(process.cwd(), file)}: ${(size / 1_000_000).toFixed(2)} MB`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
