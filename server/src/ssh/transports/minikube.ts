import type { HostName } from "../hostName.js";
import type { Argv, ShellWords } from "./transport.js";

/** What minikube calls the cluster of whom no profile is named. */
export const defaultProfile = "minikube";

/**
 * The node of a minikube cluster. minikube's own client always asks for a terminal, which would echo the script and
 * break its lines; the system's does not.
 */
export function minikube(profile: HostName, words: ShellWords): Argv {
  const named = profile === defaultProfile ? [] : ["-p", profile];
  return { program: "minikube", args: ["ssh", ...named, "--native-ssh=false", "--", ...words] };
}
