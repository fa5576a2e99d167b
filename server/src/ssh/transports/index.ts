import type { HostName } from "../hostName.js";
import { local } from "./local.js";
import { minikube } from "./minikube.js";
import { ssh } from "./ssh.js";
import type { Argv, ShellWords } from "./transport.js";

export const vias = ["ssh", "local", "minikube"] as const;

/** How a host is reached. */
export type Via = (typeof vias)[number];

export function argvFor(via: Via, host: HostName, words: ShellWords): Argv {
  switch (via) {
    case "ssh":
      return ssh(host, words);
    case "local":
      return local(words);
    case "minikube":
      return minikube(host, words);
  }
}
