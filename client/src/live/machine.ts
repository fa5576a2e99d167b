import { hostname } from "node:os";
import { env } from "vscode";

/** Where ssh starts: on the machine that this extension runs on, which need not be the one that the window is on. */
export function startingMachine(): string {
  const name = hostname();
  switch (env.remoteName) {
    case undefined:
      return `this computer (${name})`;
    case "wsl":
      return `the WSL of this computer (${name})`;
    case "dev-container":
    case "attached-container":
    case "k8s-container":
      return `the container ${name}`;
    default:
      return `the remote machine ${name}, not the one that this window is on`;
  }
}
