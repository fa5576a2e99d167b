import type { HostName } from "../hostName.js";
import type { Argv, ShellWords } from "./transport.js";

/** Nothing is asked of a person, nothing is forwarded, and what the person's configuration says of the host holds. */
const options: readonly string[] = [
  "BatchMode=yes",
  "ConnectTimeout=10",
  "ConnectionAttempts=1",
  "ServerAliveInterval=5",
  "RemoteCommand=none",
  "ClearAllForwardings=yes",
  "ControlMaster=no",
  "ForwardAgent=no",
  "PermitLocalCommand=no",
];

/** The system's ssh. */
export function ssh(host: HostName, words: ShellWords): Argv {
  return {
    program: "ssh",
    args: ["-T", ...options.flatMap((option) => ["-o", option]), "--", host, words.join(" ")],
    // A jump host's ssh is started by ssh itself and does not inherit BatchMode.
    environment: { SSH_ASKPASS_REQUIRE: "never" },
  };
}
