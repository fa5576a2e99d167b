import type { FirewallSeen } from "../observation.js";
import type { Decision, Packet } from "./ruleWalk.js";

/** What a tool tells of a host's firewall, before it is asked about ports. */
export interface Firewall {
  readonly tool: FirewallSeen["tool"];
  readonly active: boolean;
  readonly decide: (packet: Packet) => Decision;
}
