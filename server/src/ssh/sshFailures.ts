import { quoted, type Failure, type FailureKind } from "./failure.js";
import type { HostName } from "./hostName.js";

interface Symptom {
  readonly kind: FailureKind;
  /** What OpenSSH's client writes; its messages are never translated. */
  readonly says: RegExp;
  /** Completes "<host> …". */
  readonly what: string;
  readonly nextStep: (host: HostName) => string;
}

/** The first that fits is the cause: what stands below may be said after what stands above. */
const symptoms: readonly Symptom[] = [
  {
    kind: "changed-host-key",
    says: /HOST IDENTIFICATION HAS CHANGED|REVOKED HOST KEY|Host key for .{1,300} has changed/,
    what: "shows another host key than the one ssh knows",
    nextStep: (host) =>
      `Find out why: a machine set up anew, or somebody in between. If the new key is right, remove the old one with ssh-keygen -R and connect once in a terminal: ssh ${host}`,
  },
  {
    kind: "unknown-host-key",
    says: /Host key verification failed|host key is known for/,
    what: "has a host key that ssh does not know yet",
    nextStep: (host) => `Open a terminal, connect once and compare the fingerprint: ssh ${host}`,
  },
  {
    kind: "permission-denied",
    says: /Permission denied \(|Too many authentication failures|No supported authentication methods/,
    what: "does not let this login in with the keys that ssh has",
    nextStep: (host) =>
      `Load the key into the agent (ssh-add), or name it in ~/.ssh/config; then try in a terminal: ssh ${host}`,
  },
  {
    kind: "ssh-configuration",
    says: /Bad configuration option|Bad owner or permissions|terminating, \d+ bad configuration|keyword .{1,100} extra arguments/,
    what: "was not asked, because ssh does not accept its own configuration",
    nextStep: () => "Mend the file that it names, ~/.ssh/config as a rule.",
  },
  {
    kind: "not-resolved",
    says: /Could not resolve hostname|Name or service not known|nodename nor servname provided/,
    what: "is a name that nobody resolves",
    nextStep: () => "Look for a typing error, connect the VPN, or name its address in ~/.ssh/config.",
  },
  {
    kind: "no-common-algorithm",
    says: /Unable to negotiate with|no matching .{1,40} found/,
    what: "offers only algorithms that this ssh does not take",
    nextStep: (host) => `Allow in ~/.ssh/config for this host what ssh names, or renew its sshd: ssh ${host}`,
  },
  {
    kind: "refused",
    says: /Connection refused/,
    what: "refuses connections on ssh's port",
    nextStep: () => "Look whether sshd runs there, and whether ~/.ssh/config names the right port.",
  },
  {
    kind: "timed-out",
    says: /[Tt]imed out|Timeout, server/,
    what: "does not answer on ssh's port",
    nextStep: () => "Look whether it is up, whether the VPN is connected, and whether a firewall drops port 22.",
  },
  {
    kind: "unreachable",
    says: /No route to host|Network is unreachable|Host is down/,
    what: "cannot be reached from this machine",
    nextStep: () => "Look whether it is up, and whether the VPN is connected.",
  },
  {
    kind: "closed",
    says: /Connection (closed|reset)|closed by remote host|Broken pipe/,
    what: "closed the connection",
    nextStep: (host) => `Try in a terminal, and read sshd's log on the host: ssh ${host}`,
  },
];

/** What ssh says where it speaks through another program: that one's failure stands above, and is the cause. */
const throughProxy = /stdio forwarding failed|UNKNOWN port 65535|open failed: /;

const ownMessage: Omit<Symptom, "says"> = {
  kind: "closed",
  what: "could not be reached by ssh",
  nextStep: (host) => `Try in a terminal: ssh ${host}`,
};

/** Reads why ssh itself gave up, which it tells by the exit code 255. */
export function sshFailure(stderr: string, host: HostName): Failure {
  const proxied = throughProxy.test(stderr);
  // With a proxy "Connection closed" is said of the proxy's end, whatever ended it.
  const symptom = symptoms.find(({ kind, says }) => says.test(stderr) && !(proxied && kind === "closed"));
  const { kind, what, nextStep } = symptom ?? ownMessage;
  if (proxied) {
    const cause = symptom === undefined ? "" : `: that one, or what lies behind it, ${what}`;
    return {
      kind: "jump-failed",
      sentence: `${host} could not be reached through its jump host${cause}.`,
      nextStep: `Connect to the jump host in a terminal first, then to the host: ssh ${host}`,
    };
  }
  const because = symptom === undefined ? quoted(stderr) : "";
  return { kind, sentence: `${host} ${what}${because}.`, nextStep: nextStep(host) };
}
