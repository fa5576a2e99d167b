import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The probe, as a shell takes it on its standard input. In a bundle it is a constant: see `scripts/bundles.ts`. */
export const probeScript: string = readFileSync(join(import.meta.dirname, "probe.sh"), "utf8");
