import type { MachineSeen } from "../observation.js";
import { firstOf, valuesOf } from "./lines.js";

/**
 * @param host the lines of the section `host`
 * @param osRelease the file of that name, a shell script of assignments
 */
export function readMachine(host: string, osRelease: string): MachineSeen {
  const seen = valuesOf(host);
  return {
    hostname: firstOf(seen, "hostname"),
    system: firstOf(valuesOf(osRelease), "PRETTY_NAME")?.replace(/^(["'])(.*)\1$/, "$2"),
    user: firstOf(seen, "user"),
    root: firstOf(seen, "uid") === "0",
  };
}
