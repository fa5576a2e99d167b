import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/** In MiB: what is still held after everything that can be given back was. */
export function heldMemory(): number {
  collect();
  collect();
  return process.memoryUsage().heapUsed / 1024 / 1024;
}
